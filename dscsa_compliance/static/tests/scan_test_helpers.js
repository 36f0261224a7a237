import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, expect } from "@odoo/hoot";
import { press, queryAll } from "@odoo/hoot-dom";
import { animationFrame, mockVibrate } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    getService,
    models,
    mountView,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { WedgeCollector } from "@dscsa_compliance/scan_panel/wedge";

export class StockPicking extends models.Model {
    _name = "stock.picking";

    name = fields.Char();
    state = fields.Char();
    dscsa_panel = fields.Json();
    dscsa_can_receive_as_announced = fields.Boolean();

    _records = [{ id: 7, name: "WH/IN/00007", state: "assigned" }];
}

/** Milliseconds after which a key begins something new, in tests. */
export const GAP = 10_000;

export function defineScanModels() {
    defineMailModels();
    defineModels([StockPicking]);
    beforeEach(() => {
        mockVibrate(() => true);
        // a busy machine presses the keys of a test slower than any scanner
        patchWithCleanup(WedgeCollector, { longestGap: GAP });
    });
}

/** A receipt of 24 packages with nothing scanned yet, changed by `values`. */
export function overviewWith(values = {}) {
    return {
        state: "assigned",
        in_scope: true,
        expected: 24,
        scanned: 0,
        missing: 24,
        unannounced: 0,
        held: 0,
        sentence: "Scan the first package, case or pallet.",
        transactions: [],
        lines: [],
        scans: [],
        ...values,
    };
}

/** A green answer for one package, changed by `values`. */
export function answerWith(values = {}) {
    return {
        level: "green",
        code: false,
        number: false,
        sentence: "Matches seller's data.",
        next_step: "",
        scan_id: 1,
        duplicate: false,
        product: "Testamol 10 mg",
        gtin: "00399999000012",
        lot: "L1",
        expiry: "2028-03-31",
        serial: "S0001",
        storage: "ambient",
        packages: 1,
        readings: [],
        overview: overviewWith({ scanned: 1, missing: 23 }),
        ...values,
    };
}

/** Answer the panel's calls: `overview` at first, then what `scan(text, uuid)` gives. */
export function answerScans({ overview = overviewWith(), scan = () => answerWith() }) {
    onRpc("stock.picking", "dscsa_overview", () => overview);
    onRpc("stock.picking", "dscsa_scan", ({ args, kwargs }) =>
        scan(args[1], args[2], kwargs)
    );
}

export function mountReceipt(arch = `<field name="dscsa_panel" widget="dscsa_scan_panel"/>`) {
    return mountView({
        type: "form",
        resModel: "stock.picking",
        resId: 7,
        arch: `<form><field name="state" invisible="1"/>${arch}</form>`,
    });
}

export const FIELD = ".o_dscsa_text";

/** Type a text into the scan field and press Enter. */
export async function scan(text) {
    await contains(FIELD).edit(text, { confirm: "enter" });
    await sent();
}

/** Until what was scanned is answered, or the line is down. */
export async function sent(model = "stock.picking", id = 7) {
    await animationFrame();
    await getService("dscsa_scan").queueFor(model, id).loop;
    await animationFrame();
}

export const CODE = "010039999900001221S0001";
const FOCUSABLE =
    "a[href], button, input, select, textarea, [tabindex]:not([tabindex='-1'])";

/** Every element of the page that can have the focus, by its place among them. */
function focusable() {
    const isOff = (element) => element.disabled || !element.getClientRects().length;
    return queryAll(`.o_action_manager :is(${FOCUSABLE})`).filter((element) => !isOff(element));
}

/** As a scanner does that is a keyboard, on whatever has the focus. */
export async function type(text) {
    for (const part of text.split(/(\x1d)/)) {
        if (part === "\x1d") {
            await press(["Control", "]"]);
        } else {
            for (const key of part) {
                await press(key, { shiftKey: key !== key.toLowerCase() });
            }
        }
    }
    await press("Enter");
}

/** Scan with every focusable element focused in turn, each time on a fresh focus. */
export async function walk(settle = sent) {
    const { length } = focusable();
    expect(length).toBeGreaterThan(3);
    for (let index = 0; index < length; index++) {
        for (const code of [`${CODE}${index}\x1d10L1`, `${CODE}${index}`]) {
            const element = focusable()[index];
            const before = element.matches("input:not([type=checkbox]), select") ? element.value : null;
            element.focus();
            await type(code);
            await settle();
            await animationFrame();
            const where = `${index}: ${element.outerHTML.slice(0, 120)}`;
            expect.verifySteps([code], { message: where });
            if (before !== null && element.isConnected) {
                expect(element.value).toBe(before, { message: where });
            }
            expect(".o_error_dialog").toHaveCount(0);
        }
    }
}
