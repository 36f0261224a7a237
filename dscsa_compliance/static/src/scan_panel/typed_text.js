const GTIN_LENGTHS = [8, 12, 13, 14];

/** Whether the number is printed as a GTIN; else it is an NDC the server must look up. */
export function isGtin(number) {
    return GTIN_LENGTHS.includes(number.length) && /^\d+$/.test(number);
}

/**
 * What is printed on a pack as a GS1 text with brackets, for the server to read.
 *
 * @param {{number: string, serial?: string, lot?: string, year?: string,
 *  month?: string, day?: string}} typed year of four digits; without a day the end of
 *  the month is meant, which GS1 writes as day 00
 */
export function bracketedText({ number, serial, lot, year, month, day }) {
    const parts = [`(01)${number.padStart(14, "0")}`];
    if (serial) {
        parts.push(`(21)${serial}`);
    }
    if (year && month) {
        parts.push(`(17)${year.slice(-2)}${month.padStart(2, "0")}${(day || "0").padStart(2, "0")}`);
    }
    if (lot) {
        parts.push(`(10)${lot}`);
    }
    return parts.join("");
}
