import { Component } from "@odoo/owl";
import { LEVELS, timeText } from "./words";

/** The last scans, newest first; each can be taken back while the receipt is open. */
export class ScanHistory extends Component {
    static template = "dscsa_compliance.ScanHistory";
    static props = { scans: Array, isOpen: Boolean, onUndo: Function };

    setup() {
        this.levels = LEVELS;
        this.timeText = timeText;
    }
}
