import { describe, expect, test } from "@odoo/hoot";
import { queryFirst } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, getService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { WebClient } from "@web/webclient/webclient";
import { Mask } from "@dscsa_compliance_investigation/doubt/mask";
import { MaskDialog } from "@dscsa_compliance_investigation/doubt/mask_dialog";

describe.current.tags("desktop");
defineMailModels();

const NAME = "J. Doe, Elm Street 5";

/** A white picture with a red stripe where the name stands, as a file. */
async function photo() {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: 200, height: 100 });
    const context = canvas.getContext("2d");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, 200, 100);
    context.fillStyle = "#f00";
    context.fillRect(20, 40, 100, 20);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    // what a camera writes behind the picture
    return new File([blob, NAME], "photo.png", { type: "image/png" });
}

/** Colors of dots of a picture that was sent. */
async function dots(base64, ...places) {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes]));
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: picture.width, height: picture.height });
    const context = canvas.getContext("2d");
    context.drawImage(picture, 0, 0);
    return places.map(([x, y]) => {
        const [red, green, blue] = context.getImageData(x, y, 1, 1).data;
        return red < 60 && green < 60 && blue < 60 ? "black" : red > 200 && green < 90 ? "red" : "other";
    });
}

function drawn(mask, from, to) {
    const { left, top, width, height } = mask.canvas.getBoundingClientRect();
    const at = ([x, y]) => ({
        clientX: left + (x * width) / mask.canvas.width,
        clientY: top + (y * height) / mask.canvas.height,
    });
    mask.begin(at(from));
    mask.move(at(to));
    mask.end();
}

async function mounted() {
    const canvas = document.createElement("canvas");
    document.body.append(canvas);
    const mask = new Mask(canvas);
    await mask.load(await photo());
    return mask;
}

test("what is drawn over is gone in what is sent, and the camera's notes with it", async () => {
    const mask = await mounted();
    expect(await dots(mask.copy(), [60, 50])).toEqual(["red"]);
    drawn(mask, [15, 35], [125, 65]);
    const sent = mask.copy();
    expect(await dots(sent, [25, 50], [60, 50], [115, 50], [60, 20])).toEqual([
        "black",
        "black",
        "black",
        "other",
    ]);
    expect(atob(sent).includes(NAME)).toBe(false);
    mask.canvas.remove();
});

test("drawn in any direction, tapped, and taken back", async () => {
    const mask = await mounted();
    drawn(mask, [125, 65], [15, 35]);
    expect(await dots(mask.copy(), [60, 50])).toEqual(["black"]);
    mask.undo();
    expect(await dots(mask.copy(), [60, 50])).toEqual(["red"]);
    drawn(mask, [60, 50], [60, 50]);
    expect(await dots(mask.copy(), [60, 50])).toEqual(["black"]);
    mask.canvas.remove();
});

test("the dialog hands on the covered copy alone", async () => {
    await mountWithCleanup(WebClient);
    const file = await photo();
    const sent = [];
    getService("dialog").add(MaskDialog, { file, onDone: (image) => sent.push(image) });
    await animationFrame();
    while (queryFirst("[data-do=use]").disabled) {
        await new Promise((done) => requestAnimationFrame(done));
        await animationFrame();
    }
    expect("[data-do=use]").toHaveText("No name on it: use it");
    const canvas = queryFirst(".o_dscsa_mask canvas");
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const at = (x, y) => ({ clientX: left + (x * width) / 200, clientY: top + (y * height) / 100, bubbles: true });
    canvas.setPointerCapture = () => {};
    canvas.dispatchEvent(new PointerEvent("pointerdown", at(15, 35)));
    canvas.dispatchEvent(new PointerEvent("pointermove", at(125, 65)));
    canvas.dispatchEvent(new PointerEvent("pointerup", at(125, 65)));
    await animationFrame();
    expect("[data-do=use]").toHaveText("Use the covered copy");
    await contains("[data-do=use]").click();
    expect(sent).toHaveLength(1);
    expect(await dots(sent[0], [60, 50])).toEqual(["black"]);
});

const sign = (values) => ({
    code: "C1",
    text: "Seal broken",
    icon: "fa-scissors",
    photo: true,
    told: false,
    id: false,
    by: "",
    photos: 0,
    ...values,
});
const page = (values = {}, ...signs) => ({
    id: 7,
    name: "CASE-7",
    goods: "Testamol",
    why: "Doubted at the bench.",
    where: "Put it into quarantine.",
    is_open: true,
    is_private: false,
    has_label: true,
    photos: 0,
    groups: [{ key: "check", title: "A closer look", signs }],
    said: [],
    ...values,
});

async function openDoubt() {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "dscsa_doubt",
        params: { investigation_id: 7 },
    });
}

test("a sign is tapped, and what records tell is only proposed", async () => {
    onRpc("dscsa.investigation", "dscsa_doubt", () =>
        page({}, sign(), sign({ code: "S1", text: "New seller", told: "2 deliveries" }))
    );
    onRpc("dscsa.investigation", "dscsa_tick", ({ args }) => {
        expect.step(args[1]);
        return page({}, sign({ id: 3, by: "Lee, 09:00" }));
    });
    await openDoubt();
    expect("[data-code=S1]").toHaveAttribute("aria-pressed", "false");
    expect("[data-code=S1] small").toHaveText(/2 deliveries/);
    await contains("[data-code=C1]").click();
    expect.verifySteps(["C1"]);
    expect("[data-code=C1]").toHaveAttribute("aria-pressed", "true");
});

test("before a photo of a bottle not ours a name is asked about", async () => {
    onRpc("dscsa.investigation", "dscsa_doubt", () => page({ is_private: true }));
    await openDoubt();
    queryFirst(".o_dscsa_doubt input[type=file]").addEventListener("click", (ev) => {
        ev.preventDefault();
        expect.step("camera");
    });
    await contains("[data-do=photo]").click();
    expect.verifySteps([]);
    expect(".modal-title").toHaveText("A patient's name?");
    await contains(".modal-footer .btn-primary").click();
    expect.verifySteps(["camera"]);
});
