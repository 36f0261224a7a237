import { describe, expect, test } from "@odoo/hoot";
import { press, queryOne, setInputFiles } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, getService, onRpc } from "@web/../tests/web_test_helpers";
import {
    answerScans,
    answerWith,
    defineScanModels,
    FIELD,
    mountReceipt,
    scan,
    sent,
} from "./scan_test_helpers";

describe.current.tags("desktop");
defineScanModels();

test("a wedge scan without focus comes through Odoo's barcode bus", async () => {
    answerScans({ scan: (text) => (expect.step(text), answerWith()) });
    await mountReceipt();
    queryOne(FIELD).blur();
    getService("barcode").bus.trigger("barcode_scanned", {
        barcode: "0100399999000012\x1d21S1",
        target: document.body,
    });
    await sent();
    expect.verifySteps(["0100399999000012\x1d21S1"]);
});

test("Ctrl+] in the field and on the page stays a group separator", async () => {
    answerScans({ scan: (text) => (expect.step(text), answerWith()) });
    await mountReceipt();
    await contains(FIELD).edit("10L1", { confirm: false });
    await press(["Control", "]"]);
    await contains(FIELD).edit(queryOne(FIELD).value + "21S1", { confirm: "enter" });
    await sent();
    expect.verifySteps(["10L1\x1d21S1"]);

    queryOne(FIELD).blur();
    for (const key of ["1", "0", "L"]) {
        await press(key);
    }
    await press(["Control", "]"]);
    await press("2");
    await press("Enter");
    await sent();
    expect.verifySteps(["10L\x1d2"]);
});

test("Odoo's command barcodes are passed on and never sent as goods", async () => {
    answerScans({ scan: (text) => (expect.step(text), answerWith()) });
    onRpc("web_save", () => expect.step("save"));
    await mountReceipt(`
        <field name="name"/>
        <field name="dscsa_panel" widget="dscsa_scan_panel"/>`);
    await contains("[name=name] input").edit("changed");
    await scan("OCDSAVE");
    expect.verifySteps(["save"]);
});

test("a picture is sent as base64", async () => {
    answerScans({});
    onRpc("stock.picking", "dscsa_scan_picture", ({ args }) => {
        expect.step(args[1]);
        return answerWith();
    });
    await mountReceipt();
    await contains(".o_dscsa_input .fa-camera").click();
    await setInputFiles([new File(["pixels"], "code.png", { type: "image/png" })]);
    await expect.waitForSteps([btoa("pixels")]);
});

test("a dropped file that is no picture is refused in words", async () => {
    answerScans({ scan: () => expect.step("sent") });
    await mountReceipt();
    await contains(".o_dscsa_input .fa-camera").click();
    await setInputFiles([new File(["x"], "list.pdf", { type: "application/pdf" })]);
    await animationFrame();
    expect(".o_dscsa_card").toHaveClass("o_dscsa_red");
    expect(".o_dscsa_card").toHaveText(/list\.pdf is no picture/);
    expect.verifySteps([]);
});

test("what is typed from a downtime sheet keeps the time it happened at", async () => {
    answerScans({
        scan: (text, _uuid, { scanned_at: at }) => (expect.step(`${text} ${at}`), answerWith()),
    });
    await mountReceipt();
    await contains(".o_dscsa_typed_button").click();
    await contains(".o_dscsa_typed input").edit("00399999000012", { confirm: false });
    const happened = "2026-11-20T09:30";
    // hoot has no way to fill in a field of this type
    const field = queryOne(".o_dscsa_happened");
    field.value = happened;
    field.dispatchEvent(new Event("input"));
    await contains(".o_dscsa_typed [type=submit]").click();
    await sent();
    expect.verifySteps([`(01)00399999000012 ${new Date(happened).toISOString()}`]);
    expect(field.value).toBe(happened);
});
