import { inputFiles } from "@web/../tests/utils";
import { registry } from "@web/core/registry";

const PIXEL =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

function screenshot() {
    const bytes = Uint8Array.from(atob(PIXEL), (letter) => letter.charCodeAt(0));
    return new File([bytes], "board.png", { type: "image/png" });
}

/**
 * A purchasing manager meets an expired license before and when pressing Confirm, adds
 * what the board's site shows today, and confirms the same order.
 */
registry.category("web_tour.tours").add("dscsa_gate_proof", {
    steps: () => [
        {
            content: "The banner says why, before anyone presses",
            trigger: ".o_dscsa_gate.alert-danger:contains(expired on)",
        },
        {
            content: "And what to do now",
            trigger: ".o_dscsa_gate.alert-danger:contains(State board's site)",
        },
        {
            content: "Press Confirm all the same",
            trigger: "button[name=button_confirm]",
            run: "click",
        },
        {
            content: "Refused, with the reason",
            trigger: ".modal:contains(Not confirmed):contains(expired on)",
        },
        {
            content: "Close the message",
            trigger: ".modal .modal-footer button",
            run: "click",
        },
        {
            content: "Add the proof",
            trigger: ".o_dscsa_gate.alert-danger button[name=action_dscsa_prove]",
            run: "click",
        },
        {
            content: "The number is there already",
            trigger: ".modal .o_field_widget[name=number] input:value(W-100)",
        },
        {
            content: "Type the new last day",
            trigger: ".modal .o_field_widget[name=valid_to] button, .modal .o_field_widget[name=valid_to] input",
            run: "click",
        },
        {
            content: "As the board's site shows it",
            trigger: ".modal .o_field_widget[name=valid_to] input",
            run: `edit 12/31/${new Date().getFullYear() + 1} && press Enter`,
        },
        {
            content: "The screenshot",
            trigger: ".modal .o_field_widget[name=file]",
            async run() {
                await inputFiles(".modal .o_field_widget[name=file] .o_input_file", [
                    screenshot(),
                ]);
            },
        },
        {
            content: "The file is in",
            trigger: ".modal .o_field_widget[name=file] input:value(board.png)",
        },
        {
            content: "Save it",
            trigger: ".modal button[name=action_check]:contains(Save the proof)",
            run: "click",
        },
        {
            content: "The banner is quiet now",
            trigger: "body:not(:has(.modal)) .o_dscsa_gate.alert-light:contains(may sell to you)",
        },
        {
            content: "Confirm the same order",
            trigger: "button[name=button_confirm]",
            run: "click",
        },
        {
            content: "It is ordered",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains(Purchase Order)",
        },
    ],
});

/** The compliance manager lets one order through, with a reason. */
registry.category("web_tour.tours").add("dscsa_gate_override", {
    steps: () => [
        {
            content: "Stopped",
            trigger: ".o_dscsa_gate.alert-danger:contains(No proof yet)",
        },
        {
            content: "Allow it",
            trigger: ".o_dscsa_gate button[name=action_dscsa_override]",
            run: "click",
        },
        {
            content: "What is missing is shown",
            trigger: ".modal .o_field_widget[name=problem]:contains(No proof yet)",
        },
        {
            content: "The reason",
            trigger: ".modal .o_field_widget[name=reason] .o_select_menu input, .modal .o_field_widget[name=reason] input",
            run: "click",
        },
        {
            content: "A shortage",
            trigger: ".o-dropdown-item:contains(Shortage), .o_select_menu_item:contains(Shortage)",
            run: "click",
        },
        {
            content: "Allow",
            trigger: ".modal button[name=action_allow]",
            run: "click",
        },
        {
            content: "Said so on the order",
            trigger: "body:not(:has(.modal)) .o_dscsa_gate.alert-info:contains(allowed orders)",
        },
        {
            content: "Confirm",
            trigger: "button[name=button_confirm]",
            run: "click",
        },
        {
            content: "It is ordered",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains(Purchase Order)",
        },
    ],
});
