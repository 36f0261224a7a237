"""Results of stock-takes: their titles, and what to do about each."""

from odoo.addons.dscsa_compliance.services.scanning.bench_words import (
    next_step_of,
)

# results of a stock-take that are differences, with their title
RESULTS = [
    ("not_seen", "Expected, not seen"),
    ("unknown", "Not in the register"),
    ("announced", "Announced, never received"),
    ("presumed_used", "Presumed used, but here"),
    ("sold", "Register says: sold"),
    ("returned", "Register says: returned"),
    ("dispensed", "Register says: dispensed"),
    ("destroyed", "Register says: destroyed"),
    ("hold_data", "On hold: waiting for data"),
    ("hold_suspect", "In quarantine: suspect"),
    ("hold_recall", "On hold: recall"),
    ("hold_expired", "Set aside: expired"),
    ("recalled", "Of a recalled lot"),
    ("taken_back", "Taken back by its seller"),
    ("label_differs", "Label and records differ"),
    ("expired", "Expired"),
    ("elsewhere", "By stock in another place"),
    ("other_company", "Of another company"),
    ("lot_only", "Counted by lot only"),
]

RESULT_OF = {
    "OK": False,
    "SEALED": False,
    "NOT_IN_REGISTER": "unknown",
    "NOT_RECEIVED": "unknown",
    "ELSEWHERE": "elsewhere",
    "PRESUMED_USED": "presumed_used",
    "ANNOUNCED": "announced",
    "SOLD": "sold",
    "RETURNED": "returned",
    "DISPENSED": "dispensed",
    "DESTROYED": "destroyed",
    "HELD_DATA": "hold_data",
    "HELD_SUSPECT": "hold_suspect",
    "HELD_RECALL": "hold_recall",
    "HELD_EXPIRED": "hold_expired",
    "WATCHED": "hold_suspect",
    "WATCH_DOUBT": "hold_suspect",
    "RECALLED": "recalled",
    "RECALL_DOUBT": "recalled",
    "TAKEN_BACK": "taken_back",
    "LOT_DIFFERS": "label_differs",
    "EXPIRY_DIFFERS": "label_differs",
    "EXPIRED": "expired",
    "OTHER_COMPANY": "other_company",
    "LOT_HELD": "unknown",
    "LOT_DATE_DIFFERS": "label_differs",
    "LOT_ONLY": "lot_only",
}


def result_step(env, result):
    """What to do about one kind of difference."""
    if result == "not_seen":
        return env._(
            "Look once more. Sold or used without a scan? Else tell who leads."
        )
    code = next((c for c, each in RESULT_OF.items() if each == result), None)
    return next_step_of(env, code, {})
