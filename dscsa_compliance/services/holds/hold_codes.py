"""Findings that only a named pharmacist can settle, whatever data come later.

A recall is no suspicion (FD&C Act, section 581(21) against 21 CFR 7.3(g)): recalled
goods have a hold of their own.
"""

SUSPECT_CODES = frozenset(
    {
        "SERIAL_DISPENSED_BEFORE",
        "SERIAL_DESTROYED_BEFORE",
        "SERIAL_OTHER_SELLER",
        "WATCHLIST_HIT",
        "IN_DOUBT",
        "VRS_SUSPECT",
        "VRS_FAILED",
        "TOLD_STOLEN",
        "TOLD_DESTROYED",
        "TOLD_DISPENSED",
    }
)
# past their date: no data are waited for, and nobody is suspected
EXPIRED_CODES = frozenset({"EXPIRED", "EXPIRED_SHIPPED", "TOLD_EXPIRED"})
RECALL_CODES = frozenset({"RECALLED", "VRS_RECALLED", "TOLD_RECALLED"})
NAMED_CODES = SUSPECT_CODES | RECALL_CODES

# which hold outlasts which: a stronger one takes its place, never the other way
HOLD_RANK = {"data": 1, "expired": 2, "recall": 3, "suspect": 4}
ROLE_RANK = {"hold": 1, "expired": 2, "recall": 3, "quarantine": 4}
# what ends as waste: such goods may be scrapped where they are held
WASTE = frozenset({"expired", "recall"})


def hold_kind(codes):
    """The hold that findings of these codes ask for."""
    if codes & SUSPECT_CODES:
        return "suspect"
    if codes & RECALL_CODES:
        return "recall"
    return "expired" if codes & EXPIRED_CODES else "data"
