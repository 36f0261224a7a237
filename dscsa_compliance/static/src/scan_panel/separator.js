export const GROUP_SEPARATOR = "\x1d";
// what is typed on the number pad with Alt held for the character 29
const ALT_CODES = new Set(["29", "029", "0029"]);

/**
 * Keeps the group separator (GS, character 29) of scanners that type as a keyboard.
 *
 * They send it as Ctrl+] or as Alt and a number, which browsers and Odoo's barcode
 * service turn into "]" or "29". Returns a function for keydown and keyup events: it
 * gives true when the event was part of a separator and was used up.
 *
 * @param {(ev: KeyboardEvent) => void} onSeparator
 */
export function separatorListener(onSeparator) {
    let digits = "";
    return function (ev) {
        if (ev.type === "keydown" && ev.ctrlKey && ev.key === "]") {
            onSeparator(ev);
        } else if (ev.type === "keydown" && ev.altKey && /^Numpad\d$/.test(ev.code)) {
            digits += ev.code.slice(-1);
        } else if (ev.type === "keyup" && ev.key === "Alt" && ALT_CODES.has(digits)) {
            digits = "";
            onSeparator(ev);
        } else {
            digits = ev.key === "Alt" && ev.type === "keydown" ? "" : digits;
            return false;
        }
        ev.preventDefault();
        ev.stopImmediatePropagation();
        return true;
    };
}
