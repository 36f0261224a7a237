import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { browser } from "@web/core/browser/browser";

class Form3911 extends models.Model {
    _name = "dscsa.form3911";
    lines = fields.Json();
    _records = [
        {
            id: 1,
            lines: [
                { name: "lots", item: 15, label: "Lot", value: "L1", code: "", required: true, problem: "" },
                { name: "serials", item: 14, label: "Serial", value: "", code: "", problem: "" },
                { name: "event", item: 17, label: "Event", value: "", required: true, problem: "Item 17 is empty." },
            ],
        },
    ];
}

defineMailModels();
defineModels([Form3911]);

async function sheet() {
    await mountView({
        type: "form",
        resModel: "dscsa.form3911",
        resId: 1,
        arch: `<form><field name="lines" widget="dscsa_copy_lines"/></form>`,
    });
}

test("a line is copied by its button, and says so", async () => {
    patchWithCleanup(browser.navigator.clipboard, {
        writeText: (text) => expect.step(text),
    });
    await sheet();
    expect(".o_dscsa_copy_lines button").toHaveCount(1);
    await contains(".o_dscsa_copy_lines button").click();
    expect.verifySteps(["L1"]);
    await animationFrame();
    expect(queryAllTexts(".o_dscsa_copy_lines button")).toEqual(["Copied"]);
});

test("without a clipboard it is copied by selection, or the person is told", async () => {
    patchWithCleanup(browser.navigator.clipboard, {
        writeText: () => Promise.reject(new Error("not allowed")),
    });
    patchWithCleanup(document, {
        execCommand: (what) => {
            expect.step(`${what} ${document.activeElement.value}`);
            return true;
        },
    });
    await sheet();
    await contains(".o_dscsa_copy_lines button").click();
    await animationFrame();
    expect.verifySteps(["copy L1"]);
    expect(queryAllTexts(".o_dscsa_copy_lines button")).toEqual(["Copied"]);
});

test("what is missing stands beside its line", async () => {
    await sheet();
    expect(".o_dscsa_copy_lines").toHaveText(/Item 17 is empty\./);
});
