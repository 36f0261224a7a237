import { registry } from "@web/core/registry";

/** The app opens on Today; one tap leads to the held package, and back. */
registry.category("web_tour.tours").add("dscsa_today", {
    steps: () => [
        {
            content: "The app opens on Today",
            trigger: ".o_dscsa_today h1:contains(Good)",
        },
        {
            content: "One package is on hold",
            trigger: ".o_dscsa_card[data-key=held] .o_dscsa_card_count:contains(/^1$/)",
        },
        {
            content: "No suspect package",
            trigger: ".o_dscsa_today_quiet .o_dscsa_card[data-key=suspect]",
        },
        {
            content: "The delivery is drawn",
            trigger: ".o_dscsa_graph[data-key=deliveries] canvas",
        },
        {
            content: "To the held package",
            trigger: ".o_dscsa_card[data-key=held]",
            run: "click",
        },
        {
            content: "Its line says why",
            trigger: ".o_list_view .o_data_row:contains(S0008)",
        },
        {
            content: "Back",
            trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item a:contains(Today)",
            run: "click",
        },
        {
            content: "Today again",
            trigger: ".o_dscsa_today .o_dscsa_card[data-key=held]",
        },
    ],
});
