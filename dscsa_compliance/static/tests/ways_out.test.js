import { describe, expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, getService, mockService, onRpc } from "@web/../tests/web_test_helpers";
import { ConnectionLostError } from "@web/core/network/rpc";
import { answerScans, answerWith, defineScanModels, mountReceipt, scan, sent } from "./scan_test_helpers";

describe.current.tags("desktop");
defineScanModels();

const DESK = "dscsa.scan.desk";
const values = { text: "first", level: "green" };
const WAY = { key: "aside", title: "Put it aside", icon: "", values, action: false };
const TAKEN = {
    level: "amber",
    code: false,
    title: "Put aside",
    sentence: "Q7 is open.",
    next_step: "Put it into quarantine.",
    product: "",
    storage: "ambient",
    packages: 1,
    gtin: "",
    serial: "",
    lot: "",
    expiry: false,
    action: { type: "ir.actions.client", tag: "print_it" },
    ways: [{ ...WAY, key: "label", title: "Print the label" }],
};

const queue = () => getService("dscsa_scan").queueFor(DESK, "ways");

async function tap() {
    answerScans({ scan: () => answerWith({ ways: [WAY] }) });
    mockService("action", { doAction: (action) => expect.step(action.tag) });
    await mountReceipt();
    await scan("first");
    await contains("[data-way=aside]").click();
    await sent(DESK, "ways");
    await animationFrame();
}

test("a way out is taken with one tap, and what became of it stands there", async () => {
    onRpc(DESK, "dscsa_take_way", ({ args }) => {
        expect.step([args[0], args[1].text]);
        return TAKEN;
    });
    await tap();
    expect.verifySteps([["aside", "first"], "print_it"]);
    expect(".o_dscsa_card .o_dscsa_said").toHaveText("Q7 is open.");
    expect(".o_dscsa_card .o_dscsa_next").toHaveText("Put it into quarantine.");
    // the green answer is no more: it would stand beside what was put aside
    expect(".o_dscsa_card").toHaveCount(1);
    expect(".o_dscsa_card").toHaveClass("o_dscsa_amber");
    expect("[data-way=aside]").toHaveCount(0);
    expect("[data-way=label]").toHaveCount(1);
});

test("without a connection it is kept, told, and sent when the line is back", async () => {
    let isDown = true;
    onRpc(DESK, "dscsa_take_way", () => {
        if (isDown) {
            throw new ConnectionLostError("/x");
        }
        return TAKEN;
    });
    await tap();
    expect(".o_dscsa_ways .o_dscsa_queue").toHaveText(/not on record yet/);
    expect("[data-way=aside]").not.toBeEnabled();
    expect(queue().store.load()).toHaveLength(1);
    isDown = false;
    await queue().start();
    await animationFrame();
    await animationFrame();
    expect(queue().store.load()).toHaveLength(0);
    expect(".o_dscsa_card .o_dscsa_said").toHaveText("Q7 is open.");
    expect.verifySteps(["print_it"]);
});

test("an answer without further ways out is as it was", async () => {
    answerScans({ scan: () => answerWith({ ways: [] }) });
    await mountReceipt();
    await scan("first");
    expect(".o_dscsa_card").toHaveCount(1);
    expect(".o_dscsa_ways").toHaveCount(0);
});
