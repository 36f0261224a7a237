import { Component, onMounted, onWillStart, useEffect, useRef, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { AnswerCard } from "@dscsa_compliance/scan_panel/answer_card";
import { BenchProgress, QueueLine } from "@dscsa_compliance/scan_panel/bench_parts";
import { ReceiptLines } from "@dscsa_compliance/scan_panel/receipt_lines";
import { ScanChoices } from "@dscsa_compliance/scan_panel/scan_choices";
import { ScanHistory } from "@dscsa_compliance/scan_panel/scan_history";
import { ScanInput } from "@dscsa_compliance/scan_panel/scan_input";
import { useBench } from "@dscsa_compliance/scan_panel/use_bench";
import { identityText, timeText } from "@dscsa_compliance/scan_panel/words";
import { usePolling } from "./use_polling";

const SIGN_FIRST = "SIGN_FIRST";

/** One receipt, return or count: scan, see the answer, press what comes next. */
export class BenchPage extends Component {
    static template = "dscsa_compliance_station.BenchPage";
    static components = {
        AnswerCard,
        BenchProgress,
        QueueLine,
        ReceiptLines,
        ScanChoices,
        ScanHistory,
        ScanInput,
    };
    static props = { model: String, id: Number, onLeave: Function, onOpen: Function };

    setup() {
        const { model, id } = this.props;
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.timeText = timeText;
        this.identityText = identityText;
        const onAnswer = () => this.onAnswer();
        this.bench = useBench(model, id, {
            onAnswer,
            onOpen: this.props.onOpen,
            onPress: (button) => this.doPress(button),
        });
        this.state = useState({ problem: "", said: null, pressed: "" });
        usePolling(this.bench);
        this.answers = useRef("answers");
        useEffect(
            () => this.showAnswer(),
            () => [this.cardKey, this.state.said]
        );
        onWillStart(() => this.load());
        onMounted(() => this.bench.queue.start());
    }

    get overview() {
        return this.bench.overview;
    }

    /** What the last press gave stands until the next scan is answered. */
    get card() {
        return this.state.said || this.bench.shownAnswer;
    }

    get cardKey() {
        return this.state.said ? "said" : this.bench.queue.answerCount;
    }

    /** A mark for the next scan: a broken seal, or only a part of a package used. */
    get sealText() {
        const { mode, partial } = this.overview || {};
        if (mode === "receive") {
            return _t("The seal of the next case is broken");
        }
        return partial ? partial.title : "";
    }

    /** Where goods go first has a line of its own above. */
    get sentence() {
        const { next, storage_first: first, sentence } = this.overview;
        const words = next || sentence || "";
        return first && words.startsWith(first) ? words.slice(first.length).trim() : words;
    }

    async load() {
        try {
            await this.bench.scans.refresh(this.props.model, this.props.id);
            this.state.problem = "";
        } catch (error) {
            this.state.problem = error.exceptionName
                ? error.data?.message || error.message
                : _t("No connection to the server. What you scan is kept and sent by itself.");
        }
    }

    /** On a phone a long answer leaves the field below it in reach; the answer wins. */
    showAnswer() {
        const answers = this.answers.el;
        if (answers?.firstElementChild) {
            const field = answers.parentElement.querySelector(".o_dscsa_taking");
            field?.scrollIntoView({ block: "nearest" });
            answers.scrollIntoView({ block: "nearest" });
        }
    }

    onAnswer() {
        this.state.said = null;
    }

    async undo(scanId) {
        this.state.said = null;
        await this.bench.undo(scanId);
    }

    press(button) {
        if (!button.confirm) {
            return this.doPress(button);
        }
        this.dialog.add(ConfirmationDialog, {
            title: button.title,
            body: button.confirm,
            confirmLabel: button.title,
            confirm: () => this.doPress(button),
            cancel: () => {},
        });
    }

    async doPress(button) {
        const { queue, scans } = this.bench;
        this.state.pressed = button.key;
        try {
            await queue.start();
            if (queue.waiting.length) {
                this.say("amber", _t("Scans still wait to be sent. Press again when they are through."));
                return;
            }
            const result = await scans.press(this.props.model, this.props.id, button);
            if (result.code === SIGN_FIRST) {
                scans.sign(() => this.doPress(button));
            }
            await this.onPressed(result);
        } finally {
            this.state.pressed = "";
        }
    }

    async onPressed({ level, sentence, next_step, action }) {
        const isDone = level === "amber" && !this.bench.isOpen;
        this.say(level, sentence, next_step, isDone && _t("Done, with something to do"));
        if (action) {
            await this.action.doAction(action, { onClose: () => this.load() });
        }
    }

    say(level, sentence, next_step = "", title = "") {
        const titles = { green: _t("Done"), amber: _t("Not finished"), red: _t("Not done") };
        this.state.said = { level, title: title || titles[level], sentence, next_step };
    }
}
