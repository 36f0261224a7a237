import { registry } from "@web/core/registry";

/**
 * A whole delivery of 140 packages with the TI/TS in the seller's portal, on a company
 * nobody set up. Every step a hand makes (a click, or a field to fill) counts: ten at
 * most. Steps without `run` only look.
 */
registry.category("web_tour.tours").add("dscsa_portal_delivery", {
    url: "/odoo/dscsa-receive",
    steps: () => [
        {
            content: "Receive in the DSCSA menu",
            trigger: "[data-menu-xmlid='dscsa_compliance.menu_dscsa_receiving']",
            run: "click",
        },
        {
            content: "New delivery",
            trigger: "[data-menu-xmlid='dscsa_compliance.menu_dscsa_new_delivery']",
            run: "click",
        },
        {
            content: "Name at the head of the invoice",
            trigger: ".modal .o_field_widget[name=new_seller] input",
            run: "edit Larch Valley Drug",
        },
        {
            content: "Invoice number",
            trigger: ".modal .o_field_widget[name=invoice] input",
            run: "edit 90210",
        },
        {
            content: "How many packages the invoice has",
            trigger: ".modal .o_field_widget[name=package_count] input",
            run: "edit 140",
        },
        {
            content: "TI/TS is in the portal, I see it now",
            trigger: ".modal .o_field_widget[name=is_seen] input[type=checkbox]",
            run: "click",
        },
        {
            content: "All here",
            trigger: ".modal button[name=action_receive]",
            run: "click",
        },
        {
            content: "The delivery is closed",
            trigger: ".o_form_view .o_arrow_button_current:contains(Done)",
        },
    ],
});
