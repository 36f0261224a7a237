/**
 * What the test gives a tour: files by name and the labels on the goods, as JSON in an
 * attachment whose number is in a cookie.
 */
export async function givenByTest() {
    const number = document.cookie.match(/dscsa_tour=(\d+)/)[1];
    const response = await fetch(`/web/content/${number}`);
    return response.json();
}

/** Choose a file in the upload zone, as the file dialog would. */
export function chooseFile(name) {
    return {
        content: `Upload ${name}`,
        trigger: ".o_dscsa_upload:has(.o_dscsa_choose)",
        async run({ anchor }) {
            const { files } = await givenByTest();
            const transfer = new DataTransfer();
            transfer.items.add(new File([files[name]], name, { type: "application/xml" }));
            const input = anchor.querySelector("input[type=file]");
            input.files = transfer.files;
            input.dispatchEvent(new Event("change", { bubbles: true }));
        },
    };
}

/** Open the uploaded file and have it read at once instead of by the next job. */
export function readFile(name) {
    return [
        {
            trigger: `.o_dscsa_file_stored:contains(${name}) button:contains(Open)`,
            run: "click",
        },
        { trigger: ".o_form_view button[name=action_process]:contains(Read now)", run: "click" },
        { trigger: ".o_arrow_button_current:contains(Read)" },
        { trigger: ".o_form_view:not(:has(button[name=action_process]))" },
    ];
}

/** Scan labels as a keyboard wedge does, without waiting for the answers. */
export function scanLabels(from, to) {
    return {
        content: `Scan labels ${from} to ${to}`,
        trigger: ".o_dscsa_scan .o_dscsa_text",
        async run({ edit, press }) {
            const { labels } = await givenByTest();
            for (const label of labels.slice(from, to)) {
                await edit(label);
                await press("Enter");
            }
        },
    };
}

/** From the receipts that wait to the scan field of the one from `seller`. */
export function openReceipt(seller) {
    return [
        {
            trigger: "[data-menu-xmlid='dscsa_compliance.menu_dscsa_receiving']",
            run: "click",
        },
        {
            trigger: "[data-menu-xmlid='dscsa_compliance.menu_dscsa_receive']",
            run: "click",
        },
        { trigger: `.o_data_row td:contains(${seller})`, run: "click" },
        { trigger: ".o_form_view a.nav-link[name=dscsa].active" },
    ];
}

/** Press Validate; the form then shows the receipt as done. */
export function validateReceipt(sentence) {
    return [
        { trigger: "button[name=button_validate]", run: "click" },
        { trigger: ".o_arrow_button_current:contains(Done)" },
        { trigger: `.o_dscsa_sentence:contains(${sentence})` },
        { trigger: ".o_dscsa_scan:not(:has(.o_dscsa_text))" },
    ];
}
