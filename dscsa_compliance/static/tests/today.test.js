import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { press, queryAll, queryAllTexts, queryFirst } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    getService,
    mockService,
    mountWithCleanup,
    onRpc,
    preloadBundle,
} from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";

describe.current.tags("desktop");
defineMailModels();
preloadBundle("web.chartjs_lib");

function card(key, level, count, action = "test.list") {
    return {
        key,
        level,
        count,
        sequence: 1,
        title: `Title of ${key}`,
        sentence: `Sentence of ${key}.`,
        icon: "fa-truck",
        action,
    };
}

function page(cards, graphs = []) {
    return {
        greeting: "Good morning, Dana",
        company: "Elm Street Pharmacy",
        sentence: "Some sentence.",
        cards,
        graphs,
        buttons: [
            { key: "delivery", title: "New delivery", icon: "fa-truck", action: "test.new" },
        ],
    };
}

async function mountToday(cards, graphs) {
    onRpc("dscsa.today", "dscsa_today", () => page(cards, graphs));
    await mountWithCleanup(WebClient);
    await getService("action").doAction({ type: "ir.actions.client", tag: "dscsa_today" });
    await animationFrame();
}

test("what waits comes first, red before amber, each with a word for its colour", async () => {
    await mountToday([
        card("quiet", "green", 0),
        card("data", "amber", 2),
        card("suspect", "red", 1),
        card("trial", "grey", false, false),
    ]);
    expect(queryAllTexts(".o_dscsa_today_waiting .o_dscsa_card_title")).toEqual([
        "Title of suspect",
        "Title of data",
    ]);
    expect(queryAllTexts(".o_dscsa_card_level")).toEqual([
        "Do first",
        "To do",
        "In order",
        "For information",
    ]);
    expect(queryAllTexts(".o_dscsa_card_count")).toEqual(["1", "2", "0"]);
    expect(".o_dscsa_today_empty").toHaveCount(0);
});

test("what is still to come is not called quiet", async () => {
    await mountToday([card("receive", "grey", 2), card("data", "green", 0), card("trial", "grey", 0)]);
    expect(queryAllTexts("section h2").slice(1, 3)).toEqual(["Coming up", "All quiet"]);
    expect(queryAllTexts("#o_dscsa_today_coming ~ ul .o_dscsa_card_title")).toEqual([
        "Title of receive",
    ]);
    expect(queryAllTexts("#o_dscsa_today_quiet ~ ul .o_dscsa_card_title")).toEqual([
        "Title of data",
        "Title of trial",
    ]);
});

test("an empty day says so in green", async () => {
    await mountToday([card("quiet", "green", 0)]);
    expect(".o_dscsa_today_empty h2").toHaveText("Nothing waits for you.");
});

test("counting stops at a thousand", async () => {
    await mountToday([card("held", "amber", 1000)]);
    expect(".o_dscsa_card_count").toHaveText("1000+");
});

test("one tap opens the list, narrowed as the server said", async () => {
    const loaded = { type: "ir.actions.act_window", context: { search_default_x: 1 } };
    await mountToday([
        { ...card("held", "amber", 1), domain: [["hold", "=", "data"]] },
        card("none", "green", 0, false),
    ]);
    mockService("action", {
        loadAction: async (name) => ({ ...loaded, name }),
        doAction: ({ name, domain, context }) => expect.step([name, domain, context]),
    });
    const found = getService("action");
    found.loadAction = async (name) => ({ ...loaded, name });
    found.doAction = ({ name, domain, context }) => expect.step([name, domain, context]);
    await contains(".o_dscsa_card[data-key=held]").click();
    expect.verifySteps([["test.list", [["hold", "=", "data"]], {}]]);
    expect(".o_dscsa_card[data-key=none]").toHaveProperty("tagName", "DIV");
});

test("cards are reached and opened by keyboard", async () => {
    await mountToday([card("held", "amber", 1)]);
    const found = getService("action");
    found.loadAction = async (name) => ({ name });
    found.doAction = ({ name }) => expect.step(name);
    queryFirst(".o_dscsa_card[data-key=held]").focus();
    await press("Enter");
    await animationFrame();
    expect.verifySteps(["test.list"]);
});

test("a graph has its numbers as a table", async () => {
    await mountToday(
        [],
        [
            {
                key: "ages",
                title: "By age",
                sentence: "3 open.",
                labels: ["Today", "Older"],
                levels: ["green", "red"],
                series: [{ label: "Open", level: "amber", values: [2, 1] }],
                action: "test.list",
            },
        ]
    );
    expect(".o_dscsa_graph canvas").toHaveCount(1);
    expect(".o_dscsa_graph figcaption").toHaveText(/3 open/);
    const cells = queryAll(".o_dscsa_graph tbody td").map((cell) => cell.textContent);
    expect(cells).toEqual(["2", "1"]);
});
