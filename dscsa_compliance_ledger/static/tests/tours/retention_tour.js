import { registry } from "@web/core/registry";

/**
 * A manager reads the retention report, sees why a record is held, puts a lot under
 * legal hold, and approves a disposal of what is past its date.
 */
registry.category("web_tour.tours").add("dscsa_retention", {
    steps: () => [
        {
            content: "Years and kinds of records, as bars",
            trigger: ".o_graph_view canvas",
        },
        {
            content: "The same as numbers",
            trigger: ".o_switch_view.o_pivot",
            run: "click",
        },
        {
            content: "By kind of record",
            trigger: ".o_pivot th:contains(TI/TS)",
        },
        {
            content: "The same as a list",
            trigger: ".o_switch_view.o_list",
            run: "click",
        },
        {
            content: "Past its date, in words",
            trigger: ".o_data_row:contains(90210):contains(May be disposed of)",
        },
        {
            content: "On paper or as a workbook",
            trigger: "button[name=action_paper]",
            run: "click",
        },
        {
            content: "Choose",
            trigger: ".modal button[name=action_xlsx]",
        },
        {
            content: "Not now",
            trigger: ".modal button[special=cancel]",
            run: "click",
        },
        {
            content: "Keep and Answer",
            trigger: ".o_menu_sections [data-menu-xmlid='dscsa_compliance.menu_dscsa_keeping']",
            run: "click",
        },
        {
            content: "Legal holds",
            trigger: "[data-menu-xmlid='dscsa_compliance_ledger.menu_dscsa_legal_hold']",
            run: "click",
        },
        {
            content: "A new one",
            trigger: ".o_breadcrumb:contains(Legal Holds), .o_control_panel:contains(Legal Holds)",
        },
        {
            content: "New",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "Why",
            trigger: "[name=reason] textarea",
            run: "edit Letter of counsel, file 17",
        },
        {
            content: "Which lot",
            trigger: "[name=lots] input",
            run: "edit H7",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "It says what it covers",
            trigger: ".o_form_saved [name=scope_text]:contains(lot H7)",
        },
        {
            content: "Disposals",
            trigger: ".o_menu_sections [data-menu-xmlid='dscsa_compliance.menu_dscsa_keeping']",
            run: "click",
        },
        {
            content: "Disposals",
            trigger: "[data-menu-xmlid='dscsa_compliance_ledger.menu_dscsa_disposal']",
            run: "click",
        },
        {
            content: "The list",
            trigger: ".o_control_panel:contains(Disposals)",
        },
        {
            content: "Propose",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "It says what happens",
            trigger: ".o_form_view .alert-info:contains(gathers the records)",
        },
        {
            content: "Propose",
            trigger: "button[name=action_propose]",
            run: "click",
        },
        {
            content: "One record: the other is under hold",
            trigger: ".oe_stat_button[name=action_view_lines]:contains(Waiting):contains(1)",
        },
        {
            content: "Approve",
            trigger: "button[name=action_approve]",
            run: "click",
        },
        {
            content: "Yes",
            trigger: ".modal .modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "Approved",
            trigger: ".o_arrow_button_current:contains(Approved)",
        },
    ],
});
