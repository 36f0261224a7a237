import { givenByTest } from "@dscsa_compliance/../tests/tours/receiving_tour_helpers";

export const FIELD = ".o_dscsa_station .o_dscsa_text";

/** Scan a text the test gives, as a wedge types it into the field. */
export function scanGiven(name, index = 0) {
    return {
        content: `Scan ${name} ${index}`,
        trigger: FIELD,
        async run({ edit, press }) {
            const given = (await givenByTest())[name];
            await edit(Array.isArray(given) ? given[index] : given);
            await press("Enter");
        },
    };
}

/** Drop a picture the test gives (PNG in base64) onto the page. */
export function dropPicture(name) {
    return {
        content: `Drop ${name}`,
        trigger: ".o_dscsa_station .o_dscsa_scan",
        async run({ anchor }) {
            const bytes = atob((await givenByTest())[name]);
            const data = Uint8Array.from(bytes, (sign) => sign.charCodeAt(0));
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([data], `${name}.png`, { type: "image/png" }));
            const options = { dataTransfer, bubbles: true, cancelable: true };
            anchor.dispatchEvent(new DragEvent("drop", options));
        },
    };
}

/** A text through Odoo's barcode service: keys that come while nothing has the focus. */
export function keysOfWedge(text) {
    document.activeElement?.blur();
    for (const key of [...text, "Enter"]) {
        const options = { key, bubbles: true, cancelable: true };
        document.body.dispatchEvent(new KeyboardEvent("keydown", options));
    }
}

/** No serious fault for people who see, hear or move differently, by axe-core. */
export function checkAccess(trigger) {
    return {
        content: `axe-core finds no serious fault in ${trigger}`,
        trigger,
        async run({ anchor }) {
            const { axe: source } = await givenByTest();
            if (!source) {
                return;
            }
            if (!window.axe) {
                const script = document.createElement("script");
                script.src = source;
                const loaded = new Promise((done) => script.addEventListener("load", done));
                document.head.append(script);
                await loaded;
            }
            const { violations } = await window.axe.run(anchor);
            const serious = violations.filter(({ impact }) =>
                ["serious", "critical"].includes(impact)
            );
            if (serious.length) {
                const said = serious.map(
                    ({ id, help, nodes }) =>
                        `${id}: ${help}: ${nodes.map(({ html }) => html).join(" | ")}`
                );
                throw new Error(said.join("\n").slice(0, 4000));
            }
        },
    };
}
