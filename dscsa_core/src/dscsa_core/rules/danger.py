"""Which finding is said first: the person with the bottle gets one sentence."""

# the most dangerous first; what is not named comes behind them, by its severity
ORDER = (
    "VRS_SUSPECT",
    "VRS_FAILED",
    "WATCHLIST_HIT",
    "IN_DOUBT",
    "SERIAL_DISPENSED_BEFORE",
    "SERIAL_DESTROYED_BEFORE",
    "SERIAL_OTHER_SELLER",
    "RECALLED",
    "VRS_RECALLED",
    "TOLD_STOLEN",
    "TOLD_RECALLED",
    "TOLD_DESTROYED",
    "TOLD_DISPENSED",
    "TOLD_EXPIRED",
    "TOLD_DAMAGED",
    "SHIPMENT_WITHDRAWN",
    "SHIPMENT_IN_DOUBT",
    "LOT_MISMATCH",
    # no corrected data make goods saleable whose printed date is over
    "EXPIRED",
    "EXPIRY_MISMATCH",
    "SERIAL_ON_HOLD",
    "STATEMENT_NEGATIVE",
)
_RANK = {code: len(ORDER) - place for place, code in enumerate(ORDER)}


def danger(code: str) -> int:
    """How dangerous goods with this finding are; 0: no more than its severity says."""
    return _RANK.get(code, 0)
