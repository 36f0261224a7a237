import { describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, Deferred } from "@odoo/hoot-mock";
import { contains, onRpc } from "@web/../tests/web_test_helpers";
import {
    answerScans,
    answerWith,
    defineScanModels,
    FIELD,
    mountReceipt,
    overviewWith,
    scan,
    StockPicking,
} from "./scan_test_helpers";

describe.current.tags("desktop");
defineScanModels();

test("shows where the receipt stands and has the scan field ready", async () => {
    answerScans({
        overview: overviewWith({ scanned: 17, missing: 7, held: 1, unannounced: 2 }),
    });
    await mountReceipt();
    expect(".o_dscsa_count").toHaveText("17");
    expect(".o_dscsa_of").toHaveText("of 24 packages");
    expect(queryAllTexts(".o_dscsa_marks > span")).toEqual(["1 on hold", "2 not announced"]);
    expect(".o_dscsa_sentence").toHaveText("Scan the first package, case or pallet.");
    expect(FIELD).toBeFocused();
});

test("what was noted by number stands beside what was scanned", async () => {
    answerScans({
        overview: overviewWith({ expected: 0, missing: 0, scanned: 0, noted: 140 }),
    });
    await mountReceipt();
    expect(queryAllTexts(".o_dscsa_counts > span:not(.o_dscsa_marks)")).toEqual([
        "140",
        "noted,",
        "0",
        "scanned",
    ]);
});

test("typed text and Enter give a card with colour, sign and words", async () => {
    answerScans({
        scan: (text) =>
            answerWith({
                level: text === "good" ? "green" : "red",
                sentence: text === "good" ? "Matches." : "Lot 7K21 was not announced.",
                next_step: text === "good" ? "" : "Yellow bin.",
            }),
    });
    await mountReceipt();
    await scan("good");
    expect(".o_dscsa_card").toHaveClass("o_dscsa_green");
    expect(".o_dscsa_count").toHaveText("1");
    await scan("bad");
    expect(".o_dscsa_card").toHaveClass("o_dscsa_red");
    expect(".o_dscsa_card .o_dscsa_sign i").toHaveClass("fa-hand-paper-o");
    expect(".o_dscsa_card .o_dscsa_level").toHaveText("Set this one aside");
    expect(".o_dscsa_said").toHaveText("Lot 7K21 was not announced.");
    expect(".o_dscsa_next").toHaveText("Yellow bin.");
    expect(".o_dscsa_answers").toHaveAttribute("aria-live", "assertive");
    expect(FIELD).toHaveValue("");
    expect(FIELD).toBeFocused();
});

test("what was not recorded is never said to be good or set aside", async () => {
    answerScans({ scan: () => answerWith({ level: "red", scan_id: false }) });
    await mountReceipt();
    await scan("x");
    expect(".o_dscsa_card .o_dscsa_level").toHaveText("Not recorded yet");
});

test("what was not announced has its own mark and is not counted as found", async () => {
    answerScans({
        overview: overviewWith({ scanned: 18, missing: 7, unannounced: 1, held: 1 }),
    });
    await mountReceipt();
    expect(".o_dscsa_count").toHaveText("17");
    expect("[role=progressbar]:first").toHaveAttribute("aria-valuenow", "17");
});

test("without connection no earlier answer is taken for that of a waiting scan", async () => {
    let isDown = false;
    answerScans({
        scan: () => {
            if (isDown) {
                throw new Error("down");
            }
            return answerWith();
        },
    });
    await mountReceipt();
    await scan("a");
    expect(".o_dscsa_card").toHaveCount(1);
    isDown = true;
    await scan("b");
    expect(".o_dscsa_queue").toHaveText(/Waiting: 1$/);
    expect(".o_dscsa_card").toHaveCount(0);
    isDown = false;
    await advanceTime(2000);
    await animationFrame();
    expect(".o_dscsa_queue").toHaveCount(0);
    expect(".o_dscsa_card").toHaveClass("o_dscsa_green");
});

test("the fridge comes first on the card", async () => {
    answerScans({ scan: () => answerWith({ storage: "fridge" }) });
    await mountReceipt();
    await scan("x");
    expect(".o_dscsa_card > :first-child").toHaveText("Fridge: put it in first");
});

test("which is printed on the pack: the choice goes back under the same uuid", async () => {
    const readings = [
        { index: 0, gtin: "1", serial: "S1", lot: "AB21", expiry: "2028-03-31", product: "P" },
        { index: 1, gtin: "1", serial: "S121", lot: "AB", expiry: false, product: "P" },
    ];
    let first;
    answerScans({
        scan: (text, uuid, { choice }) => {
            first ??= uuid;
            expect.step([uuid === first, choice]);
            const level = choice === undefined ? "choose" : "green";
            return answerWith({ level, readings, sentence: "Two readings." });
        },
    });
    await mountReceipt();
    await scan("x");
    expect(".o_dscsa_choice").toHaveText(/Which is printed on the pack\?/);
    expect(".o_dscsa_choice .btn-secondary").toHaveCount(2);
    expect(".o_dscsa_card").toHaveCount(0);
    await contains(".o_dscsa_choice .btn-secondary:eq(1)").click();
    await animationFrame();
    expect.verifySteps([
        [true, undefined],
        [true, 1],
    ]);
    expect(".o_dscsa_choice").toHaveCount(0);
    expect(".o_dscsa_card").toHaveClass("o_dscsa_green");
});

test("a scan can be taken back", async () => {
    const row = {
        id: 5,
        level: "green",
        sentence: "Matches.",
        product: "Testamol",
        serial: "S1",
        lot: "L1",
        packages: 1,
        at: "2026-11-22 10:00:00",
        user: "Lee",
        undone: false,
    };
    answerScans({ overview: overviewWith({ scanned: 1, scans: [row] }) });
    onRpc("stock.picking", "dscsa_undo_scan", ({ args }) => {
        expect.step(args[1]);
        return overviewWith({ scanned: 0, scans: [{ ...row, undone: true }] });
    });
    await mountReceipt();
    await contains(".o_dscsa_history .btn").click();
    await animationFrame();
    expect.verifySteps([5]);
    expect(".o_dscsa_count").toHaveText("0");
    expect(".o_dscsa_history li").toHaveClass("o_dscsa_undone");
    expect(".o_dscsa_history .btn").toHaveCount(0);
});

test("the broken seal counts for one scan", async () => {
    answerScans({
        scan: (text, uuid, kwargs) => (expect.step(kwargs.seal_broken), answerWith()),
    });
    await mountReceipt();
    await contains(".o_dscsa_seal input").click();
    await scan("a");
    await scan("b");
    expect.verifySteps([true, false]);
});

test("saving the receipt waits for scans on their way", async () => {
    const gate = new Deferred();
    answerScans({
        scan: async () => {
            await gate;
            expect.step("scanned");
            return answerWith();
        },
    });
    onRpc("web_save", () => expect.step("save"));
    await mountReceipt(`
        <field name="name"/>
        <field name="dscsa_panel" widget="dscsa_scan_panel"/>`);
    await contains(FIELD).edit("a", { confirm: "enter" });
    await contains("[name=name] input").edit("changed");
    await contains(".o_form_button_save").click();
    expect.verifySteps([]);
    expect(".o_dscsa_queue").toHaveText("1 on the way…");
    gate.resolve();
    await expect.waitForSteps(["scanned", "save"]);
});

test("a finished receipt takes no scans", async () => {
    answerScans({ overview: overviewWith({ state: "done", sentence: "Done." }) });
    await mountReceipt();
    expect(".o_dscsa_sentence").toHaveText("Done.");
    expect(FIELD).toHaveCount(0);
});

test("receive as announced asks first, only where the server allows it", async () => {
    answerScans({});
    await mountReceipt();
    expect(".o_dscsa_as_announced").toHaveCount(0);
});

test("receive as announced is confirmed with the number of packages", async () => {
    StockPicking._records[0].dscsa_can_receive_as_announced = true;
    answerScans({ overview: overviewWith({ missing: 7 }) });
    onRpc("stock.picking", "action_dscsa_receive_as_announced", ({ args }) => {
        expect.step(args[0]);
        return true;
    });
    await mountReceipt();
    await contains(".o_dscsa_as_announced").click();
    expect(".modal-body").toHaveText(/Take 7 packages as received/);
    expect.verifySteps([]);
    await contains(".modal-footer .btn-primary").click();
    await animationFrame();
    expect.verifySteps([[7]]);
});

test("lines show what is missing; complete ones can be hidden", async () => {
    const line = {
        product_id: 1,
        product: "Testamol",
        ndc: "",
        gtin: "",
        lot: "L1",
        expiry: "2028-03-31",
        storage: "fridge",
        expected: 2,
        scanned: 1,
        missing: 1,
        unannounced: 0,
    };
    const done = { ...line, product_id: 2, product: "Other", scanned: 2, missing: 0 };
    answerScans({ overview: overviewWith({ lines: [line, done] }) });
    await mountReceipt();
    expect(".o_dscsa_line").toHaveCount(2);
    expect(".o_dscsa_line:first").toHaveText(/Testamol\s*Lot L1 · Exp .*2028\s*1 of 2\s*1 missing/);
    expect(".o_dscsa_line:first .fa-snowflake-o").toHaveCount(1);
    await contains(".o_dscsa_lines_head input").click();
    expect(queryAllTexts(".o_dscsa_line_what b")).toEqual(["Testamol"]);
});

test("the form's own counters follow once the bench is quiet", async () => {
    answerScans({});
    onRpc("web_read", () => expect.step("read"));
    await mountReceipt();
    expect.verifySteps(["read"]);
    await scan("a");
    await scan("b");
    expect.verifySteps([]);
    await advanceTime(1000);
    await animationFrame();
    expect.verifySteps(["read"]);
});
