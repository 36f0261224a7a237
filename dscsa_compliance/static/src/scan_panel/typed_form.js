import { Component, onMounted, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { bracketedText, isGtin } from "./typed_text";

const EMPTY = { number: "", serial: "", lot: "", year: "", month: "", day: "" };

/** Where no code can be read: type what is printed on the pack. */
export class TypedForm extends Component {
    static template = "dscsa_compliance.TypedForm";
    static props = {
        /** (text, at): `at` is the moment it happened as ISO text, if not now */
        onScan: Function,
        close: Function,
        hasTime: { type: Boolean, optional: true },
    };

    setup() {
        this.scans = useService("dscsa_scan");
        this.first = useRef("first");
        // the time stays from pack to pack: a downtime sheet is entered in one go
        this.state = useState({ ...EMPTY, happened: "", problem: "" });
        const now = new Date().getFullYear();
        this.years = Array.from({ length: 12 }, (_unused, index) => String(now - 1 + index));
        this.months = Array.from({ length: 12 }, (_unused, index) => String(index + 1));
        onMounted(() => this.first.el.focus());
    }

    get trimmed() {
        const values = Object.keys(EMPTY).map((name) => [name, this.state[name].trim()]);
        return Object.fromEntries(values);
    }

    async submit() {
        const typed = this.trimmed;
        if (!typed.number) {
            this.state.problem = _t("Type the GTIN or the NDC as printed.");
        } else if (isGtin(typed.number)) {
            this.give(bracketedText(typed));
        } else {
            await this.askServer(typed);
        }
    }

    /** An NDC means a GTIN of the company's; only the server knows which. */
    async askServer(typed) {
        let answer;
        try {
            answer = await this.scans.call("dscsa.scan.desk", "dscsa_gtin_of", [typed.number]);
        } catch {
            this.state.problem = _t("No connection to look up the NDC. Type the GTIN (14 digits under the 2D code), or try again later.");
            return;
        }
        if (answer.gtin) {
            this.give(bracketedText({ ...typed, number: answer.gtin }));
        } else {
            this.state.problem = answer.sentence;
        }
    }

    give(text) {
        const { happened } = this.state;
        this.props.onScan(text, happened ? new Date(happened).toISOString() : undefined);
        Object.assign(this.state, EMPTY, { problem: "" });
        this.first.el.focus();
    }
}
