import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { MaskDialog } from "./mask_dialog";

const MODEL = "dscsa.investigation";

/** What is odd: tap the signs, take a photo, call the maker. The server words it. */
export class DoubtPage extends Component {
    static template = "dscsa_compliance_investigation.DoubtPage";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.file = useRef("file");
        this.state = useState({ page: null, sentence: "", isBusy: false });
        // the sign a photo is taken for: the one that was tapped last
        this.code = null;
        const { params, context } = this.props.action;
        this.caseId = params?.investigation_id || context?.active_id;
        onWillStart(() => this.ask("dscsa_doubt"));
    }

    /** What was tapped stays as it was when the line is down; that is told. */
    async ask(method, ...args) {
        this.state.isBusy = true;
        try {
            this.state.page = await this.orm.call(MODEL, method, [[this.caseId], ...args]);
            return true;
        } catch (error) {
            if (error.exceptionName || !this.state.page) {
                throw error;
            }
            this.notification.add(_t("No connection: it was not recorded. Tap again when the line is back."), {
                type: "danger",
            });
            return false;
        } finally {
            this.state.isBusy = false;
        }
    }

    tap({ code, id }) {
        this.code = id ? null : code;
        return this.ask("dscsa_tick", code);
    }

    async say() {
        if (await this.ask("dscsa_say", this.state.sentence)) {
            this.state.sentence = "";
        }
    }

    /** Of a bottle that is not ours a name is likely: asked before the camera opens. */
    takePhoto() {
        const open = () => this.file.el.click();
        if (!this.state.page.is_private) {
            return open();
        }
        this.dialog.add(ConfirmationDialog, {
            title: _t("A patient's name?"),
            body: _t(
                "Turn the label with the name away, or cover it with your thumb. You can black out the rest before anything is sent."
            ),
            confirmLabel: _t("Take the photo"),
            confirm: open,
            cancel: () => {},
        });
    }

    onFile(ev) {
        const [file] = ev.target.files;
        ev.target.value = "";
        if (file) {
            this.dialog.add(MaskDialog, { file, onDone: (image) => this.keep(image) });
        }
    }

    keep(image) {
        return this.ask("dscsa_photo", image, this.code);
    }

    async run(method) {
        const action = await this.orm.call(MODEL, method, [[this.caseId]]);
        if (action) {
            await this.action.doAction(action);
        }
    }

    openCase() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: MODEL,
            res_id: this.caseId,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("dscsa_doubt", DoubtPage);
