import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

const MENU = "dscsa_compliance_answering.menu_dscsa_bottle";
const SHORTEST = 3;

/** Ctrl+K and a scan from anywhere leads to the bottle's page. */
registry.category("command_provider").add("dscsa_bottle", {
    provide: (env, { searchValue = "" }) => {
        const text = searchValue.trim();
        const mayLook = env.services.menu.getAll().some((menu) => menu.xmlid === MENU);
        if (!mayLook || text.length < SHORTEST) {
            return [];
        }
        return [
            {
                // always offered, whatever letters the scanned text has
                name: _t("Take this bottle: %s", text),
                action: () =>
                    env.services.action.doAction("dscsa_compliance_answering.dscsa_bottle_action", {
                        additionalContext: { default_text: text },
                    }),
            },
        ];
    },
});
