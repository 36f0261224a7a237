import { registry } from "@web/core/registry";

/** A button of the head of a form, which a phone may hide in a menu. */
function head(name) {
    return [
        {
            content: `Where ${name} is`,
            trigger: ".o_form_view .o_statusbar_buttons button",
            run() {
                const toggle = document.querySelector(".o_statusbar_buttons .dropdown-toggle");
                if (toggle && !document.querySelector(`button[name=${name}]`)) {
                    toggle.click();
                }
            },
        },
        { content: `Press ${name}`, trigger: `button[name=${name}]`, run: "click" },
    ];
}

registry.category("web_tour.tours").add("dscsa_illegitimate_on_a_phone", {
    steps: () => [
        ...head("action_decide"),
        {
            content: "It is illegitimate",
            trigger: ".modal .o_field_widget[name=decision] label:contains(illegitimate)",
            run: "click",
        },
        {
            content: "Which kind",
            trigger: ".modal .o_field_widget[name=classification] label:contains(Counterfeit)",
            run: "click",
        },
        {
            content: "Why",
            trigger: ".modal .o_field_widget[name=conclusion] textarea",
            run: "edit The maker never made this serial number",
        },
        { trigger: ".modal button[name=action_decide]", run: "click" },
        { content: "The clock", trigger: ".o_form_view .alert-danger:contains(Illegitimate)" },
        { trigger: ".o_notebook a[name=notices]", run: "click" },
        {
            content: "Whom it came from",
            trigger: ".o_field_widget[name=notice_ids] .o_kanban_record:contains(Brook)",
            run: "click",
        },
        { trigger: ".modal button[name=action_draft]", run: "click" },
        {
            content: "A draft a person sends",
            trigger: ".modal:last .odoo-editor-editable:contains(Classification: Counterfeit)",
        },
        { trigger: ".modal:last button:contains(Discard)", run: "click" },
        {
            content: "The notice says how it was told, later",
            trigger: ".modal:not(:has(.odoo-editor-editable)) .o_field_widget[name=how]",
        },
        { trigger: ".modal .modal-footer button:contains(Discard)", run: "click" },
        { content: "Back at the case", trigger: "body:not(:has(.modal))" },
        ...head("action_form3911"),
        {
            content: "The sheet, filled in",
            trigger: ".o_form_view .o_dscsa_copy_lines:contains(Counterfeit)",
        },
    ],
});
