import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

const LEVELS = {
    green: { icon: "fa-check-circle", word: _t("In order") },
    amber: { icon: "fa-exclamation-circle", word: _t("To do") },
    red: { icon: "fa-exclamation-triangle", word: _t("Do first") },
    grey: { icon: "fa-info-circle", word: _t("For information") },
};

/** One thing of the day: a number, a sentence and a word for its colour. */
export class TodayCard extends Component {
    static template = "dscsa_compliance.TodayCard";
    static props = { card: Object, small: { type: Boolean, optional: true }, onOpen: Function };

    get level() {
        return LEVELS[this.props.card.level] || LEVELS.grey;
    }

    get hasCount() {
        return typeof this.props.card.count === "number";
    }

    /** Counting stops at a thousand. */
    get count() {
        const { count } = this.props.card;
        return count >= 1000 ? "1000+" : String(count);
    }
}
