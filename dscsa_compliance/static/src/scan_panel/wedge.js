import { browser } from "@web/core/browser/browser";
import { separatorListener, GROUP_SEPARATOR } from "./separator";

const SHORTEST_CODE = 3;
const TYPED_INTO =
    "textarea, select, [contenteditable=true], input:not([type=button], [type=checkbox], [type=color], [type=file], [type=image], [type=radio], [type=range], [type=reset], [type=submit])";
// symbology identifier, GS1 keys with and without brackets, Digital Link, EPC
const CODE =
    /^(\][A-Za-z]\d|[([](01|00)[)\]]|01\d{14}|00\d{18}|https?:\/\/.+\/(01|00|8006|414)\/\d|urn:epc:)/i;

/** Whether letters are what the element is for. */
export function isTypedInto(element) {
    return element.matches(TYPED_INTO);
}

/** Whether a text typed in one go can be nothing but a scanned package code. */
export function isPackageCode(text) {
    return CODE.test(text);
}

/**
 * Collects what a scanner types while the focus is anywhere but in its own field.
 *
 * A field for typing keeps what it is given, unless that is a package code: then the
 * field gets back what it held before. Buttons, check boxes, links and the page itself
 * take no letters, so all of them are a scan.
 */
export class WedgeCollector {
    // milliseconds; scanners type faster than people: a longer gap begins something new
    static longestGap = 300;

    /**
     * @param {Object} parts
     * @param {() => HTMLInputElement|null} parts.field the scanner's own field
     * @param {(target: Element) => boolean} parts.isOurs whether keys typed there may
     *  be a scan for this field
     * @param {(text: string) => void} parts.onScan
     */
    constructor({ field, isOurs, onScan }) {
        Object.assign(this, { field, isOurs, onScan });
        this.forget();
        this.keepSeparator = separatorListener((ev) => this.add(GROUP_SEPARATOR, ev));
    }

    forget() {
        browser.clearTimeout(this.timer);
        Object.assign(this, { text: "", restore: null, lastAt: 0, held: "" });
    }

    /** For keydown and keyup of the window, in the capturing phase. */
    onKey(ev) {
        const { target } = ev;
        if (!target.matches || !this.isOurs(target)) {
            this.forget();
            return;
        }
        if (this.keepSeparator(ev)) {
            return;
        }
        if (ev.type === "keyup") {
            this.onKeyup(ev);
        } else if (ev.key === "Enter" || ev.key === "Tab") {
            this.onEnd(ev);
        } else if (ev.key?.length === 1 && !ev.ctrlKey && !ev.altKey && !ev.metaKey) {
            this.onSign(ev);
        }
    }

    /** A blank inside a code would press the button that has the focus. */
    onKeyup(ev) {
        if (ev.key === " " && this.held) {
            this.held = "";
            ev.preventDefault();
        }
    }

    onSign(ev) {
        this.startAnew(ev);
        if (ev.target === this.field()) {
            this.handOver();
            return;
        }
        const isTyping = isTypedInto(ev.target);
        if (!this.text && !isTyping && ev.key === " ") {
            return;
        }
        this.add(ev.key, ev);
        if (!isTyping || ev.target.matches("select")) {
            // Odoo's own collector would report the same code a second time
            ev.stopImmediatePropagation();
        }
        if (!isTyping && ev.key === " ") {
            this.held = " ";
            ev.preventDefault();
        }
    }

    onEnd(ev) {
        this.startAnew(ev);
        if (ev.target === this.field()) {
            this.handOver();
        } else if (this.isScan) {
            ev.preventDefault();
            ev.stopImmediatePropagation();
            this.finish();
        } else {
            this.forget();
        }
    }

    get isScan() {
        const { text, restore } = this;
        return restore ? isPackageCode(text) : text.length >= SHORTEST_CODE;
    }

    /** By the time of the key, not of its handling: a busy page must not cut a code. */
    startAnew({ timeStamp }) {
        if (timeStamp - this.lastAt > WedgeCollector.longestGap) {
            this.forget();
        }
    }

    add(sign, ev) {
        this.startAnew(ev);
        if (ev.target === this.field()) {
            this.handOver(sign);
            return;
        }
        if (!this.text && isTypedInto(ev.target)) {
            this.restore = keeper(ev.target);
        }
        this.text += sign;
        this.lastAt = ev.timeStamp;
        browser.clearTimeout(this.timer);
        // some scanners send no Enter
        this.timer = browser.setTimeout(
            () => this.isScan && this.finish(),
            WedgeCollector.longestGap
        );
    }

    finish() {
        const { text, restore } = this;
        restore?.();
        this.forget();
        this.onScan(text);
    }

    /** The focus came to the scan field in the middle of a code: it goes on there. */
    handOver(sign = "") {
        const given = this.text + sign;
        this.restore?.();
        this.forget();
        const field = this.field();
        if (given) {
            field.setRangeText(given, field.selectionStart, field.selectionEnd, "end");
            field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }
    }
}

/** Gives a field back what it holds now, and tells whoever follows it. */
function keeper(field) {
    const name = field.isContentEditable ? "textContent" : "value";
    const before = field[name];
    return () => {
        if (field[name] !== before) {
            field[name] = before;
            const event = { bubbles: true };
            field.dispatchEvent(new InputEvent("input", event));
            field.dispatchEvent(new Event("change", event));
        }
    };
}
