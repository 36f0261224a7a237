import { useEffect, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { sound } from "./beep";
import { notRead, readPicture } from "./picture";

const OWN_CARD = ["choose", "refused"];
const CLOSED = ["done", "cancel", "closed"];

/** What every screen of a bench does: takes scans and shows what the server said. */
export class Bench {
    constructor(model, id, scans) {
        Object.assign(this, { model, id, scans });
    }

    get overview() {
        return this.queue.overview;
    }

    get isOpen() {
        const { is_open: isOpen, state } = this.overview || {};
        return isOpen ?? Boolean(state && !CLOSED.includes(state));
    }

    /**
     * An earlier answer is none for a scan that waits; what was refused or leaves a
     * choice has its own card.
     */
    get shownAnswer() {
        const { answer, problem } = this.queue;
        return problem || OWN_CARD.includes(answer?.level) ? null : answer;
    }

    onScan(text, at) {
        this.queue.add({ text, at, sealBroken: this.takeSeal() });
    }

    async onPicture(files) {
        for (const file of files) {
            try {
                const picture = await readPicture(file);
                this.queue.add({ picture, name: file.name, sealBroken: this.takeSeal() });
            } catch (error) {
                this.queue.showAnswer(notRead(error.message));
            }
        }
    }

    /** The mark is for one scan: the next case has a seal of its own. */
    takeSeal() {
        const { sealBroken } = this.state;
        this.state.sealBroken = false;
        return sealBroken;
    }

    onDrop(ev) {
        this.state.dragging = 0;
        return this.onPicture([...ev.dataTransfer.files]);
    }

    async undo(scanId) {
        await this.scans.undo(this.model, this.id, scanId);
        this.queue.answer = null;
    }

    /** The one button of an answer. */
    async onButton({ key, model, id }) {
        if (key === "sign") {
            this.scans.sign();
        } else if (key === "type") {
            this.state.open = "typed";
        } else if (key === "undo") {
            await this.undo(this.queue.answer.scan_id);
        } else if (key === "open") {
            this.onOpen(model, id);
        } else {
            this.onPress({ key });
        }
    }

    /** A failure is shown later by the queue: the screen must stay without a connection. */
    async refresh() {
        try {
            await this.scans.refresh(this.model, this.id);
        } catch (error) {
            if (!this.overview) {
                throw error;
            }
        }
    }
}

/**
 * @param {string} model
 * @param {number|string} id
 * @param {{onAnswer?: () => void, onOpen?: (model: string, id: number) => void,
 *     onPress?: (button: Object) => void}} [options] what a button of an answer does
 * @returns {Bench} with `queue` and `state` the component follows
 */
export function useBench(model, id, { onAnswer = () => {}, onOpen = () => {}, onPress = () => {} } = {}) {
    const scans = useService("dscsa_scan");
    const bench = new Bench(model, id, scans);
    bench.onOpen = onOpen;
    bench.onPress = onPress;
    bench.queue = useState(scans.queueFor(model, id));
    bench.state = useState({ sealBroken: false, dragging: 0, open: "" });
    const seen = bench.queue.answerCount;
    useEffect(
        (count) => {
            if (count > seen) {
                sound.play(bench.queue.answer?.level);
                onAnswer();
            }
        },
        () => [bench.queue.answerCount]
    );
    useEffect(
        (problem) => {
            if (problem === "sign") {
                scans.signing.name = false;
                scans.sign();
            }
        },
        () => [bench.queue.problem]
    );
    return bench;
}

/** Why scans wait, and what the user does about it; false when they are on their way. */
export function problemText(queue) {
    const waiting = queue.waiting.length;
    const words = {
        offline: _t("No connection; go on scanning, it is sent by itself. Waiting: %s", waiting),
        signed_out: _t("You are signed out; sign in again in another tab. Waiting: %s", waiting),
        server: _t("The server had a problem; it is sent again. Waiting: %s", waiting),
        sign: _t("Type your initials and PIN first. Waiting: %s", waiting),
    };
    return words[queue.problem] || false;
}
