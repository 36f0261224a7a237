const GROUP_SEPARATOR = "\x1d";
// what is typed on the number pad with Alt held for the character 29
const ALT_CODES = new Set(["29", "029", "0029"]);

/**
 * Keeps the group separator (GS, character 29) of scanners that type as a keyboard.
 *
 * They send it as Ctrl+] or as Alt and a number, which browsers and Odoo's barcode
 * service turn into "]" or "29". Returns a function for keydown and keyup events: it
 * gives true when the event was part of a separator and was used up.
 *
 * @param {(target: EventTarget) => void} onSeparator
 */
export function separatorListener(onSeparator) {
    let digits = "";
    return function (ev) {
        if (ev.type === "keydown" && ev.ctrlKey && ev.key === "]") {
            onSeparator(ev.target);
        } else if (ev.type === "keydown" && ev.altKey && /^Numpad\d$/.test(ev.code)) {
            digits += ev.code.slice(-1);
        } else if (ev.type === "keyup" && ev.key === "Alt" && ALT_CODES.has(digits)) {
            digits = "";
            onSeparator(ev.target);
        } else {
            digits = ev.key === "Alt" && ev.type === "keydown" ? "" : digits;
            return false;
        }
        ev.preventDefault();
        ev.stopPropagation();
        return true;
    };
}

/** Put the separator where the scanner was typing: into a field, or to Odoo's bus. */
export function typeSeparator(target) {
    if (target.matches?.("input, textarea")) {
        const { selectionStart, selectionEnd } = target;
        target.setRangeText(GROUP_SEPARATOR, selectionStart, selectionEnd, "end");
        target.dispatchEvent(new InputEvent("input", { bubbles: true }));
    } else {
        const event = { key: GROUP_SEPARATOR, bubbles: true, cancelable: true };
        target.dispatchEvent(new KeyboardEvent("keydown", event));
    }
}
