import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import {
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";

describe.current.tags("desktop");

class Package extends models.Model {
    timeline = fields.Json();
    _records = [
        {
            id: 1,
            timeline: [
                {
                    time: "2026-11-20 15:30:00",
                    title: "Shipped by Northfield",
                    detail: "invoice 44871",
                    who: "",
                    icon: "fa-truck",
                    document_id: 9,
                    document: "a.xml",
                },
                { time: false, title: "Put into use", detail: "", who: "Lee" },
            ],
        },
        { id: 2, timeline: false },
    ];
}

defineMailModels();
defineModels([Package]);

function mountPackage(resId) {
    return mountView({
        type: "form",
        resModel: "package",
        resId,
        arch: `<form><field name="timeline" widget="dscsa_timeline"/></form>`,
    });
}

test("tells each event with its time, sign and words", async () => {
    await mountPackage(1);
    expect(queryAllTexts(".o_dscsa_happened b")).toEqual([
        "Shipped by Northfield",
        "Put into use",
    ]);
    expect(".o_dscsa_timeline li:first .fa-truck").toHaveCount(1);
    expect(".o_dscsa_timeline li:first p").toHaveText("invoice 44871");
    expect(".o_dscsa_timeline li:first time").toHaveText(/2026/);
    expect(".o_dscsa_timeline li:last time").toHaveText("No date");
    expect(".o_dscsa_timeline li:last p").toHaveText("Lee");
});

test("opens the file an event came in", async () => {
    mockService("action", {
        doAction: ({ res_model, res_id }) => expect.step([res_model, res_id]),
    });
    await mountPackage(1);
    await contains(".o_dscsa_timeline .btn").click();
    expect.verifySteps([["dscsa.document", 9]]);
});

test("says so when nothing is known", async () => {
    await mountPackage(2);
    expect(".o_dscsa_timeline").toHaveCount(0);
    expect(".o_field_dscsa_timeline").toHaveText("Nothing is known of it yet.");
});
