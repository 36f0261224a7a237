import { Component, useState } from "@odoo/owl";
import { identityText, STORAGE } from "./words";

/** Products and lots of the receipt: announced, scanned, and what is still open. */
export class ReceiptLines extends Component {
    static template = "dscsa_compliance.ReceiptLines";
    static props = { lines: Array };

    setup() {
        this.state = useState({ onlyOpen: false });
        this.identityText = identityText;
        this.storage = STORAGE;
    }

    get lines() {
        return this.state.onlyOpen
            ? this.props.lines.filter((line) => !this.isComplete(line))
            : this.props.lines;
    }

    isComplete(line) {
        return !line.missing && !line.unannounced;
    }

    percent(line) {
        return line.expected ? Math.min(100, (100 * line.scanned) / line.expected) : 100;
    }
}
