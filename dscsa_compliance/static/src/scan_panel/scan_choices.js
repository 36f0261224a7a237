import { Component } from "@odoo/owl";
import { dateText } from "./words";

/** Scans that only a person can settle: several readings, or refused by the server. */
export class ScanChoices extends Component {
    static template = "dscsa_compliance.ScanChoices";
    static props = { queue: Object };

    setup() {
        this.dateText = dateText;
    }
}
