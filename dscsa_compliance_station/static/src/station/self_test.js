import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { AnswerCard } from "@dscsa_compliance/scan_panel/answer_card";
import { sound } from "@dscsa_compliance/scan_panel/beep";
import { ScanInput } from "@dscsa_compliance/scan_panel/scan_input";
import { identityText, timeText } from "@dscsa_compliance/scan_panel/words";
import { STATION } from "./station_modes";

const SHEET = "dscsa_compliance_station.report_self_test_action";

/** Does the scanner send what is printed? Test symbols, what arrived, one button. */
export class SelfTest extends Component {
    static template = "dscsa_compliance_station.SelfTest";
    static components = { AnswerCard, ScanInput };
    static props = { ...standardActionServiceProps };
    static path = "dscsa-scanner-self-test";
    static displayName = _t("Scanner Self-test");

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.scans = useService("dscsa_scan");
        this.identityText = identityText;
        this.timeText = timeText;
        this.state = useState({
            symbols: [],
            large: 0,
            testedAt: false,
            answer: null,
            text: "",
            count: 0,
            tried: [],
        });
        onWillStart(() => this.load());
    }

    async load() {
        const [symbols, station] = await Promise.all([
            this.orm.call("dscsa.labels", "dscsa_symbols", []),
            this.scans.call(STATION, "dscsa_state", []),
        ]);
        Object.assign(this.state, { symbols, testedAt: station.scanner_tested_at });
    }

    get symbol() {
        return this.state.symbols[this.state.large];
    }

    isTried(kind) {
        return this.state.tried.includes(kind);
    }

    async onScan(text) {
        let answer;
        try {
            answer = await this.scans.call(STATION, "dscsa_self_test", [text]);
        } catch (error) {
            if (error.exceptionName) {
                throw error;
            }
            answer = this.withoutConnection(text);
        }
        this.show(answer, text);
    }

    show(answer, text) {
        const titles = {
            green: _t("The scanner is right"),
            amber: _t("Nearly"),
            red: _t("Not yet"),
        };
        Object.assign(this.state, { text, answer: { ...answer, title: titles[answer.level] } });
        this.state.count++;
        sound.play(answer.level);
        if (answer.level === "green") {
            this.passed();
        }
    }

    /** The green tick is stored by the server; the next symbol comes to the front. */
    passed() {
        const { symbols, large, tried } = this.state;
        this.state.testedAt ||= luxon.DateTime.utc().toFormat("yyyy-MM-dd HH:mm:ss");
        if (symbols[large] && !this.isTried(symbols[large].kind)) {
            tried.push(symbols[large].kind);
            this.state.large = Math.min(large + 1, symbols.length - 1);
        }
    }

    withoutConnection(text) {
        return {
            level: "amber",
            sentence: _t("No connection to the server."),
            next_step: _t("Scan again when it is back."),
            shown: text,
        };
    }

    async useSeparator() {
        const { answer, text } = this.state;
        await this.orm.call(STATION, "dscsa_set_separator", [answer.can_set]);
        await this.onScan(text);
    }

    print() {
        return this.action.doAction(SHEET);
    }
}

registry.category("actions").add("dscsa_scanner_self_test", SelfTest);
