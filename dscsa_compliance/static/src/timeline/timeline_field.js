import { Component } from "@odoo/owl";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { dayText } from "../scan_panel/words";

const { DateTime } = luxon;

/**
 * What happened to a package or lot, as a readable line of time.
 *
 * `entries` is a list of `{time, title, detail, who, icon, document_id, document}` in the
 * order to show; `time` is UTC as the server writes it, or false.
 */
export class Timeline extends Component {
    static template = "dscsa_compliance.Timeline";
    static props = { entries: Array };

    setup() {
        this.action = useService("action");
    }

    /** @returns {{date: string, time: string}} */
    when(stamp) {
        if (!stamp) {
            return { date: _t("No date"), time: "" };
        }
        const local = deserializeDateTime(stamp);
        return {
            date: dayText(local),
            time: local.toLocaleString(DateTime.TIME_SIMPLE),
        };
    }

    openDocument(documentId) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "dscsa.document",
            res_id: documentId,
            views: [[false, "form"]],
        });
    }
}

/** The timeline of a record, of a JSON field. */
export class TimelineField extends Component {
    static template = "dscsa_compliance.TimelineField";
    static components = { Timeline };
    static props = { ...standardFieldProps };

    get entries() {
        const value = this.props.record.data[this.props.name];
        return Array.isArray(value) ? value : [];
    }
}

export const timelineField = {
    component: TimelineField,
    displayName: _t("Timeline"),
    supportedTypes: ["json"],
};

registry.category("fields").add("dscsa_timeline", timelineField);
