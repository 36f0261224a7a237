"""Findings that only a named pharmacist can settle, whatever data come later."""

SUSPECT_CODES = frozenset(
    {
        "SERIAL_DISPENSED_BEFORE",
        "SERIAL_DESTROYED_BEFORE",
        "SERIAL_OTHER_SELLER",
        "RECALLED",
        "WATCHLIST_HIT",
        "VRS_RECALLED",
        "VRS_SUSPECT",
        "VRS_FAILED",
    }
)
