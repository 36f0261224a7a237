import { useExternalListener, onMounted, onWillUnmount } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { useBus, useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";

const EVERY = 4000;
// a person who scans fast sends many hints; one question answers them
const HINT_DELAY = 400;

/**
 * Show what others do at a bench: asked every few seconds while the page is seen, at
 * once when the bus gives a hint. The bus is never needed.
 *
 * @param {import("../scan_panel/use_bench").Bench} bench
 */
export function usePolling(bench) {
    const { model, id, queue, scans } = bench;
    const channel = `dscsa_bench/${model}/${id}`;
    const bus = useService("bus_service");
    let timer;
    let isAsking = false;

    async function ask() {
        if (isAsking || document.visibilityState !== "visible" || queue.waiting.length) {
            return;
        }
        isAsking = true;
        try {
            await scans.poll(model, id, queue.overview?.version || null);
        } catch {
            // no connection: the queue says so as soon as there is something to send
        } finally {
            isAsking = false;
        }
    }

    const askSoon = useDebounced(ask, HINT_DELAY);
    const onHint = (detail) => {
        if (detail.model === model && detail.id === id) {
            askSoon();
        }
    };
    useExternalListener(document, "visibilitychange", ask);
    useBus(bus, "BUS:RECONNECT", ask);
    onMounted(() => {
        timer = browser.setInterval(ask, EVERY);
        bus.subscribe("dscsa_bench_changed", onHint);
        bus.addChannel(channel);
    });
    onWillUnmount(() => {
        browser.clearInterval(timer);
        bus.unsubscribe("dscsa_bench_changed", onHint);
        bus.deleteChannel(channel);
    });
}
