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

    /** What is still open stands first: it is what the hands must find. */
    get lines() {
        const { lines } = this.props;
        const open = lines.filter((line) => !this.isComplete(line));
        const complete = lines.filter((line) => this.isComplete(line));
        return this.state.onlyOpen ? open : [...open, ...complete];
    }

    isComplete(line) {
        return !line.missing && !line.unannounced;
    }

    percent(line) {
        return line.expected ? Math.min(100, (100 * line.scanned) / line.expected) : 100;
    }
}
