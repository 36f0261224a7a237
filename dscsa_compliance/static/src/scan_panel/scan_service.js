import { reactive } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { session } from "@web/session";
import { ScanQueue } from "./scan_queue";
import { ScanStore } from "./scan_store";

const MODEL = "stock.picking";

/**
 * One queue a receipt, for as long as the page lives: leaving the form does not stop
 * scans that are still on their way.
 */
export const scanService = {
    dependencies: ["orm"],
    start(env, { orm }) {
        const queues = new Map();

        function send(receiptId, entry) {
            const { uuid, at, sealBroken, choice, text, picture } = entry;
            const options = { scanned_at: at, seal_broken: Boolean(sealBroken) };
            if (choice !== undefined) {
                options.choice = choice;
            }
            const method = picture ? "dscsa_scan_picture" : "dscsa_scan";
            const args = [[receiptId], picture || text, uuid];
            return orm.silent.call(MODEL, method, args, options);
        }

        function queueFor(receiptId) {
            if (!queues.has(receiptId)) {
                const store = new ScanStore(session.db, user.userId, receiptId);
                const parts = { store, send: (entry) => send(receiptId, entry) };
                const queue = reactive(new ScanQueue(parts));
                queues.set(receiptId, queue);
                queue.start();
            }
            return queues.get(receiptId);
        }

        async function loadInto(receiptId, method, args) {
            const queue = queueFor(receiptId);
            const ticket = queue.ticket();
            queue.show(await orm.silent.call(MODEL, method, args), ticket);
        }

        browser.addEventListener("online", () => {
            for (const queue of queues.values()) {
                queue.start();
            }
        });

        return {
            queueFor,
            refresh: (receiptId) => loadInto(receiptId, "dscsa_overview", [[receiptId]]),
            undo: (receiptId, scanId) =>
                loadInto(receiptId, "dscsa_undo_scan", [[receiptId], scanId]),
            receiveAsAnnounced: (receiptId) =>
                orm.call(MODEL, "action_dscsa_receive_as_announced", [[receiptId]]),
        };
    },
};

registry.category("services").add("dscsa_scan", scanService);
