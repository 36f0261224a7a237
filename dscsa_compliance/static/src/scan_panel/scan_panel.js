import { Component, onWillStart, useEffect, useRef, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { AnswerCard } from "./answer_card";
import { sound } from "./beep";
import { readPicture } from "./picture";
import { ReceiptLines } from "./receipt_lines";
import { ScanChoices } from "./scan_choices";
import { ScanHistory } from "./scan_history";
import { ScanInput } from "./scan_input";

const RELOAD_DELAY = 800;

/** Receiving by scanning: shows what the server answered, decides nothing itself. */
export class ScanPanel extends Component {
    static template = "dscsa_compliance.ScanPanel";
    static components = { AnswerCard, ReceiptLines, ScanChoices, ScanHistory, ScanInput };
    static props = { record: Object };

    setup() {
        this.scans = useService("dscsa_scan");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.root = useRef("root");
        this.queue = useState(this.scans.queueFor(this.receiptId));
        this.state = useState({ sealBroken: false, soundOn: sound.isOn, dragging: 0 });
        this.reloadForm = useDebounced(() => this.onSettled(), RELOAD_DELAY);
        onWillStart(() => this.refresh());
        // Validate saves first: let scans that are on their way count
        useBus(this.props.record.model.bus, "NEED_LOCAL_CHANGES", ({ detail }) => {
            detail.proms.push(this.queue.loop || Promise.resolve());
        });
        this.followAnswers();
        this.followRecord();
    }

    get receiptId() {
        return this.props.record.resId;
    }

    get overview() {
        return this.queue.overview;
    }

    get isOpen() {
        return !["done", "cancel"].includes(this.overview.state);
    }

    get canReceiveAsAnnounced() {
        return this.props.record.data.dscsa_can_receive_as_announced;
    }

    /** Announced packages that are here; what nobody announced has a mark of its own. */
    get found() {
        const { expected, missing, scanned } = this.overview;
        return expected ? expected - missing : scanned;
    }

    get percent() {
        return Math.round((100 * this.found) / this.overview.expected);
    }

    get problemText() {
        const waiting = this.queue.waiting.length;
        const words = {
            offline: _t("No connection; go on scanning, it is sent by itself. Waiting: %s", waiting),
            signed_out: _t("You are signed out; sign in again in another tab. Waiting: %s", waiting),
            server: _t("The server had a problem; it is sent again. Waiting: %s", waiting),
        };
        return words[this.queue.problem];
    }

    followAnswers() {
        const seen = this.queue.answerCount;
        useEffect(
            (count) => {
                if (count > seen) {
                    sound.play(this.queue.answer.level);
                    this.reloadForm();
                }
            },
            () => [this.queue.answerCount]
        );
    }

    /** The form was loaded anew (validated, saved): so are the numbers here. */
    followRecord() {
        let first = true;
        useEffect(
            () => {
                if (!first) {
                    this.refresh();
                }
                first = false;
            },
            () => [this.props.record.data]
        );
    }

    /** A failure is shown and tried again: the panel must open without a connection. */
    async refresh() {
        try {
            await this.scans.refresh(this.receiptId);
        } catch (error) {
            if (this.overview) {
                return;
            }
            throw error;
        }
    }

    /** Bring the form's own counters up to date, unless somebody is editing it. */
    async onSettled() {
        const { record } = this.props;
        if (!this.queue.waiting.length && !(await record.isDirty())) {
            await record.load();
        }
    }

    onScan(text) {
        this.queue.add({ text, sealBroken: this.takeSeal() });
    }

    async onPicture(files) {
        for (const file of files) {
            try {
                const picture = await readPicture(file);
                this.queue.add({ picture, name: file.name, sealBroken: this.takeSeal() });
            } catch (error) {
                this.notification.add(error.message, { type: "warning" });
            }
        }
    }

    /** The mark is for one scan: the next case has a seal of its own. */
    takeSeal() {
        const { sealBroken } = this.state;
        this.state.sealBroken = false;
        return sealBroken;
    }

    onDrop(ev) {
        this.state.dragging = 0;
        this.onPicture([...ev.dataTransfer.files]);
    }

    async undo(scanId) {
        await this.scans.undo(this.receiptId, scanId);
        this.queue.answer = null;
        this.reloadForm();
    }

    receiveAsAnnounced() {
        const { missing } = this.overview;
        this.dialog.add(ConfirmationDialog, {
            title: _t("Receive as announced"),
            body: _t("Take %s packages as received without scanning them? What is on record is the seller's data, not your own observation.", missing),
            confirmLabel: _t("Receive %s as announced", missing),
            confirm: async () => {
                const action = await this.scans.receiveAsAnnounced(this.receiptId);
                if (action && action.type) {
                    await this.action.doAction(action);
                }
                await this.props.record.load();
            },
            cancel: () => {},
        });
    }

    toggleSound() {
        this.state.soundOn = sound.toggle();
    }
}

/** The panel belongs to one receipt: paging through receipts makes a new one. */
export class ScanPanelField extends Component {
    static template = "dscsa_compliance.ScanPanelField";
    static components = { ScanPanel };
    static props = { ...standardFieldProps };
}

export const scanPanelField = {
    component: ScanPanelField,
    displayName: _t("Scan panel"),
    fieldDependencies: [{ name: "dscsa_can_receive_as_announced", type: "boolean" }],
};

registry.category("fields").add("dscsa_scan_panel", scanPanelField);
