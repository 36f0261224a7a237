import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { TodayCard } from "./today_card";
import { TodayGraph } from "./today_graph";

const WAITING = ["red", "amber"];

/** The first page of the app: what waits for the user, all of it from one call. */
export class Today extends Component {
    static template = "dscsa_compliance.Today";
    static components = { TodayCard, TodayGraph };
    static props = { ...standardActionServiceProps };
    static displayName = _t("Today");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ page: null });
        this.env.config?.setDisplayName?.(_t("Today"));
        onWillStart(() => this.load());
    }

    async load() {
        this.state.page = await this.orm.call("dscsa.today", "dscsa_today", []);
    }

    get waiting() {
        const cards = this.state.page.cards.filter((card) => WAITING.includes(card.level));
        // what is red comes first, otherwise the order of the work
        return cards.sort((a, b) => WAITING.indexOf(a.level) - WAITING.indexOf(b.level));
    }

    /** What needs nobody today: with something in it first, then what is in order. */
    get resting() {
        const cards = this.state.page.cards.filter((card) => !WAITING.includes(card.level));
        const isComing = (card) => card.level === "grey" && card.count > 0;
        return [
            { key: "coming", title: _t("Coming up"), cards: cards.filter(isComing) },
            {
                key: "quiet",
                title: _t("All quiet"),
                cards: cards.filter((card) => !isComing(card)),
            },
        ].filter((section) => section.cards.length);
    }

    /** One tap to the list behind a card or graph, narrowed as the server said. */
    async open({ action, domain, context }) {
        const found = await this.action.loadAction(action);
        if (domain) {
            found.domain = domain;
        }
        if (domain || context) {
            // the filters the list begins with would hide some of what was counted
            found.context = context || {};
        }
        await this.action.doAction(found);
    }
}

registry.category("actions").add("dscsa_today", Today);
