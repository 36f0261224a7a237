import { browser } from "@web/core/browser/browser";

/**
 * Scans of one receipt that the server has not answered, kept in the browser.
 *
 * One storage item a scan, so that two tabs never overwrite each other. The user is
 * part of the key: on a shared bench nobody sends another person's scans.
 */
export class ScanStore {
    /**
     * @param {string} database
     * @param {number} userId
     * @param {number} receiptId
     */
    constructor(database, userId, receiptId) {
        this.prefix = `dscsa_scan/${database}/${userId}/${receiptId}/`;
    }

    /** @returns {Object[]} entries in the order they were scanned */
    load() {
        const entries = [];
        for (const key of this.keys()) {
            try {
                entries.push(JSON.parse(browser.localStorage.getItem(key)));
            } catch {
                browser.localStorage.removeItem(key);
            }
        }
        return entries.filter(Boolean).sort((a, b) => a.order - b.order);
    }

    keys() {
        const { localStorage } = browser;
        const keys = [];
        for (let index = 0; index < localStorage.length; index++) {
            const key = localStorage.key(index);
            if (key.startsWith(this.prefix)) {
                keys.push(key);
            }
        }
        return keys;
    }

    save(entry) {
        try {
            browser.localStorage.setItem(this.prefix + entry.uuid, JSON.stringify(entry));
        } catch {
            // full, or a large picture: the entry stays in memory and is still sent
        }
    }

    remove(uuid) {
        browser.localStorage.removeItem(this.prefix + uuid);
    }
}
