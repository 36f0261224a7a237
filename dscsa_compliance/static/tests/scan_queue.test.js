import { describe, expect, test } from "@odoo/hoot";
import { advanceTime, Deferred } from "@odoo/hoot-mock";
import { reactive } from "@odoo/owl";
import { ConnectionLostError, makeErrorFromResponse } from "@web/core/network/rpc";
import { clientUuid } from "@dscsa_compliance/scan_panel/client_uuid";
import { ScanQueue } from "@dscsa_compliance/scan_panel/scan_queue";
import { ScanStore } from "@dscsa_compliance/scan_panel/scan_store";
import { answerWith, overviewWith } from "./scan_test_helpers";

describe.current.tags("headless");

function makeQueue(send) {
    const store = new ScanStore("test", 2, "stock.picking", 7);
    return { queue: reactive(new ScanQueue({ send, store })), store };
}

function serverError(name, message) {
    return makeErrorFromResponse({ code: 0, message: "x", data: { name, message } });
}

test("fast scans go out one at a time and in order", async () => {
    const gate = new Deferred();
    let running = 0;
    const { queue } = makeQueue(async ({ text }) => {
        expect(++running).toBe(1);
        await (text === "a" ? gate : Promise.resolve());
        running--;
        expect.step(text);
        return answerWith();
    });
    ["a", "b", "c"].forEach((text) => queue.add({ text }));
    expect(queue.waiting).toHaveLength(3);
    gate.resolve();
    await queue.loop;
    expect.verifySteps(["a", "b", "c"]);
    expect(queue.entries).toHaveLength(0);
});

test("a lost connection keeps the scan, and sends it again under its uuid", async () => {
    let isDown = true;
    const { queue, store } = makeQueue(async ({ text, uuid }) => {
        expect.step(`${text} ${uuid}`);
        if (isDown) {
            throw new ConnectionLostError("/x");
        }
        return answerWith();
    });
    const first = queue.add({ text: "a" });
    await queue.loop;
    expect(queue.problem).toBe("offline");
    const second = queue.add({ text: "b" });
    await queue.loop;
    expect.verifySteps([`a ${first}`, `a ${first}`]);
    expect(store.load().map(({ uuid }) => uuid)).toEqual([first, second]);

    isDown = false;
    await advanceTime(15000);
    await queue.loop;
    expect.verifySteps([`a ${first}`, `b ${second}`]);
    expect(queue.problem).toBe(null);
    expect(store.load()).toEqual([]);
});

test("unsent scans survive a reload of the page, with the same uuids", async () => {
    const { queue } = makeQueue(async () => {
        throw new ConnectionLostError("/x");
    });
    const uuids = ["a", "b"].map((text) => queue.add({ text, sealBroken: text === "b" }));
    await queue.loop;

    const { queue: later } = makeQueue(async ({ uuid, sealBroken }) => {
        expect.step(`${uuid} ${sealBroken}`);
        return answerWith();
    });
    await later.start();
    expect.verifySteps([`${uuids[0]} false`, `${uuids[1]} true`]);
});

test("another receipt or user does not send them", () => {
    new ScanStore("test", 2, "stock.picking", 7).save({ uuid: "u", order: 1 });
    expect(new ScanStore("test", 2, "stock.picking", 8).load()).toEqual([]);
    expect(new ScanStore("test", 3, "stock.picking", 7).load()).toEqual([]);
    expect(new ScanStore("test", 2, "stock.picking", 7).load()).toHaveLength(1);
});

test("a scan the server refuses is set aside and does not stop the others", async () => {
    const { queue } = makeQueue(async ({ text }) => {
        if (text === "bad") {
            throw serverError("odoo.exceptions.AccessError", "Ask for the right role.");
        }
        expect.step(text);
        return answerWith();
    });
    queue.add({ text: "bad" });
    queue.add({ text: "good" });
    await queue.loop;
    expect.verifySteps(["good"]);
    expect(queue.unsettled.map(({ text, message }) => [text, message])).toEqual([
        ["bad", "Ask for the right role."],
    ]);
});

test("an unexpected server error is tried three times, then set aside", async () => {
    const { queue } = makeQueue(async ({ text }) => {
        expect.step(text);
        throw serverError("psycopg2.errors.LockNotAvailable", "busy");
    });
    queue.add({ text: "a" });
    await queue.loop;
    expect(queue.problem).toBe("server");
    await advanceTime(20000);
    await advanceTime(20000);
    await advanceTime(20000);
    expect.verifySteps(["a", "a", "a"]);
    expect(queue.waiting).toHaveLength(0);
    expect(queue.unsettled).toHaveLength(1);
});

test("signed out: nothing is lost, nothing is refused", async () => {
    const { queue } = makeQueue(async () => {
        throw serverError("odoo.http.SessionExpiredException", "Session expired");
    });
    queue.add({ text: "a" });
    await queue.loop;
    await advanceTime(60000);
    expect(queue.problem).toBe("signed_out");
    expect(queue.waiting).toHaveLength(1);
});

test("a choice waits for a person, goes back under its uuid, others pass", async () => {
    const { queue } = makeQueue(async ({ text, uuid, choice }) => {
        expect.step([text, choice]);
        const isOpen = text === "a" && choice === undefined;
        return answerWith({ level: isOpen ? "choose" : "green", readings: [] });
    });
    const uuid = queue.add({ text: "a" });
    queue.add({ text: "b" });
    await queue.loop;
    expect(queue.unsettled.map((entry) => entry.uuid)).toEqual([uuid]);
    queue.choose(uuid, 1);
    await queue.loop;
    expect.verifySteps([
        ["a", undefined],
        ["b", undefined],
        ["a", 1],
    ]);
    expect(queue.entries).toHaveLength(0);
});

test("an older overview never hides a newer one", () => {
    const { queue } = makeQueue(async () => answerWith());
    const [early, late] = [queue.ticket(), queue.ticket()];
    queue.show(overviewWith({ scanned: 2 }), late);
    queue.show(overviewWith({ scanned: 1 }), early);
    expect(queue.overview.scanned).toBe(2);
});

test("a full browser storage loses no scan", async () => {
    const { queue, store } = makeQueue(async () => {
        expect.step("sent");
        return answerWith();
    });
    store.save = ScanStore.prototype.save;
    const setItem = Storage.prototype.setItem;
    Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
    };
    try {
        queue.add({ text: "a" });
        await queue.loop;
    } finally {
        Storage.prototype.setItem = setItem;
    }
    expect.verifySteps(["sent"]);
});

test("uuids are version 4, also where crypto.randomUUID is missing", () => {
    const { randomUUID } = crypto;
    Object.defineProperty(crypto, "randomUUID", { value: undefined, configurable: true });
    try {
        const uuid = clientUuid();
        expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(clientUuid()).not.toBe(uuid);
    } finally {
        Object.defineProperty(crypto, "randomUUID", { value: randomUUID, configurable: true });
    }
});
