import { Component, markup, onMounted, useRef, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { KeepLast } from "@web/core/utils/concurrency";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { WaysOut } from "@dscsa_compliance/scan_panel/answer_card";
import { readPicture } from "@dscsa_compliance/scan_panel/picture";
import { ScanInput } from "@dscsa_compliance/scan_panel/scan_input";

const MODEL = "dscsa.bottle";

/**
 * "Take this bottle": one scan, one page. The server finds and words everything; the
 * action's context may bring `default_text` or `default_epc_id` to begin with.
 */
export class BottleAction extends Component {
    static template = "dscsa_compliance_answering.BottleAction";
    static components = { ScanInput, WaysOut };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.page = useRef("page");
        this.state = useState({ look: null, text: "", isBusy: false });
        // two scans in a row: the answer to the last one counts
        this.latest = new KeepLast();
        const { default_text: text, default_epc_id: epcId } = this.props.action.context;
        onMounted(() => {
            if (epcId) {
                this.ask("dscsa_look", [], { epc_id: epcId });
            } else if (text) {
                this.look(text);
            }
        });
    }

    look(text, choice) {
        this.state.text = text;
        const options = choice === undefined ? {} : { choice };
        return this.ask("dscsa_look", [text], options);
    }

    async onPicture([file]) {
        try {
            await this.ask("dscsa_look_picture", [await readPicture(file)], {});
        } catch (error) {
            if (error.data) {
                throw error;
            }
            this.notification.add(error.message, { type: "warning" });
        }
    }

    async ask(method, args, options) {
        this.state.isBusy = true;
        try {
            const look = await this.latest.add(this.orm.call(MODEL, method, args, options));
            this.state.text = look.text || this.state.text;
            // rendered by the server from its own template, values escaped there
            this.state.look = { ...look, html: markup(look.html) };
            this.page.el?.scrollTo?.(0, 0);
        } catch (error) {
            // the page of another bottle must not stand for this one
            this.state.look = null;
            throw error;
        } finally {
            this.state.isBusy = false;
        }
    }

    readingText(reading) {
        return [
            reading.product || reading.gtin,
            reading.serial && `SN ${reading.serial}`,
            reading.lot && `Lot ${reading.lot}`,
            reading.expiry_text,
        ]
            .filter(Boolean)
            .join(" · ");
    }

    async print() {
        const action = await this.orm.call(MODEL, "action_print", [[this.state.look.id]]);
        await this.action.doAction(action);
    }

    open(link) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: link.model,
            res_id: link.id,
            views: [[false, "form"]],
        });
    }

    again() {
        this.state.look = null;
        this.state.text = "";
    }
}

registry.category("actions").add("dscsa_bottle", BottleAction);
