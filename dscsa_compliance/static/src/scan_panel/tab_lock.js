import { browser } from "@web/core/browser/browser";
import { clientUuid } from "./client_uuid";

const LEASE_TIME = 10000;
const ASK_AGAIN = 300;
// longer than a tab needs to see what another one wrote
const SETTLE_TIME = 40;

const wait = (milliseconds) =>
    new Promise((done) => browser.setTimeout(done, milliseconds));

/**
 * Only one tab of this browser does a task at a time.
 *
 * By the Web Locks of the browser; they exist on https and localhost only. Elsewhere
 * a lease in localStorage does: two tabs may then meet for a moment, which costs a
 * request, never a scan, because the server counts a uuid once.
 */
export class TabLock {
    /** @param {string} name the same in every tab */
    constructor(name, locks = browser.navigator.locks) {
        this.name = `${name}#turn`;
        this.tab = clientUuid();
        this.locks = locks;
    }

    /**
     * @template T
     * @param {(renew: () => void) => Promise<T>} task
     * @returns {Promise<T>}
     */
    async run(task) {
        if (this.locks) {
            return this.locks.request(this.name, () => task(() => {}));
        }
        await this.takeLease();
        try {
            return await task(() => this.renew());
        } finally {
            browser.localStorage.removeItem(this.name);
        }
    }

    async takeLease() {
        for (;;) {
            const { tab, until } = this.lease;
            if (!tab || tab === this.tab || until < Date.now()) {
                this.renew();
                await wait(SETTLE_TIME);
                if (this.lease.tab === this.tab) {
                    return;
                }
            }
            await wait(ASK_AGAIN);
        }
    }

    get lease() {
        try {
            return JSON.parse(browser.localStorage.getItem(this.name)) || {};
        } catch {
            return {};
        }
    }

    renew() {
        const lease = { tab: this.tab, until: Date.now() + LEASE_TIME };
        try {
            browser.localStorage.setItem(this.name, JSON.stringify(lease));
        } catch {
            // no room for a lease: this tab goes on alone
        }
    }
}
