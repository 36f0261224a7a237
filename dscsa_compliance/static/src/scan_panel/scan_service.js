import { reactive } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { ConnectionLostError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { session } from "@web/session";
import { PinDialog } from "./pin_dialog";
import { ScanQueue } from "./scan_queue";
import { ScanStore } from "./scan_store";
import { TabLock } from "./tab_lock";

const DESK = "dscsa.scan.desk";
// a request that hangs (closed lid, gone access point) must not hold up the others
const PATIENCE = 25000;

/** model → (call, id, entry) => Promise<answer>, where scans go another way. */
export const scanSenders = registry.category("dscsa_scan_senders");

function sendToBench(call, model, id, entry) {
    const { uuid, at, sealBroken, choice, text, picture } = entry;
    const options = { scanned_at: at, seal_broken: Boolean(sealBroken) };
    if (choice !== undefined) {
        options.choice = choice;
    }
    const method = picture ? "dscsa_scan_picture" : "dscsa_scan";
    return call(model, method, [[id], picture || text, uuid], options);
}

/** A way out that was taken; the answer says to which tap it belongs. */
async function takeWay(call, _id, { uuid, way }) {
    const taken = await call(DESK, "dscsa_take_way", [way.key, way.values || null]);
    return { ...taken, uuid };
}

scanSenders.add(DESK, takeWay);

/**
 * One queue a bench (model, id), for as long as the page lives: leaving a screen does
 * not stop scans that are still on their way.
 */
export const scanService = {
    dependencies: ["orm", "dialog"],
    start(env, { orm, dialog }) {
        const queues = new Map();
        const signing = reactive({ required: false, name: false });
        let afterSigning = null;

        async function call(...request) {
            const answer = orm.silent.call(...request);
            let timer;
            const late = new Promise((resolve, reject) => {
                timer = browser.setTimeout(
                    () => reject(new ConnectionLostError(request[1])),
                    PATIENCE
                );
            });
            try {
                return await Promise.race([answer, late]);
            } finally {
                browser.clearTimeout(timer);
            }
        }

        function send(model, id, entry) {
            const sender = scanSenders.get(model, null);
            return sender ? sender(call, id, entry) : sendToBench(call, model, id, entry);
        }

        function makeQueue(model, id) {
            const store = new ScanStore(session.db, user.userId, model, id);
            const channel = new browser.BroadcastChannel(store.prefix);
            const queue = reactive(
                new ScanQueue({
                    store,
                    lock: new TabLock(store.prefix),
                    send: (entry) => send(model, id, entry),
                    tell: (answer) => channel.postMessage(JSON.stringify(answer)),
                })
            );
            channel.addEventListener("message", ({ data }) => {
                queue.sync();
                queue.hear(JSON.parse(data));
            });
            return queue;
        }

        function queueFor(model, id) {
            const key = `${model}/${id}`;
            if (!queues.has(key)) {
                const queue = makeQueue(model, id);
                queues.set(key, queue);
                queue.start();
            }
            return queues.get(key);
        }

        async function loadInto(model, id, method, args = []) {
            const queue = queueFor(model, id);
            const ticket = queue.ticket();
            queue.show(await call(model, method, [[id], ...args]), ticket);
        }

        function startAll() {
            for (const queue of queues.values()) {
                queue.start();
            }
        }

        /** Ask for initials and PIN, in one window; `then` runs when somebody signed. */
        function sign(then = () => {}) {
            const isOpen = Boolean(afterSigning);
            afterSigning = then;
            if (isOpen) {
                return;
            }
            const props = {
                sign: (initials, pin) => call(DESK, "dscsa_sign", [initials, pin]),
                onSigned: (name) => {
                    Object.assign(signing, { required: true, name });
                    startAll();
                    afterSigning();
                },
            };
            const onClose = () => {
                afterSigning = null;
            };
            dialog.add(PinDialog, props, { onClose });
        }

        async function signOut() {
            await call(DESK, "dscsa_sign_out", []);
            signing.name = false;
        }

        browser.addEventListener("online", startAll);
        browser.addEventListener("storage", ({ key }) => {
            for (const queue of queues.values()) {
                if (!key || key.startsWith(queue.store.prefix)) {
                    queue.sync();
                }
            }
        });
        browser.addEventListener("beforeunload", (ev) => {
            if ([...queues.values()].some((queue) => queue.entries.length)) {
                ev.preventDefault();
            }
        });
        // scans of benches that are not opened again after a reload go out as well
        for (const { model, id } of ScanStore.benches(session.db, user.userId)) {
            queueFor(model, Number(id) || id);
        }

        return {
            call,
            queueFor,
            signing,
            sign,
            signOut,
            refresh: (model, id) => loadInto(model, id, "dscsa_overview"),
            undo: (model, id, scanId) => loadInto(model, id, "dscsa_undo_scan", [scanId]),
            /** Ask whether anything changed since the overview that is shown. */
            poll: (model, id, version) => loadInto(model, id, "dscsa_poll", [version]),
            /** One of the overview's buttons; an error is shown by the web client. */
            async press(model, id, { key, values }) {
                const queue = queueFor(model, id);
                const ticket = queue.ticket();
                const result = await orm.call(model, "dscsa_press", [[id], key, values || null]);
                queue.show(result.overview, ticket);
                return result;
            },
            receiveAsAnnounced: (id) =>
                orm.call("stock.picking", "action_dscsa_receive_as_announced", [[id]]),
        };
    },
};

registry.category("services").add("dscsa_scan", scanService);
