import { registry } from "@web/core/registry";
import { givenByTest } from "@dscsa_compliance/../tests/tours/receiving_tour_helpers";
import { checkAccess, dropPicture, FIELD, scanGiven } from "./station_tour_helpers";

const tours = registry.category("web_tour.tours");
const tile = (mode) => ({
    trigger: `.o_dscsa_mode[data-mode=${mode}]`,
    run: "click",
});

tours.add("dscsa_station_receive", {
    steps: () => [
        checkAccess(".o_dscsa_station"),
        // the number on the invoice finds the delivery and is no scan
        scanGiven("order"),
        { trigger: ".o_dscsa_bench .o_dscsa_count:contains(/^0$/)" },
        { trigger: ".o_dscsa_bench .o_dscsa_of:contains(of 3 packages)" },
        scanGiven("labels", 0),
        { trigger: ".o_dscsa_card.o_dscsa_green:contains(Matches seller's data)" },
        dropPicture("picture"),
        { trigger: ".o_dscsa_count:contains(/^2$/)" },
        scanGiven("wrong"),
        { trigger: ".o_dscsa_card.o_dscsa_red .o_dscsa_level:contains(Set this one aside)" },
        { trigger: ".o_dscsa_card .o_dscsa_answer_button[data-key=undo]", run: "click" },
        { trigger: ".o_dscsa_history .o_dscsa_undone" },
        checkAccess(".o_dscsa_station"),
        // reload: the address says which delivery
        {
            trigger: FIELD,
            run() {
                if (!new URLSearchParams(location.search).get("bench")) {
                    throw new Error(`no bench in ${location.href}`);
                }
            },
        },
        scanGiven("labels", 2),
        { trigger: ".o_dscsa_count:contains(/^3$/)" },
        { trigger: ".o_dscsa_presses button[data-key=validate]", run: "click" },
        { trigger: ".o_dscsa_card.o_dscsa_green .o_dscsa_level:contains(Done)" },
        { trigger: ".o_dscsa_next_one", run: "click" },
        { trigger: ".o_dscsa_start .o_dscsa_text" },
    ],
});

tours.add("dscsa_station_first_picture", {
    steps: () => [
        // nobody typed a number: the first package finds its delivery, and counts
        dropPicture("picture"),
        { trigger: ".o_dscsa_bench .o_dscsa_count:contains(/^1$/)" },
        { trigger: ".o_dscsa_card.o_dscsa_green" },
    ],
});

tours.add("dscsa_station_camera", {
    steps: () => [
        {
            content: "A camera that shows the code on a pack",
            trigger: FIELD,
            async run() {
                const image = new Image();
                image.src = `data:image/png;base64,${(await givenByTest()).picture}`;
                await image.decode();
                const canvas = document.createElement("canvas");
                canvas.width = 640;
                canvas.height = 480;
                const context = canvas.getContext("2d");
                const draw = () => {
                    context.fillStyle = "white";
                    context.fillRect(0, 0, 640, 480);
                    context.imageSmoothingEnabled = false;
                    context.drawImage(image, 220, 140, 200, 200);
                };
                draw();
                setInterval(draw, 100);
                const getUserMedia = async () => canvas.captureStream(10);
                Object.defineProperty(navigator, "mediaDevices", {
                    value: { getUserMedia },
                });
            },
        },
        { trigger: ".o_dscsa_camera_button", run: "click" },
        { trigger: ".o_dscsa_count:contains(/^1$/)" },
        { trigger: ".o_dscsa_card.o_dscsa_green" },
        { trigger: ".o_dscsa_camera button:contains(Close camera)", run: "click" },
        { trigger: ".o_dscsa_taking:not(:has(.o_dscsa_camera))" },
        // typing what is printed, by the NDC
        { trigger: ".o_dscsa_typed_button", run: "click" },
        {
            trigger: ".o_dscsa_typed input[inputmode=numeric]",
            async run({ edit }) {
                await edit((await givenByTest()).ndc);
            },
        },
        { trigger: ".o_dscsa_typed label:contains(Serial) input", run: "edit S0002" },
        { trigger: ".o_dscsa_typed label:contains(Lot) input", run: "edit L1" },
        checkAccess(".o_dscsa_typed"),
        { trigger: ".o_dscsa_typed button[type=submit]", run: "click" },
        { trigger: ".o_dscsa_count:contains(/^2$/)" },
    ],
});

tours.add("dscsa_station_look_up", {
    steps: () => [
        tile("look_up"),
        scanGiven("labels", 0),
        { trigger: ".o_dscsa_card.o_dscsa_green:contains(In stock)" },
        { trigger: ".o_dscsa_facts dd:contains(Brook Drug Company)" },
        checkAccess(".o_dscsa_station"),
        { trigger: ".o_dscsa_facts .o_dscsa_presses button:first", run: "click" },
        { trigger: ".o_action_manager:not(:has(.o_dscsa_look_up))" },
    ],
});

tours.add("dscsa_station_count", {
    steps: () => [
        tile("count"),
        { trigger: ".o_dscsa_new_button:contains(Start a stock-take)", run: "click" },
        { trigger: ".o_dscsa_new button[type=submit]", run: "click" },
        { trigger: ".o_dscsa_bench .o_dscsa_of:contains(of 2 packages)" },
        scanGiven("labels", 0),
        { trigger: ".o_dscsa_count:contains(/^1$/)" },
        { trigger: ".o_dscsa_presses button[data-key=close]", run: "click" },
        { trigger: ".modal .btn-primary", run: "click" },
        { trigger: ".o_dscsa_differences:contains(Expected, not seen)" },
    ],
});

tours.add("dscsa_station_use", {
    steps: () => [
        tile("dispensed"),
        { trigger: ".o_dscsa_lead:contains(No patient data)" },
        scanGiven("labels", 0),
        { trigger: ".o_dscsa_bench .o_dscsa_card.o_dscsa_green" },
        { trigger: ".o_dscsa_notice:contains(no controlled-drug record)" },
        checkAccess(".o_dscsa_station"),
    ],
});

tours.add("dscsa_station_return", {
    steps: () => [
        tile("return"),
        scanGiven("labels", 0),
        { trigger: ".o_dscsa_bench .o_dscsa_title:contains(Brook Drug Company)" },
        { trigger: ".o_dscsa_presses button[data-key=validate]", run: "click" },
        { trigger: ".o_dscsa_card .o_dscsa_level:contains(Done)" },
    ],
});

tours.add("dscsa_station_pin", {
    steps: () => [
        { trigger: ".o_dscsa_pin" },
        checkAccess(".modal-content"),
        { trigger: ".o_dscsa_initials", run: "edit LT" },
        { trigger: ".o_dscsa_pad .btn:contains(/^1$/)", run: "click" },
        { trigger: ".o_dscsa_pad button[type=submit]", run: "click" },
        { trigger: ".o_dscsa_pin [role=alert]:contains(wrong)" },
        { trigger: ".o_dscsa_pad .btn:contains(/^4$/)", run: "click" },
        { trigger: ".o_dscsa_pad .btn:contains(/^7$/)", run: "click" },
        { trigger: ".o_dscsa_pad .btn:contains(/^1$/)", run: "click" },
        { trigger: ".o_dscsa_pad .btn:contains(/^3$/)", run: "click" },
        { trigger: ".o_dscsa_pad button[type=submit]", run: "click" },
        { trigger: ".o_dscsa_signed" },
        { trigger: ".o_dscsa_sign_out", run: "click" },
        // a scan while nobody is signed waits, and counts once after signing
        { trigger: ".modal .btn-close", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        scanGiven("labels", 0),
        { trigger: ".o_dscsa_pin .o_dscsa_initials", run: "edit LT" },
        { trigger: ".o_dscsa_pin_field", run: "edit 4713" },
        { trigger: ".o_dscsa_pad button[type=submit]", run: "click" },
        { trigger: ".o_dscsa_bench .o_dscsa_count:contains(/^1$/)" },
    ],
});

tours.add("dscsa_station_self_test", {
    steps: () => [
        { trigger: ".o_dscsa_symbols img" },
        checkAccess(".o_dscsa_station"),
        scanGiven("strange"),
        { trigger: ".o_dscsa_card.o_dscsa_amber" },
        { trigger: ".o_dscsa_use", run: "click" },
        { trigger: ".o_dscsa_card.o_dscsa_green" },
        { trigger: ".o_dscsa_station_bar .o_dscsa_tested" },
    ],
});

tours.add("dscsa_station_two_people", {
    steps: () => [
        scanGiven("labels", 0),
        { trigger: ".o_dscsa_count:contains(/^1$/)" },
        // the other person scans at another bench meanwhile
        { trigger: ".o_dscsa_count:contains(/^2$/)" },
        { trigger: ".o_dscsa_people li:contains(2), .o_dscsa_people li:nth-child(2)" },
        { trigger: ".o_dscsa_history li:contains(dscsa_pharmacist)" },
    ],
});
