import { registry } from "@web/core/registry";
import { givenByTest } from "@dscsa_compliance/../tests/tours/receiving_tour_helpers";

const MOST = 6;

/** Taps of a person, counted from the one that doubts; a tour's `click` is a tap. */
const taps = [];

function tap(trigger) {
    return {
        content: `Tap ${trigger}`,
        trigger,
        async run({ click }) {
            taps.push(trigger);
            await click();
        },
    };
}

/** What the camera gives: a picture with a name on it. */
async function photo() {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: 300, height: 400 });
    const context = canvas.getContext("2d");
    context.fillStyle = "#ddd";
    context.fillRect(0, 0, 300, 400);
    context.fillStyle = "#f00";
    context.fillRect(40, 180, 200, 30);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg"));
    return new File([blob], "camera.jpg", { type: "image/jpeg" });
}

registry.category("web_tour.tours").add("dscsa_doubt_on_a_phone", {
    steps: () => [
        {
            content: "Scan the package",
            trigger: ".o_dscsa_station .o_dscsa_text",
            async run({ edit, press }) {
                await edit((await givenByTest()).label);
                await press("Enter");
            },
        },
        { trigger: ".o_dscsa_card .o_dscsa_ways [data-way=doubt]" },
        tap("[data-way=doubt]"),
        { trigger: ".o_dscsa_card.o_dscsa_amber .o_dscsa_next:contains(quarantine)" },
        { trigger: ".o_dscsa_ways [data-way=label]" },
        tap(".o_dscsa_ways [data-way=why]"),
        tap(".o_dscsa_doubt [data-code=C1]"),
        { trigger: ".o_dscsa_doubt [data-code=C1][aria-pressed=true]" },
        {
            content: "The camera takes the place of the window that asks for a file",
            trigger: ".o_dscsa_doubt input[type=file]:not(:visible)",
            run({ anchor }) {
                anchor.addEventListener("click", async (ev) => {
                    ev.preventDefault();
                    const data = new DataTransfer();
                    data.items.add(await photo());
                    anchor.files = data.files;
                    anchor.dispatchEvent(new Event("change", { bubbles: true }));
                });
            },
        },
        tap(".o_dscsa_doubt [data-do=photo]"),
        {
            content: "A finger over the name",
            trigger: ".o_dscsa_mask canvas",
            async run({ anchor }) {
                while (document.querySelector("[data-do=use]").disabled) {
                    await new Promise((done) => setTimeout(done, 50));
                }
                const { left, top, width, height } = anchor.getBoundingClientRect();
                const at = (x, y) => ({
                    bubbles: true,
                    cancelable: true,
                    pointerId: 1,
                    clientX: left + (x * width) / 300,
                    clientY: top + (y * height) / 400,
                });
                anchor.setPointerCapture = () => {};
                anchor.dispatchEvent(new PointerEvent("pointerdown", at(30, 170)));
                anchor.dispatchEvent(new PointerEvent("pointermove", at(250, 220)));
                anchor.dispatchEvent(new PointerEvent("pointerup", at(250, 220)));
            },
        },
        tap("[data-do=use]:contains(Use the covered copy)"),
        { trigger: ".o_dscsa_doubt [data-do=photo]:contains((1))" },
        tap(".o_dscsa_doubt [data-do=call]"),
        {
            content: "The sheet to call the maker with",
            trigger: ".o_form_view:contains(Alfa), .o_form_view:contains(Sierra)",
            run() {
                if (taps.length > MOST) {
                    throw new Error(`${taps.length} taps: ${taps.join(", ")}`);
                }
            },
        },
    ],
});
