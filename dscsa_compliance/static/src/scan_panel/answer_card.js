import { Component } from "@odoo/owl";
import { identityText, LEVELS, STORAGE } from "./words";

/** What the server said to the last scan: colour, sign and words. */
export class AnswerCard extends Component {
    static template = "dscsa_compliance.AnswerCard";
    static props = { answer: Object, onButton: { type: Function, optional: true } };

    get level() {
        return LEVELS[this.props.answer.level];
    }

    get storage() {
        return STORAGE[this.props.answer.storage];
    }

    get identity() {
        return identityText(this.props.answer);
    }
}
