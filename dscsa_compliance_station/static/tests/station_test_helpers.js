import { getService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";
import { answerScans, answerWith, overviewWith } from "@dscsa_compliance/../tests/scan_test_helpers";

export const STATE = {
    company: "Elm Street Pharmacy",
    user: "Lee",
    modes: [
        { key: "receive", title: "Receive", sentence: "Scan.", icon: "fa-truck", model: "stock.picking" },
        { key: "look_up", title: "What is this?", sentence: "Scan.", icon: "fa-search", model: false },
    ],
    scanner_tested_at: false,
    pin: { required: false, signed_as: false },
    open: [],
};

/** An overview as the server gives it to the station. */
export function benchWith(values = {}) {
    return overviewWith({
        version: "1",
        title: "WH/IN/00007",
        is_open: true,
        mode: "receive",
        next: "Scan the first package.",
        storage_first: false,
        people: [],
        buttons: [],
        notice: false,
        partial: false,
        ...values,
    });
}

export function opened(values = {}) {
    return {
        found: "one",
        model: "stock.picking",
        id: 7,
        candidates: [],
        sentence: "",
        next_step: "",
        level: "green",
        code: false,
        answer: false,
        readings: [],
        proposal: false,
        is_goods: false,
        ...values,
    };
}

export function stationAnswer(values = {}) {
    return answerWith({ overview: benchWith({ scanned: 1, missing: 23 }), ...values });
}

export async function openStation({ state = STATE, overview = benchWith(), bench, ...given } = {}) {
    onRpc("dscsa.station", "dscsa_state", () => state);
    onRpc("stock.picking", "dscsa_poll", () => false);
    answerScans({ overview, ...given });
    await mountWithCleanup(WebClient);
    const params = bench ? { bench: "stock.picking,7" } : {};
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "dscsa_station",
        params,
    });
}
