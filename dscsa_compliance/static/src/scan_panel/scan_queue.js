import { browser } from "@web/core/browser/browser";
import { RPCError } from "@web/core/network/rpc";
import { clientUuid } from "./client_uuid";

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15000;
// an unexpected server error (a lock, a restart) is worth another try, not for ever
const MAX_ATTEMPTS = 3;
const FINAL_ERRORS = new Set([
    "odoo.exceptions.UserError",
    "odoo.exceptions.AccessError",
    "odoo.exceptions.AccessDenied",
    "odoo.exceptions.MissingError",
    "odoo.exceptions.RedirectWarning",
]);
const UNSETTLED = ["choose", "refused"];
const SIGNED_OUT = "odoo.http.SessionExpiredException";

// the server wants to know who scans: ask for initials and PIN, then `start()`
const SIGN_FIRST = "SIGN_FIRST";
const ALONE = { run: (task) => task(() => {}) };

/**
 * The scans of one bench on their way to the server: one at a time, in order.
 *
 * An entry leaves the queue when the server has answered it. Without a connection it
 * stays at the head and is sent again under the same uuid, so it counts once. States:
 * `waiting`, `choose` (a person must pick a reading), `ask` (a person must say where
 * it belongs), `refused` (the server said no). Tabs share the store; the one that
 * holds the lock sends for all. Use it through `reactive()`, so that screens follow.
 */
export class ScanQueue {
    /**
     * @param {Object} parts
     * @param {(entry: Object) => Promise<Object>} parts.send gives the answer dict
     * @param {import("./scan_store").ScanStore} parts.store
     * @param {import("./tab_lock").TabLock} [parts.lock]
     * @param {(answer: Object) => void} [parts.tell] gives an answer to other tabs
     */
    constructor({ send, store, lock = ALONE, tell = () => {} }) {
        this.send = send;
        this.store = store;
        this.lock = lock;
        this.tell = tell;
        this.entries = store.load();
        this.answer = null;
        this.answerCount = 0;
        this.overview = null;
        this.problem = null;
        this.wait = FIRST_WAIT;
        this.timer = null;
        this.loop = null;
        this.lastOrder = 0;
        this.tickets = 0;
        this.shownTicket = 0;
    }

    get waiting() {
        return this.entries.filter((entry) => entry.state === "waiting");
    }

    get asked() {
        return this.entries.filter((entry) => entry.state === "ask");
    }

    /** What only a person can settle, newest first. */
    get unsettled() {
        const open = this.entries.filter(({ state }) => UNSETTLED.includes(state));
        return open.sort((a, b) => b.order - a.order);
    }

    /**
     * @param {{text?: string, picture?: string, name?: string, sealBroken?: boolean,
     *  at?: string}} scan `at`: when it happened, as ISO text, if not now
     * @returns {string} the uuid under which it counts
     */
    add(scan) {
        this.lastOrder = Math.max(Date.now(), this.lastOrder + 1);
        return this.take({
            ...scan,
            uuid: clientUuid(),
            order: this.lastOrder,
            at: scan.at || new Date().toISOString(),
        });
    }

    /** Take over a scan of another queue, under the uuid and time it has. */
    take(scan) {
        const entry = { ...scan, state: "waiting", attempts: 0 };
        this.entries.push(entry);
        entry.unsaved = !this.store.save(entry);
        this.start();
        return entry.uuid;
    }

    /** What other tabs of this browser added, changed or had answered. */
    sync() {
        const stored = this.store.load();
        const kept = this.entries.filter((entry) => entry.unsaved);
        this.entries = [...kept, ...stored].sort((a, b) => a.order - b.order);
    }

    /** Answer "which is printed on the pack?": same uuid, now with the choice. */
    choose(uuid, index) {
        this.change(uuid, { state: "waiting", choice: index, attempts: 0 });
        this.start();
    }

    retry(uuid) {
        this.change(uuid, { state: "waiting", attempts: 0 });
        this.start();
    }

    drop(uuid) {
        this.entries = this.entries.filter((entry) => entry.uuid !== uuid);
        this.store.remove(uuid);
    }

    /** Send what waits, now; the promise ends when all is sent or the line is down. */
    start() {
        browser.clearTimeout(this.timer);
        this.timer = null;
        this.loop ||= this.work();
        return this.loop;
    }

    async work() {
        try {
            await this.lock.run((renew) => this.sendAll(renew));
        } finally {
            this.loop = null;
        }
        // a scan that came while the lock was given back
        const isStopped = this.timer || this.problem === "sign";
        return this.waiting.length && !isStopped ? this.start() : undefined;
    }

    async sendAll(renew) {
        let entry;
        while ((entry = this.nextWaiting())) {
            renew();
            if (!(await this.sendOne(entry))) {
                if (this.problem === "sign") {
                    return;
                }
                this.timer = browser.setTimeout(() => this.start(), this.wait);
                this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
                return;
            }
            this.wait = FIRST_WAIT;
        }
    }

    /** The first scan that waits and that no other tab has sent meanwhile. */
    nextWaiting() {
        const entry = this.waiting[0];
        if (entry && !entry.unsaved && !this.store.has(entry.uuid)) {
            this.sync();
            return this.waiting[0];
        }
        return entry;
    }

    /** @returns {Promise<boolean>} false when the same entry must be sent again later */
    async sendOne(entry) {
        const ticket = this.ticket();
        try {
            const answer = await this.send(entry);
            if (answer.code === SIGN_FIRST) {
                this.problem = "sign";
                return false;
            }
            this.problem = null;
            this.taken(entry, answer, ticket);
            return true;
        } catch (error) {
            return this.failed(entry, error);
        }
    }

    taken(entry, answer, ticket) {
        this.show(answer.overview, ticket);
        if (answer.level === "choose") {
            const { sentence, next_step, readings } = answer;
            this.change(entry.uuid, { state: "choose", sentence, next_step, readings });
        } else if (answer.level === "ask") {
            this.change(entry.uuid, { state: "ask", result: answer });
        } else {
            this.drop(entry.uuid);
        }
        this.showAnswer(answer);
        this.tell(answer);
    }

    showAnswer(answer) {
        this.answer = answer;
        this.answerCount++;
    }

    /** An answer that another tab, or the page before, has received. */
    hear(answer) {
        this.show(answer.overview, this.ticket());
        this.showAnswer(answer);
    }

    failed(entry, error) {
        if (!(error instanceof RPCError)) {
            this.problem = "offline";
            return false;
        }
        if (error.exceptionName === SIGNED_OUT) {
            this.problem = "signed_out";
            return false;
        }
        const attempts = entry.attempts + 1;
        if (FINAL_ERRORS.has(error.exceptionName) || attempts >= MAX_ATTEMPTS) {
            const message = error.data?.message || error.message;
            this.problem = null;
            this.change(entry.uuid, { state: "refused", message });
            this.showAnswer({ level: "refused" });
            return true;
        }
        this.problem = "server";
        this.change(entry.uuid, { attempts });
        return false;
    }

    change(uuid, values) {
        const entry = this.entries.find((each) => each.uuid === uuid);
        if (entry) {
            Object.assign(entry, values);
            entry.unsaved = !this.store.save(entry);
        }
    }

    /** Number of a request; with it a late, older overview never hides a newer one. */
    ticket() {
        return ++this.tickets;
    }

    show(overview, ticket) {
        if (overview && ticket > this.shownTicket) {
            this.shownTicket = ticket;
            this.overview = overview;
        }
    }
}
