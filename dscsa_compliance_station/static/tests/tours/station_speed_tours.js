import { registry } from "@web/core/registry";
import { givenByTest } from "@dscsa_compliance/../tests/tours/receiving_tour_helpers";
import { FIELD, keysOfWedge } from "./station_tour_helpers";

const tours = registry.category("web_tour.tours");
const EVERY = 100;
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** When each answer of the server came and when the screen changed after it. */
function watchAnswers() {
    const answered = [];
    const shown = [];
    const observer = new PerformanceObserver((list) => {
        const scans = list.getEntries().filter(({ name }) => name.endsWith("/dscsa_scan"));
        answered.push(...scans.map(({ responseEnd }) => responseEnd));
    });
    observer.observe({ type: "resource" });
    const target = document.querySelector(".o_dscsa_answers");
    new MutationObserver(() => shown.push(performance.now())).observe(target, {
        childList: true,
        subtree: true,
    });
    return () =>
        answered
            .map((at) => shown.find((time) => time >= at) - at)
            .filter((delay) => !Number.isNaN(delay))
            .sort((a, b) => a - b);
}

tours.add("dscsa_station_burst", {
    steps: () => [
        { trigger: `${FIELD}` },
        {
            content: "Ten scans a second through Odoo's barcode service",
            trigger: FIELD,
            async run() {
                performance.setResourceTimingBufferSize(2000);
                window.dscsaDelays = watchAnswers();
                const { labels } = await givenByTest();
                const began = performance.now();
                for (const [index, label] of labels.entries()) {
                    await wait(Math.max(0, began + index * EVERY - performance.now()));
                    keysOfWedge(label);
                }
            },
        },
        { trigger: ".o_dscsa_count:contains(/^(1\\d\\d|2\\d\\d|300)$/)" },
        { trigger: ".o_dscsa_count:contains(/^(2\\d\\d|300)$/)" },
        { trigger: ".o_dscsa_count:contains(/^300$/)" },
        { trigger: ".o_dscsa_bench:not(:has(.o_dscsa_queue))" },
        {
            content: "Each answer comes onto the screen; how soon is told, not judged",
            trigger: FIELD,
            run() {
                const delays = window.dscsaDelays();
                const median = delays[Math.floor(delays.length / 2)];
                console.log(`answers shown after ${median.toFixed(1)} ms (median)`);
                if (delays.length < 200) {
                    throw new Error(`${delays.length} answers were shown`);
                }
            },
        },
    ],
});

tours.add("dscsa_station_offline", {
    steps: () => [
        {
            content: "The network goes away in the middle",
            trigger: FIELD,
            async run() {
                const { send } = XMLHttpRequest.prototype;
                const { fetch } = window;
                window.dscsaOnline = () => {
                    XMLHttpRequest.prototype.send = send;
                    window.fetch = fetch;
                    window.dispatchEvent(new Event("online"));
                };
                const { labels } = await givenByTest();
                keysOfWedge(labels[0]);
                await wait(1500);
                XMLHttpRequest.prototype.send = function () {
                    setTimeout(() => this.dispatchEvent(new ProgressEvent("error")));
                };
                window.fetch = () => Promise.reject(new TypeError("Failed to fetch"));
                for (const label of labels.slice(1, 5)) {
                    keysOfWedge(label);
                }
            },
        },
        { trigger: ".o_dscsa_queue:contains(No connection):contains(Waiting: 4)" },
        {
            content: "What waits is kept in the browser",
            trigger: FIELD,
            run() {
                const kept = Object.keys(localStorage).filter((key) =>
                    key.startsWith("dscsa_scan/")
                );
                if (kept.length !== 4) {
                    throw new Error(`${kept.length} kept`);
                }
                window.dscsaOnline();
            },
        },
        { trigger: ".o_dscsa_count:contains(/^5$/)" },
        { trigger: ".o_dscsa_bench:not(:has(.o_dscsa_queue))" },
    ],
});
