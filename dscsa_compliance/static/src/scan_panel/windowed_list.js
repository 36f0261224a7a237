import { onMounted, useExternalListener, useState } from "@odoo/owl";
import { throttleForAnimation } from "@web/core/utils/timing";

// rows drawn above and below what is seen, so that a flick shows no gap
const SPARE = 12;

/**
 * Draw only the rows of a long list that can be seen, whatever scrolls around it.
 *
 * @param {{el: HTMLElement|null}} list the element whose children are the rows
 * @param {number} height of every row, in CSS pixels
 * @returns {{of: (rows: Object[]) => Object}} `of(rows)` gives the `rows` to draw, the
 *  index of the first, and the space `before` and `after` them in pixels
 */
export function useWindowedList(list, height) {
    const seen = useState({ from: 0, to: 60 });
    const measure = () => {
        if (!list.el) {
            return;
        }
        const { top } = list.el.getBoundingClientRect();
        const first = Math.floor(-top / height) - SPARE;
        const last = Math.ceil((window.innerHeight - top) / height) + SPARE;
        // in steps, so that not every pixel draws anew
        seen.from = Math.max(0, first - (first % SPARE));
        seen.to = Math.max(0, last + SPARE - (last % SPARE));
    };
    const onScroll = throttleForAnimation(measure);
    useExternalListener(document, "scroll", onScroll, { capture: true, passive: true });
    useExternalListener(window, "resize", onScroll);
    onMounted(measure);
    return {
        of(rows) {
            const from = Math.min(seen.from, Math.max(0, rows.length - 1));
            const to = Math.min(seen.to, rows.length);
            return {
                first: from,
                rows: rows.slice(from, to),
                before: from * height,
                after: (rows.length - to) * height,
            };
        },
    };
}
