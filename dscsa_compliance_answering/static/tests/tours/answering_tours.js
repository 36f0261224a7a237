import { registry } from "@web/core/registry";

const SCAN = ".o_dscsa_bottle .o_dscsa_text";
const PAGE = ".o_dscsa_sheet .o_dscsa_page";

/** An inspector holds a bottle: scanned, typed, and one nobody ever scanned. */
registry.category("web_tour.tours").add("dscsa_take_bottle", {
    steps: () => [
        {
            content: "Type the serial number as printed",
            trigger: SCAN,
            run: "edit S0001",
        },
        {
            content: "Enter",
            trigger: ".o_dscsa_bottle button[type=submit]",
            run: "click",
        },
        {
            content: "One page: seller and invoice",
            trigger: `${PAGE}[data-kind=package]:contains(Brook Drug Company):contains(77-1)`,
        },
        {
            content: "The license in both tenses",
            trigger: `${PAGE}:contains(as we know it now):contains(Known to us on)`,
        },
        {
            content: "It can be printed",
            trigger: ".o_dscsa_bottle button.o_dscsa_print",
        },
        {
            content: "A bottle nobody scanned, by NDC and lot",
            trigger: SCAN,
            run: "edit NDC 99999-0000-1 lot P77",
        },
        {
            content: "Enter",
            trigger: ".o_dscsa_bottle button[type=submit]",
            run: "click",
        },
        {
            content: "Its delivery, and where the list lies",
            trigger: `${PAGE}[data-kind=lot]:contains(Brook Connect):contains(did not have to be)`,
        },
        {
            content: "A serial two products share",
            trigger: SCAN,
            run: "edit S0002",
        },
        {
            content: "Enter",
            trigger: ".o_dscsa_bottle button[type=submit]",
            run: "click",
        },
        {
            content: "Choose what is printed",
            trigger: ".o_dscsa_bottle_choose button:contains(S0002)",
            run: "click",
        },
        {
            content: "The chosen one",
            trigger: `${PAGE}[data-kind=package]:contains(S0002)`,
        },
        {
            content: "Open the package",
            trigger: ".o_dscsa_bottle_buttons button:contains(Open the package)",
            run: "click",
        },
        {
            content: "And come back to its page from there",
            trigger: ".o_form_view button[name=action_take_bottle]",
            run: "click",
        },
        {
            content: "Without scanning again",
            trigger: `${PAGE}[data-kind=package]:contains(S0002)`,
        },
    ],
});

/** FDA asks; one person takes it in, calls back, finds, answers and closes. */
registry.category("web_tour.tours").add("dscsa_information_request", {
    steps: () => [
        {
            content: "A new request",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "Who asks",
            trigger: ".o_field_widget[name=agency] input",
            run: "edit FDA, Office of Compliance",
        },
        {
            content: "Until when is said at once",
            trigger: ".o_dscsa_clock:contains(two business days after)",
        },
        {
            content: "What they ask",
            trigger: ".o_field_widget[name=scope_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            content: "The lot",
            trigger: ".o_field_widget[name=scope_ids] .o_data_row [name=lot] input",
            run: "edit L1",
        },
        {
            content: "Was it really them?",
            trigger: ".nav-link[name=check]",
            run: "click",
        },
        {
            content: "The number found by oneself",
            trigger: ".o_field_widget[name=phone_found] input",
            run: "edit +1 555 010 3000",
        },
        {
            content: "It was them",
            trigger: ".o_field_widget[name=callback_result] input[data-value=yes]",
            run: "click",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "Caller checked",
            trigger: "button[name=action_checked]",
            run: "click",
        },
        {
            content: "Find the records",
            trigger: ".o_statusbar_buttons button[name=action_search]",
            run: "click",
        },
        {
            content: "What was found",
            trigger: ".nav-link[name=found]",
            run: "click",
        },
        {
            content: "Here, and in the portal",
            trigger:
                ".o_field_widget[name=item_ids]:contains(77-1):contains(90210):contains(In the portal)",
        },
        {
            content: "Make the answer",
            trigger: ".o_statusbar_buttons button[name=action_build_bundle]",
            run: "click",
        },
        {
            content: "It is made",
            trigger: ".nav-link[name=answer]",
            run: "click",
        },
        {
            content: "One file",
            trigger: ".o_field_widget[name=bundle_id]:contains(.zip)",
        },
        {
            content: "Note what was given",
            trigger: "button[name=action_note_answer]",
            run: "click",
        },
        {
            content: "To whom",
            trigger: ".modal .o_field_widget[name=recipient] input",
            run: "edit Ms. Reyes",
        },
        {
            content: "Save it",
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
        {
            content: "The answer stops the clock",
            trigger: ".alert-success:contains(Answered)",
        },
        {
            content: "Close",
            trigger: ".o_statusbar_buttons button[name=action_close]",
            run: "click",
        },
        {
            content: "It is closed",
            trigger: ".o_arrow_button_current:contains(Closed)",
        },
    ],
});
