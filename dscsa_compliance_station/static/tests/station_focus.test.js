import { describe, expect, test } from "@odoo/hoot";
import { press, queryAll, queryOne } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { contains, getService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";
import {
    answerScans,
    CODE,
    defineScanModels,
    FIELD,
    GAP,
    sent,
    type,
    walk,
} from "@dscsa_compliance/../tests/scan_test_helpers";
import { benchWith, opened, openStation, STATE, stationAnswer } from "./station_test_helpers";

describe.current.tags("desktop");
defineScanModels();

const LINE = {
    product_id: 1,
    product: "Testamol 10 mg",
    ndc: "",
    gtin: "",
    lot: "L1",
    expiry: false,
    storage: "ambient",
    expected: 24,
    scanned: 1,
    missing: 23,
    unannounced: 0,
};
const SCAN = {
    id: 1,
    product: "Testamol 10 mg",
    serial: "S1",
    lot: "L1",
    packages: 1,
    level: "amber",
    sentence: "Look.",
    at: "2026-11-22 10:00:00",
    user: "Lee",
    undone: false,
};
const BUTTONS = [{ key: "close", title: "All here", primary: true, confirm: "Sure?" }];
const CHOICE = {
    level: "choose",
    sentence: "Two ways",
    readings: [
        { index: 0, gtin: "00399999000012", serial: "S1", lot: "L1", expiry: false, product: "" },
        { index: 1, gtin: "00399999000012", serial: "S1L1", lot: "", expiry: false, product: "" },
    ],
};

test("bench: a scan arrives once whatever has the focus, ticks and forms included", async () => {
    const overview = benchWith({
        lines: [LINE],
        scans: [SCAN],
        buttons: BUTTONS,
        people: [{ name: "Sam", scans: 5, last_at: "2026-11-22 10:00:00" }],
    });
    await openStation({
        bench: true,
        overview,
        scan: (text) => (expect.step(text), stationAnswer({ overview })),
    });
    await contains(".o_dscsa_typed_button").click();
    expect(".o_dscsa_seal input").toHaveCount(1);
    await walk();
});

test("bench: a scan while a question is open neither answers it nor is lost", async () => {
    const overview = benchWith({ buttons: BUTTONS });
    await openStation({
        bench: true,
        overview,
        scan: (text) => {
            expect.step(text);
            return stationAnswer({ overview, ...(text === "two" ? CHOICE : {}) });
        },
    });
    await contains(FIELD).edit("two", { confirm: "enter" });
    await sent();
    expect.verifySteps(["two"]);
    expect(".o_dscsa_choice").toHaveCount(1);
    await walk();
    await contains(".o_dscsa_presses .btn").click();
    await type(CODE);
    await sent();
    expect.verifySteps([CODE]);
    expect(".modal").toHaveCount(1);
});

test("a tick for the next scan gives the focus back", async () => {
    const marks = [];
    await openStation({
        bench: true,
        scan: (text, _uuid, { seal_broken: broken }) => {
            marks.push([text, broken]);
            return stationAnswer();
        },
    });
    await contains(".o_dscsa_seal input").click();
    expect(queryOne(FIELD)).toBe(document.activeElement);
    await type(CODE);
    await sent();
    expect(marks).toEqual([[CODE, true]]);
});

test("a typed entry, a fast one too, stays in its own form", async () => {
    await openStation({ bench: true, scan: (text) => (expect.step(text), stationAnswer()) });
    await contains(".o_dscsa_typed_button").click();
    await contains(".o_dscsa_typed input").edit("00399999000012", { confirm: false });
    queryAll(".o_dscsa_typed input")[1].focus();
    await type("S1");
    await sent();
    expect.verifySteps(["(01)00399999000012(21)S1"]);
});

test("a blank inside a code presses no button", async () => {
    await openStation({
        bench: true,
        overview: benchWith({ buttons: BUTTONS }),
        scan: (text) => (expect.step(text), stationAnswer()),
    });
    queryOne(".o_dscsa_presses .btn").focus();
    await type(`${CODE} 10L1`);
    await sent();
    expect.verifySteps([`${CODE} 10L1`]);
    expect(".modal").toHaveCount(0);
});

test("a scanner that sends no Enter is heard after a moment", async () => {
    await openStation({ bench: true, scan: (text) => (expect.step(text), stationAnswer()) });
    queryOne(".o_dscsa_seal input").focus();
    for (const key of CODE) {
        await press(key, { shiftKey: key !== key.toLowerCase() });
    }
    await advanceTime(GAP + 100);
    await sent();
    expect.verifySteps([CODE]);
});

test("initials and PIN: a package scanned meanwhile waits, the fields stay as they were", async () => {
    let isSigned = false;
    await openStation({
        bench: true,
        scan: (text) => {
            expect.step(text);
            return stationAnswer(isSigned ? {} : { code: "SIGN_FIRST" });
        },
    });
    onRpc("dscsa.scan.desk", "dscsa_sign", () => {
        isSigned = true;
        return { ok: true, name: "Lee" };
    });
    await contains(FIELD).edit("first", { confirm: "enter" });
    await sent();
    for (const field of queryAll(".o_dscsa_pin input")) {
        field.focus();
        await type(`${CODE}${field.type}`);
        expect(field).toHaveValue("");
    }
    expect.verifySteps(["first"]);
    await contains(".o_dscsa_initials").edit("LT", { confirm: false });
    await contains(".o_dscsa_pin_field").edit("4713", { confirm: "enter" });
    await sent();
    expect.verifySteps(["first", `${CODE}text`, `${CODE}password`]);
});

test("start page: modes, open work, a delivery half filled in", async () => {
    const state = {
        ...STATE,
        open: [
            {
                model: "stock.picking",
                id: 7,
                mode: "receive",
                title: "WH/IN/00007",
                sentence: "Go on",
                expected: 24,
                scanned: 2,
            },
        ],
    };
    await openStation({ state });
    onRpc("dscsa.station", "dscsa_open", ({ args }) => {
        if (args[1] !== "4711") {
            expect.step(args[1]);
        }
        const proposal = args[1] === "4711" && { invoice: "4711" };
        return opened({ found: "none", level: "amber", sentence: "None.", proposal });
    });
    onRpc("dscsa.station", "dscsa_sellers", () => []);
    await contains(".o_dscsa_typed_button").click();
    await walk(() => sent("dscsa.station", "receive"));
    await contains(FIELD).edit("4711", { confirm: "enter" });
    await sent("dscsa.station", "receive");
    expect(".o_dscsa_invoice").toHaveCount(1);
    await walk(() => sent("dscsa.station", "receive"));
});

for (const mode of ["count", "use"]) {
    test(`${mode}: where it begins`, async () => {
        const modes = [{ key: mode, title: mode, sentence: "Scan.", icon: "fa-truck" }];
        await openStation({ state: { ...STATE, modes } });
        onRpc("dscsa.station", "dscsa_places", () => [{ id: 1, name: "Shelf" }]);
        onRpc("dscsa.station", "dscsa_open", ({ args }) => {
            expect.step(args[1]);
            return opened({ found: "none", level: "amber", sentence: "None." });
        });
        await contains(`[data-mode=${mode}]`).click();
        if (mode === "count") {
            await contains(".o_dscsa_new_button").click();
            await animationFrame();
            expect(".o_dscsa_place").toHaveCount(1);
        }
        await walk(() => sent("dscsa.station", mode));
    });
}

test("use: only a part of a package is used", async () => {
    const overview = benchWith({ mode: "use", partial: { title: "Only a part" } });
    await openStation({
        bench: true,
        overview,
        scan: (text) => (expect.step(text), stationAnswer({ overview })),
    });
    await walk();
});

test("look-up: what is known and its buttons", async () => {
    await openStation();
    onRpc("dscsa.station", "dscsa_look_up", ({ args }) => {
        if (args[0] !== "x") {
            expect.step(args[0]);
        }
        return stationAnswer({
            status_text: "In stock",
            tits: [{ id: 4, name: "Invoice 4711", proof: "file" }],
            actions: [{ key: "hold", title: "Hold", action: {} }],
            timeline: [],
        });
    });
    await contains("[data-mode=look_up]").click();
    await contains(FIELD).edit("x", { confirm: "enter" });
    await animationFrame();
    await walk(animationFrame);
});

test("self-test: symbols, print, use this separator", async () => {
    onRpc("dscsa.station", "dscsa_state", () => STATE);
    onRpc("dscsa.labels", "dscsa_symbols", () => [
        { kind: "a", title: "One", printed: "(01)…", svg: "data:," },
        { kind: "b", title: "Two", printed: "(01)…", svg: "data:," },
    ]);
    onRpc("dscsa.station", "dscsa_self_test", ({ args }) => {
        expect.step(args[0]);
        return { level: "amber", sentence: "Nearly", next_step: "", shown: "x", can_set: "#" };
    });
    answerScans({});
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "dscsa_scanner_self_test",
    });
    await walk(animationFrame);
});
