/**
 * A random UUID (RFC 9562, version 4).
 *
 * `crypto.randomUUID` exists on https and localhost only; pharmacies open Odoo by
 * plain http in their own network too.
 *
 * @returns {string} 36 characters
 */
export function clientUuid() {
    const { crypto } = globalThis;
    if (crypto.randomUUID) {
        return crypto.randomUUID();
    }
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
