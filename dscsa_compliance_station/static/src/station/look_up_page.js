import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { AnswerCard } from "@dscsa_compliance/scan_panel/answer_card";
import { sound } from "@dscsa_compliance/scan_panel/beep";
import { notRead, readPicture } from "@dscsa_compliance/scan_panel/picture";
import { Readings } from "@dscsa_compliance/scan_panel/scan_choices";
import { ScanInput } from "@dscsa_compliance/scan_panel/scan_input";
import { timeText } from "@dscsa_compliance/scan_panel/words";
import { Timeline } from "@dscsa_compliance/timeline/timeline_field";
import { STATION } from "./station_modes";

/** "What is this?": everything known about one package; nothing is recorded. */
export class LookUpPage extends Component {
    static template = "dscsa_compliance_station.LookUpPage";
    static components = { AnswerCard, Readings, ScanInput, Timeline };
    static props = {};

    setup() {
        this.action = useService("action");
        this.scans = useService("dscsa_scan");
        this.state = useState({ answer: null, text: "", count: 0, isAsking: false, dragging: 0, isTaken: false });
        this.bench = { state: this.state };
        this.timeText = timeText;
        this.asked = 0;
    }

    onScan(text) {
        return this.ask("dscsa_look_up", [text], text);
    }

    choose(index) {
        return this.ask("dscsa_look_up", [this.state.text, index], this.state.text);
    }

    async onPicture([file]) {
        try {
            await this.ask("dscsa_look_up_picture", [await readPicture(file)], "");
        } catch (error) {
            this.show(notRead(error.data?.message || error.message));
        }
    }

    show(answer, text = "") {
        Object.assign(this.state, { answer, text, isTaken: false });
        this.state.count++;
        sound.play(answer.level);
    }

    async ask(method, args, text) {
        const turn = ++this.asked;
        this.state.isAsking = true;
        let answer;
        try {
            answer = await this.scans.call(STATION, method, args);
        } catch (error) {
            if (error.exceptionName) {
                throw error;
            }
            answer = this.withoutConnection();
        } finally {
            this.state.isAsking = turn !== this.asked;
        }
        // a slow, earlier answer never takes the place of a later one
        if (turn === this.asked) {
            const title = answer.level === "choose" ? undefined : this.titleOf(answer);
            this.show({ ...answer, title: answer.title || title }, text);
        }
    }

    titleOf({ level }) {
        const titles = { green: _t("In order"), amber: _t("Look at this"), red: _t("Stop") };
        return titles[level];
    }

    withoutConnection() {
        return {
            level: "amber",
            sentence: _t("No connection to the server: it could not be looked up."),
            next_step: _t("Scan it again when the connection is back."),
            tits: [],
            actions: [],
            timeline: [],
        };
    }

    openTransaction(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "dscsa.transaction",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    run({ action }) {
        return this.action.doAction(action);
    }
}
