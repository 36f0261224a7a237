import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { AnswerCard, WaysOut } from "@dscsa_compliance/scan_panel/answer_card";
import { QueueLine } from "@dscsa_compliance/scan_panel/bench_parts";
import { ScanChoices } from "@dscsa_compliance/scan_panel/scan_choices";
import { ScanInput } from "@dscsa_compliance/scan_panel/scan_input";
import { useBench } from "@dscsa_compliance/scan_panel/use_bench";
import { NewBench } from "./new_bench";
import { timeText } from "@dscsa_compliance/scan_panel/words";
import { SELF_TEST, STATION } from "./station_modes";

// what "any delivery" stands for
const ANY = "receive";

/** Where a person with a scanner begins: the first scan or a number finds the work. */
export class StartPage extends Component {
    static template = "dscsa_compliance_station.StartPage";
    static components = { AnswerCard, NewBench, QueueLine, ScanChoices, ScanInput, WaysOut };
    static props = { station: Object, mode: String, onOpen: Function, onMode: Function };

    setup() {
        this.action = useService("action");
        this.scans = useService("dscsa_scan");
        this.key = this.props.mode || ANY;
        this.bench = useBench(STATION, this.key, {
            onAnswer: () => this.onAnswer(),
            onOpen: (model, id) => this.props.onOpen(model, id),
        });
        this.timeText = timeText;
    }

    get mode() {
        const { station, mode } = this.props;
        return station.modes.find((each) => each.key === mode);
    }

    get open() {
        const { station, mode } = this.props;
        return station.open.filter((each) => !mode || each.mode === mode);
    }

    get placeholder() {
        return this.props.mode && this.props.mode !== ANY
            ? _t("Scan a package")
            : _t("Scan, or type an invoice number");
    }

    /** What the server asks has a card of its own. */
    get card() {
        const { shownAnswer } = this.bench;
        return shownAnswer?.level === "ask" ? null : shownAnswer;
    }

    percent({ scanned, expected }) {
        return expected ? Math.min(100, Math.round((100 * scanned) / expected)) : 0;
    }

    onAnswer() {
        const { answer } = this.bench.queue;
        if (answer?.found === "one") {
            this.goTo(answer, answer.answer);
        }
    }

    /** What was scanned meanwhile belongs to the same goods. */
    goTo({ model, id }, answer, entry = null) {
        const { queue } = this.bench;
        const there = this.scans.queueFor(model, id);
        if (answer) {
            there.hear(answer);
        }
        queue.answer = null;
        for (const each of [...(entry ? [entry] : []), ...queue.waiting]) {
            queue.drop(each.uuid);
            there.take(each);
        }
        this.props.onOpen(model, id, this.props.mode);
    }

    /** A person said where it belongs. A typed number only found it; goods count there. */
    pick(entry, candidate) {
        this.goTo(candidate, null, entry.result.is_goods ? entry : null);
        this.bench.queue.drop(entry.uuid);
    }

    /** What the person began has counted the scan already, or it has to be sent there. */
    onCreated(result, entry) {
        const isCounted = result.answer || !entry?.result.is_goods;
        this.goTo(result, result.answer, isCounted ? null : entry);
        if (entry) {
            this.bench.queue.drop(entry.uuid);
        }
    }

    chooseMode(key) {
        if (key === SELF_TEST) {
            return this.action.doAction("dscsa_compliance_station.dscsa_scanner_self_test_action");
        }
        return this.props.onMode(key);
    }
}
