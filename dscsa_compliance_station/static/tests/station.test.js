import { describe, expect, test } from "@odoo/hoot";
import { queryAll, queryFirst } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { contains, onRpc } from "@web/../tests/web_test_helpers";
import { TabLock } from "@dscsa_compliance/scan_panel/tab_lock";
import { makeOncePerCode } from "@dscsa_compliance/scan_panel/camera";
import { bracketedText, isGtin } from "@dscsa_compliance/scan_panel/typed_text";
import { answerWith, defineScanModels, FIELD, scan, sent } from "@dscsa_compliance/../tests/scan_test_helpers";
import { benchWith, opened, openStation, stationAnswer } from "./station_test_helpers";

describe.current.tags("desktop");
defineScanModels();

test("the first scan opens its delivery; scans behind it are not lost", async () => {
    const counted = [];
    await openStation({
        scan: (text) => {
            counted.push(text);
            return answerWith({ overview: benchWith({ scanned: 2, missing: 22 }) });
        },
    });
    onRpc("dscsa.station", "dscsa_open", ({ args }) => {
        counted.push(args[1]);
        const overview = benchWith({ scanned: 1, missing: 23 });
        return opened({ answer: answerWith({ overview }) });
    });
    await contains(FIELD).edit("first", { confirm: "enter" });
    await contains(FIELD).edit("second", { confirm: "enter" });
    await sent("dscsa.station", "receive");
    await sent();
    expect(".o_dscsa_bench").toHaveCount(1);
    expect(".o_dscsa_card").toHaveClass("o_dscsa_green");
    expect(new Set(counted)).toEqual(new Set(["first", "second"]));
});

test("a number nobody knows: the new delivery is half filled in", async () => {
    await openStation();
    onRpc("dscsa.station", "dscsa_open", () =>
        opened({
            found: "none",
            sentence: "No open delivery has the number 4711.",
            proposal: { invoice: "4711" },
        })
    );
    onRpc("dscsa.station", "dscsa_sellers", () => [{ id: 3, name: "Brook Drug Company" }]);
    onRpc("dscsa.station", "dscsa_create", ({ args }) => {
        expect.step([args[1].seller_id, args[1].invoice]);
        return opened();
    });
    await contains(FIELD).edit("4711", { confirm: "enter" });
    await sent("dscsa.station", "receive");
    expect(".o_dscsa_ask .o_dscsa_level").toHaveText("No open delivery has the number 4711.");
    expect(".o_dscsa_invoice").toHaveValue("4711");
    await contains(".o_dscsa_seller").edit("brook", { confirm: false });
    await advanceTime(500);
    await contains(".o_dscsa_sellers .btn").click();
    await contains(".o_dscsa_new button[type=submit]").click();
    await animationFrame();
    expect.verifySteps([[3, "4711"]]);
    expect(".o_dscsa_bench").toHaveCount(1);
});

test("what cannot be read is answered, no delivery is begun with it", async () => {
    await openStation();
    onRpc("dscsa.station", "dscsa_open", () =>
        opened({
            found: "none",
            level: "red",
            sentence: "This is no code of a medicine package: “hello”.",
            button: { key: "type", title: "Type what is printed" },
        })
    );
    await contains(FIELD).edit("hello", { confirm: "enter" });
    await sent("dscsa.station", "receive");
    expect(".o_dscsa_ask").toHaveCount(0);
    expect(".o_dscsa_card").toHaveClass("o_dscsa_red");
    await contains(".o_dscsa_answer_button").click();
    expect(".o_dscsa_typed").toHaveCount(1);
});

test("what others scan appears, the own page asks while it is seen", async () => {
    let news = false;
    await openStation({ bench: true });
    onRpc("stock.picking", "dscsa_poll", ({ args }) => {
        expect.step(args[1]);
        return news;
    });
    await advanceTime(4100);
    news = benchWith({
        version: "2",
        scanned: 5,
        missing: 19,
        people: [{ name: "Sam", scans: 5, last_at: "2026-11-22 10:00:00" }],
    });
    await advanceTime(4100);
    await animationFrame();
    expect.verifySteps(["1", "1"]);
    expect(".o_dscsa_count").toHaveText("5");
    expect(".o_dscsa_people").toHaveText(/Sam/);
});

test("a button of the server is pressed after what was scanned, and asks first", async () => {
    const button = {
        key: "rest_never",
        title: "The rest does not come",
        primary: true,
        confirm: "Sure?",
        values: { rest: "never" },
    };
    await openStation({ bench: true, overview: benchWith({ buttons: [button] }) });
    onRpc("stock.picking", "dscsa_press", ({ args }) => {
        expect.step(args.slice(1));
        return {
            level: "green",
            code: false,
            sentence: "23 are on the shelf.",
            next_step: "",
            action: false,
            buttons: [],
            overview: benchWith({ is_open: false, state: "done" }),
        };
    });
    await contains(".o_dscsa_presses .btn").click();
    expect(".modal").toHaveText(/Sure\?/);
    await contains(".modal .btn-primary").click();
    await animationFrame();
    await animationFrame();
    expect.verifySteps([["rest_never", { rest: "never" }]]);
    expect(".o_dscsa_card").toHaveText(/Done\s*23 are on the shelf\./);
    expect(FIELD).toHaveCount(0);
});

test("sign first: the scan waits, and goes out under its uuid after signing", async () => {
    let isSigned = false;
    const uuids = [];
    await openStation({
        bench: true,
        scan: (text, uuid) => {
            uuids.push(uuid);
            const refused = { level: "red", code: "SIGN_FIRST", scan_id: false };
            return stationAnswer(isSigned ? {} : refused);
        },
    });
    onRpc("dscsa.scan.desk", "dscsa_sign", ({ args }) => {
        isSigned = args[1] === "4713";
        return { ok: isSigned, name: isSigned && "Lee Ortega", sentence: "PIN is wrong." };
    });
    await scan("x");
    expect(".o_dscsa_queue").toHaveText(/initials and PIN first\. Waiting: 1/);
    await contains(".o_dscsa_initials").edit("LT", { confirm: false });
    await contains(".o_dscsa_pin_field").edit("1", { confirm: "enter" });
    await animationFrame();
    expect(".o_dscsa_pin [role=alert]").toHaveText("PIN is wrong.");
    await contains(".o_dscsa_pin_field").edit("4713", { confirm: "enter" });
    await sent();
    expect(".o_dscsa_pin").toHaveCount(0);
    expect(".o_dscsa_signed").toHaveText("Lee Ortega");
    expect(".o_dscsa_card").toHaveClass("o_dscsa_green");
    expect(uuids[0]).toBe(uuids[1]);
});

test("5,000 lines: only those that can be seen are drawn, at any place of the list", async () => {
    const lines = Array.from({ length: 5000 }, (_unused, index) => ({
        product_id: index,
        product: `Drug ${index}`,
        ndc: "",
        gtin: "",
        lot: "",
        expiry: false,
        storage: "ambient",
        expected: 1,
        scanned: 0,
        missing: 1,
        unannounced: 0,
    }));
    await openStation({ bench: true, overview: benchWith({ lines }) });
    expect(queryAll(".o_dscsa_line").length).toBeLessThan(100);
    const list = queryFirst(".o_dscsa_windowed");
    expect(list.scrollHeight).toBeGreaterThan(5000 * 75);
    const began = performance.now();
    for (const part of [0.25, 0.5, 0.75, 0.5]) {
        queryFirst(".o_dscsa_station").scrollTop = part * list.scrollHeight;
        document.dispatchEvent(new Event("scroll"));
        await animationFrame();
        await animationFrame();
    }
    expect(performance.now() - began).toBeLessThan(2000);
    const { innerHeight } = window;
    const seen = queryAll(".o_dscsa_line").filter((line) => {
        const { top, bottom } = line.getBoundingClientRect();
        return bottom > 0 && top < innerHeight;
    });
    expect(seen.length).toBeGreaterThan(5);
    expect(Number(seen[0].getAttribute("aria-posinset"))).toBeGreaterThan(2000);
    expect(seen[0]).toHaveAttribute("aria-setsize", "5000");
});

test("two tabs take turns, with and without the browser's locks", async () => {
    for (const locks of [navigator.locks, null]) {
        const [one, two] = [new TabLock("bench", locks), new TabLock("bench", locks)];
        const order = [];
        const task = (name) => async () => {
            order.push(`${name} begins`);
            await Promise.resolve();
            order.push(`${name} ends`);
        };
        const both = Promise.all([one.run(task("a")), two.run(task("b"))]);
        for (let turn = 0; turn < 20; turn++) {
            await advanceTime(100);
        }
        await both;
        const [first, second] = order[0][0] === "a" ? ["a", "b"] : ["b", "a"];
        expect(order).toEqual([
            `${first} begins`,
            `${first} ends`,
            `${second} begins`,
            `${second} ends`,
        ]);
    }
});

test("the camera gives a code once while it stays in the picture", () => {
    const isNew = makeOncePerCode();
    expect([isNew("a", 0), isNew("a", 1000), isNew("b", 1100), isNew("a", 3000)]).toEqual([
        true,
        false,
        true,
        false,
    ]);
    expect(isNew("a", 6000)).toBe(true);
});

test("what is printed becomes a GS1 text the server reads", () => {
    const typed = { number: "300399999990019", serial: "S1", lot: "L1" };
    expect(isGtin("0030399999001")).toBe(true);
    expect(isGtin("12345-678-90")).toBe(false);
    expect(bracketedText({ ...typed, number: "399999000012" })).toBe(
        "(01)00399999000012(21)S1(10)L1"
    );
    const date = { year: "2028", month: "3", day: "" };
    expect(bracketedText({ number: "00399999000012", ...date })).toBe(
        "(01)00399999000012(17)280300"
    );
});

test("look-up shows what is known and stores nothing", async () => {
    await openStation();
    onRpc("dscsa.station", "dscsa_look_up", ({ args }) => {
        expect.step(args[0]);
        return answerWith({
            scan_id: false,
            sentence: "In stock. Nothing is open about it.",
            status_text: "In stock",
            seller: "Brook Drug Company",
            where: "WH/Stock",
            received_on: false,
            tits: [{ id: 4, name: "Invoice 4711", proof: "file" }],
            actions: [],
            timeline: [],
        });
    });
    await contains("[data-mode=look_up]").click();
    await contains(FIELD).edit("x", { confirm: "enter" });
    await animationFrame();
    await animationFrame();
    expect.verifySteps(["x"]);
    expect(".o_dscsa_card .o_dscsa_level").toHaveText("In order");
    expect(".o_dscsa_facts").toHaveText(/Brook Drug Company/);
    expect(Object.keys(localStorage).filter((key) => key.startsWith("dscsa_scan/"))).toEqual([]);
});

test("leaving the page warns while scans wait", async () => {
    let isDown = true;
    await openStation({
        bench: true,
        scan: () => {
            if (isDown) {
                throw new Error("down");
            }
            return stationAnswer();
        },
    });
    const leave = () => {
        const leaving = new Event("beforeunload", { cancelable: true });
        window.dispatchEvent(leaving);
        return leaving.defaultPrevented;
    };
    expect(leave()).toBe(false);
    await scan("x");
    expect(leave()).toBe(true);
    isDown = false;
    await advanceTime(2000);
    await sent();
    expect(leave()).toBe(false);
});
