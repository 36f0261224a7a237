import { scanSenders } from "@dscsa_compliance/scan_panel/scan_service";

export const STATION = "dscsa.station";
export const LOOK_UP = "look_up";
export const SELF_TEST = "self_test";

/**
 * The first scan of a delivery: the server finds or opens the bench it belongs to.
 * It waits in a queue of its own (model "dscsa.station", id the mode) like any other.
 */
scanSenders.add(STATION, async (call, mode, entry) => {
    const { uuid, choice = null, text, picture, at } = entry;
    const method = picture ? "dscsa_open_picture" : "dscsa_open";
    const result = await call(STATION, method, [mode, picture || text, uuid, choice, at]);
    return {
        ...result,
        code: result.code || result.answer?.code,
        level: levelOf(result),
    };
});

/** A question only where a person has something to choose or to begin. */
function levelOf({ found, level, answer, candidates, proposal }) {
    if (found === "one" || found === "choose") {
        return found === "one" ? answer?.level || level : "choose";
    }
    return proposal || candidates?.length ? "ask" : level;
}

/** @returns {{model: string, id: number}|null} of "stock.picking,7" */
export function benchOf(text) {
    const [model, id] = String(text || "").split(",");
    return model && Number(id) ? { model, id: Number(id) } : null;
}
