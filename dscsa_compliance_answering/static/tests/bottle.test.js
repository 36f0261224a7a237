import { describe, expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, getService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";
import { defineScanModels, FIELD, walk } from "@dscsa_compliance/../tests/scan_test_helpers";

describe.current.tags("desktop");
defineScanModels();

test("take this bottle: its buttons", async () => {
    onRpc("dscsa.bottle", "dscsa_look", ({ args }) => {
        expect.step(args[0]);
        return { id: 1, text: args[0], html: "<p>Page</p>", readings: [], links: [] };
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction({ type: "ir.actions.client", tag: "dscsa_bottle" });
    await contains(FIELD).edit("first", { confirm: "enter" });
    await animationFrame();
    expect.verifySteps(["first"]);
    await walk(animationFrame);
});
