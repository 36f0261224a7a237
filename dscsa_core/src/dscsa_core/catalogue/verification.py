"""Answers of the maker's verification service (VRS), and watch lists."""

from ..finding import BLOCK
from .rule import UNAVAILABLE, VERIFICATION, Rule, _lt

RULES = (
    Rule(
        "VRS-01",
        "VRS_FAILED",
        VERIFICATION,
        UNAVAILABLE,
        BLOCK,
        _lt("The maker does not confirm this package: %(reason)s."),
        _lt("Keep it on hold. The pharmacist decides whether it is suspect."),
    ),
    Rule(
        "VRS-04",
        "VRS_RECALLED",
        VERIFICATION,
        UNAVAILABLE,
        BLOCK,
        _lt("The maker knows this package and says it is recalled."),
        _lt("Keep it apart and follow the recall letter."),
    ),
    Rule(
        "VRS-05",
        "VRS_SUSPECT",
        VERIFICATION,
        UNAVAILABLE,
        BLOCK,
        _lt("The maker calls this package suspect."),
        _lt("Stop. Keep it apart and tell the pharmacist at once."),
    ),
    Rule(
        "VRS-06",
        "WATCHLIST_HIT",
        VERIFICATION,
        UNAVAILABLE,
        BLOCK,
        _lt("%(product)s, lot %(lot)s is on an alert: %(reason)s"),
        _lt("Keep it apart and tell the pharmacist."),
    ),
)
