import { _t } from "@web/core/l10n/translation";
import { deserializeDate, deserializeDateTime } from "@web/core/l10n/dates";

const { DateTime } = luxon;

/** How a level looks: never by colour alone. */
export const LEVELS = {
    green: { icon: "fa-check", title: _t("Good") },
    amber: { icon: "fa-exclamation", title: _t("Goes on, with a note") },
    red: { icon: "fa-hand-paper-o", title: _t("Set this one aside") },
    choose: { icon: "fa-question", title: _t("Which is printed on the pack?") },
};

export const STORAGE = {
    fridge: { icon: "fa-snowflake-o", title: _t("Fridge: put it in first") },
    safe: { icon: "fa-lock", title: _t("Safe: controlled drug, put it in first") },
};

/** A day that nobody misreads, as the sentences write it: 31 Mar 2027. */
export function dayText(moment) {
    return moment.toFormat("d MMM yyyy");
}

/** @param {string|false} date YYYY-MM-DD as the server writes it */
export function dateText(date) {
    return date ? dayText(deserializeDate(date)) : "";
}

/** @param {string} stamp UTC date and time; gives the time alone when it is today */
export function timeText(stamp) {
    const local = stamp.includes("T")
        ? DateTime.fromISO(stamp)
        : deserializeDateTime(stamp);
    return local.hasSame(DateTime.local(), "day")
        ? local.toLocaleString(DateTime.TIME_SIMPLE)
        : `${dayText(local)}, ${local.toLocaleString(DateTime.TIME_SIMPLE)}`;
}

/** "Lot 7K21 · Exp 31 Mar 2027 · Serial 1004", of what is known. */
export function identityText({ lot, expiry, serial }) {
    const parts = [
        lot && _t("Lot %s", lot),
        expiry && _t("Exp %s", dateText(expiry)),
        serial && _t("Serial %s", serial),
    ];
    return parts.filter(Boolean).join(" · ");
}
