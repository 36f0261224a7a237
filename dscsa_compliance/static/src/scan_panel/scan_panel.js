import { Component, onWillStart, useEffect } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { AnswerCard } from "./answer_card";
import { BenchProgress, QueueLine, ScanOptions } from "./bench_parts";
import { ReceiptLines } from "./receipt_lines";
import { ScanChoices } from "./scan_choices";
import { ScanHistory } from "./scan_history";
import { ScanInput } from "./scan_input";
import { useBench } from "./use_bench";

const RELOAD_DELAY = 800;

/** Receiving by scanning: shows what the server answered, decides nothing itself. */
export class ScanPanel extends Component {
    static template = "dscsa_compliance.ScanPanel";
    static components = {
        AnswerCard,
        BenchProgress,
        QueueLine,
        ReceiptLines,
        ScanChoices,
        ScanHistory,
        ScanInput,
        ScanOptions,
    };
    static props = { record: Object };

    setup() {
        const { record } = this.props;
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.reloadForm = useDebounced(() => this.onSettled(), RELOAD_DELAY);
        const onAnswer = this.reloadForm;
        const onOpen = (model, id) => this.openRecord(model, id);
        const onPress = (button) => this.onPress(button);
        this.bench = useBench(record.resModel, record.resId, { onAnswer, onOpen, onPress });
        onWillStart(() => this.bench.refresh());
        // Validate saves first: let scans that are on their way count
        useBus(record.model.bus, "NEED_LOCAL_CHANGES", ({ detail }) => {
            detail.proms.push(this.bench.queue.loop || Promise.resolve());
        });
        this.followRecord();
    }

    async onPress(button) {
        const { resModel, resId } = this.props.record;
        const { action } = await this.bench.scans.press(resModel, resId, button);
        if (action) {
            await this.action.doAction(action, { onClose: () => this.bench.refresh() });
        }
    }

    get canReceiveAsAnnounced() {
        const { data } = this.props.record;
        return data.dscsa_can_receive_as_announced && this.bench.overview.missing;
    }

    /** The form was loaded anew (validated, saved): so are the numbers here. */
    followRecord() {
        let first = true;
        useEffect(
            () => {
                if (!first) {
                    this.bench.refresh();
                }
                first = false;
            },
            () => [this.props.record.data]
        );
    }

    /** Bring the form's own counters up to date, unless somebody is editing it. */
    async onSettled() {
        const { record } = this.props;
        if (!this.bench.queue.waiting.length && !(await record.isDirty())) {
            await record.load();
        }
    }

    openRecord(model, id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    async undo(scanId) {
        await this.bench.undo(scanId);
        this.reloadForm();
    }

    receiveAsAnnounced() {
        const { missing } = this.bench.overview;
        this.dialog.add(ConfirmationDialog, {
            title: _t("Receive as announced"),
            body: _t("Take %s packages as received without scanning them? What is on record is the seller's data, not your own observation.", missing),
            confirmLabel: _t("Receive %s as announced", missing),
            confirm: async () => {
                const action = await this.bench.scans.receiveAsAnnounced(this.bench.id);
                if (action && action.type) {
                    await this.action.doAction(action);
                }
                await this.props.record.load();
            },
            cancel: () => {},
        });
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
