import { Component, useRef, useState } from "@odoo/owl";
import { useWindowedList } from "./windowed_list";
import { identityText, STORAGE } from "./words";

// longer lists draw only what is seen; all their rows are this high (lists.scss)
const LONG = 150;
const ROW_HEIGHT = 76;

/** Products and lots of the receipt: announced, scanned, and what is still open. */
export class ReceiptLines extends Component {
    static template = "dscsa_compliance.ReceiptLines";
    static props = { lines: Array, mode: { type: String, optional: true } };

    setup() {
        this.state = useState({ onlyOpen: false });
        this.windowed = useWindowedList(useRef("list"), ROW_HEIGHT);
        this.identityText = identityText;
        this.storage = STORAGE;
    }

    /** What is still open stands first: it is what the hands must find. */
    get ordered() {
        const { lines } = this.props;
        const open = lines.filter((line) => !this.isComplete(line));
        const complete = lines.filter((line) => this.isComplete(line));
        return this.state.onlyOpen ? open : [...open, ...complete];
    }

    get isLong() {
        return this.props.lines.length > LONG;
    }

    shownOf(rows) {
        return this.isLong
            ? this.windowed.of(rows)
            : { first: 0, rows, before: 0, after: 0 };
    }

    isComplete(line) {
        return !line.missing && !line.unannounced;
    }

    percent(line) {
        return line.expected ? Math.min(100, (100 * line.scanned) / line.expected) : 100;
    }
}
