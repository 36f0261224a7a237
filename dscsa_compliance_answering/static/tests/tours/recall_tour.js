import { registry } from "@web/core/registry";

/** A technician enters a notice at noon, sees where the lot is, and holds it. */
registry.category("web_tour.tours").add("dscsa_recall", {
    steps: () => [
        {
            content: "A new notice",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "Why",
            trigger: ".o_field_widget[name=reason] input",
            run: "edit Glass in the vials",
        },
        {
            content: "Its number",
            trigger: ".o_field_widget[name=reference] input",
            run: "edit R-12",
        },
        {
            content: "The goods",
            trigger: ".o_field_widget[name=line_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            content: "NDC as on the notice",
            trigger: ".o_field_widget[name=line_ids] .o_field_widget[name=code] input",
            run: "edit 99999-0000-1",
        },
        {
            content: "And the lots",
            trigger: ".o_field_widget[name=line_ids] .o_field_widget[name=lots] textarea",
            run: "edit L1, L5",
        },
        {
            content: "Save: it is looked up at once",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "The answer is in red",
            trigger: ".alert-danger:contains(Take it down now):contains(3 on the shelf)",
        },
        {
            content: "The row says what to do",
            trigger: ".o_field_widget[name=result_ids] .o_data_row:contains(On the shelf)",
        },
        {
            content: "One tap",
            trigger: "button[name=action_hold]",
            run: "click",
        },
        {
            content: "Nothing is on the shelf any more",
            trigger: ".alert-info:contains(3 on hold here)",
        },
        {
            content: "The held packages",
            trigger: "button[name=action_view_held]",
            run: "click",
        },
        {
            content: "Each says why",
            trigger: ".o_data_row:contains(On hold: recalled):contains(R-12)",
        },
    ],
});
