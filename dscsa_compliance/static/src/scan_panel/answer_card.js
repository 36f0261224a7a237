import { Component, useEffect, useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";
import { sound } from "./beep";
import { problemText } from "./use_bench";
import { identityText, LEVELS, STORAGE } from "./words";

/** The queue of ways out that were taken: kept without a connection, as scans are. */
export const WAYS = ["dscsa.scan.desk", "ways"];

/** What the server said to the last scan: colour, sign and words. */
export class AnswerCard extends Component {
    static template = "dscsa_compliance.AnswerCard";
    static components = {};
    static props = {
        answer: Object,
        onButton: { type: Function, optional: true },
        onTaken: { type: Function, optional: true },
    };

    setup() {
        this.state = useState({ taken: null });
    }

    /** What became of a way out takes the place of the answer: no green beside it. */
    get answer() {
        return this.state.taken || this.props.answer;
    }

    get level() {
        return LEVELS[this.answer.level];
    }

    get storage() {
        return STORAGE[this.answer.storage];
    }

    get identity() {
        return identityText(this.answer);
    }

    onTaken(taken) {
        this.state.taken = taken;
        this.props.onTaken?.(taken);
    }
}

/** Further ways out of an answer, which rooms add; one tap, and what became of it. */
export class WaysOut extends Component {
    static template = "dscsa_compliance.WaysOut";
    static props = { ways: Array, onTaken: { type: Function, optional: true } };

    setup() {
        this.action = useService("action");
        this.scans = useService("dscsa_scan");
        this.queue = useState(this.scans.queueFor(...WAYS));
        this.state = useState({ uuid: "" });
        useEffect(
            (uuid) => {
                if (uuid) {
                    this.onTaken(this.queue.answer);
                }
            },
            () => [this.taken?.uuid]
        );
        useEffect(
            (problem) => {
                if (this.entry && problem === "sign") {
                    this.scans.sign();
                }
            },
            () => [this.queue.problem]
        );
    }

    /** The tap that is still on its way, or was refused. */
    get entry() {
        return this.queue.entries.find(({ uuid }) => uuid === this.state.uuid);
    }

    get taken() {
        const { answer } = this.queue;
        return answer?.uuid && answer.uuid === this.state.uuid ? answer : null;
    }

    get problem() {
        return problemText(this.queue);
    }

    take({ key, title, values, action }) {
        if (action) {
            return this.action.doAction(action);
        }
        // twice is once: a second finger adds nothing
        if (!this.entry) {
            this.state.uuid = this.queue.add({ text: title, way: { key, values } });
        }
    }

    async onTaken(taken) {
        const { action } = this;
        sound.play(taken.level);
        this.props.onTaken?.(taken);
        if (taken.action) {
            await action.doAction(taken.action);
        }
    }
}

AnswerCard.components.WaysOut = WaysOut;
WaysOut.components = { WaysOut };
