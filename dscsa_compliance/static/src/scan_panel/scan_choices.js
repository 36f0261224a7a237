import { Component } from "@odoo/owl";
import { dateText } from "./words";

/** What one text may mean: a button a reading, as it would be printed on the pack. */
export class Readings extends Component {
    static template = "dscsa_compliance.Readings";
    static props = { readings: Array, choose: Function };

    setup() {
        this.dateText = dateText;
    }
}

/** Scans that only a person can settle: several readings, or refused by the server. */
export class ScanChoices extends Component {
    static template = "dscsa_compliance.ScanChoices";
    static components = { Readings };
    static props = { queue: Object };
}
