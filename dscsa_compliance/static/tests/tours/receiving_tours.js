import { registry } from "@web/core/registry";
import {
    chooseFile,
    openReceipt,
    readFile,
    scanLabels,
    validateReceipt,
} from "./receiving_tour_helpers";

const tours = registry.category("web_tour.tours");

tours.add("dscsa_receive_by_scanning", {
    steps: () => [
        chooseFile("tote.xml"),
        ...readFile("tote.xml"),
        ...openReceipt("Brook Drug Company"),
        { trigger: ".o_dscsa_count:contains(/^0$/)" },
        { trigger: ".o_dscsa_of:contains(of 24 packages)" },
        scanLabels(0, 1),
        { trigger: ".o_dscsa_card.o_dscsa_green:contains(Matches seller's data)" },
        // the same bottle twice: it counts once
        scanLabels(0, 1),
        { trigger: ".o_dscsa_card.o_dscsa_again:contains(Scanned before)" },
        // taken back, and scanned again
        {
            trigger: ".o_dscsa_history li:not(.o_dscsa_undone):first button:contains(Undo)",
            run: "click",
        },
        { trigger: ".o_dscsa_history .o_dscsa_undone" },
        { trigger: ".o_dscsa_count:contains(/^0$/)" },
        scanLabels(0, 24),
        { trigger: ".o_dscsa_count:contains(/^24$/)" },
        { trigger: ".o_dscsa_scan:not(:has(.o_dscsa_queue))" },
        { trigger: ".o_dscsa_sentence:contains(All here)" },
        ...validateReceipt("Everything is on the shelf"),
    ],
});

tours.add("dscsa_one_wrong_bottle", {
    steps: () => [
        chooseFile("tote.xml"),
        ...readFile("tote.xml"),
        ...openReceipt("Brook Drug Company"),
        scanLabels(0, 23),
        { trigger: ".o_dscsa_count:contains(/^23$/)" },
        { trigger: ".o_dscsa_scan:not(:has(.o_dscsa_queue))" },
        scanLabels(23, 24),
        { trigger: ".o_dscsa_card.o_dscsa_red:contains(7K21)" },
        { trigger: ".o_dscsa_card .o_dscsa_level:contains(Set this one aside)" },
        { trigger: ".o_dscsa_marks:contains(1 on hold)" },
        { trigger: "button[name=button_validate]", run: "click" },
        { trigger: ".o_arrow_button_current:contains(Done)" },
        { trigger: ".o_dscsa_sentence:contains(1)" },
        { trigger: ".oe_stat_button[name=action_dscsa_view_discrepancies]", run: "click" },
        { trigger: ".o_content:contains(7K21)" },
    ],
});

tours.add("dscsa_corrected_file", {
    steps: () => [chooseFile("corrected.xml"), ...readFile("corrected.xml")],
});

tours.add("dscsa_put_back", {
    steps: () => [
        {
            trigger: ".o_data_row:contains(7K21) button[name=action_put_back]",
            run: "click",
        },
        { trigger: ".o_content:not(:has(.o_data_row))" },
    ],
});
