import { browser } from "@web/core/browser/browser";

const ROOT = "dscsa_scan";

/**
 * Scans of one bench that the server has not answered, kept in the browser.
 *
 * A bench is what scans belong to: (model, id), such as a receipt. One storage item a
 * scan, so that two tabs never overwrite each other. The user is part of the key: on a
 * shared computer nobody sends another person's scans.
 */
export class ScanStore {
    /**
     * @param {string} database
     * @param {number} userId
     * @param {string} model
     * @param {number|string} id
     */
    constructor(database, userId, model, id) {
        this.prefix = `${ROOT}/${database}/${userId}/${model}/${id}/`;
    }

    /**
     * Benches of a user that have scans waiting in this browser.
     *
     * @returns {{model: string, id: string}[]}
     */
    static benches(database, userId) {
        const found = new Map();
        for (const key of keysUnder(`${ROOT}/${database}/${userId}/`)) {
            const [model, id] = key.split("/").slice(3);
            found.set(`${model}/${id}`, { model, id });
        }
        return [...found.values()];
    }

    /** @returns {Object[]} entries in the order they were scanned */
    load() {
        const entries = [];
        for (const key of keysUnder(this.prefix)) {
            try {
                entries.push(JSON.parse(browser.localStorage.getItem(key)));
            } catch {
                browser.localStorage.removeItem(key);
            }
        }
        return entries.filter(Boolean).sort((a, b) => a.order - b.order);
    }

    has(uuid) {
        return browser.localStorage.getItem(this.prefix + uuid) !== null;
    }

    /** @returns {boolean} false when the browser has no room: it stays in memory only */
    save({ unsaved, ...entry }) {
        try {
            browser.localStorage.setItem(this.prefix + entry.uuid, JSON.stringify(entry));
            return true;
        } catch {
            return false;
        }
    }

    remove(uuid) {
        browser.localStorage.removeItem(this.prefix + uuid);
    }
}

function keysUnder(prefix) {
    const { localStorage } = browser;
    const keys = [];
    for (let index = 0; index < localStorage.length; index++) {
        const key = localStorage.key(index);
        if (key.startsWith(prefix)) {
            keys.push(key);
        }
    }
    return keys;
}
