"""Answers of the maker's verification service (VRS), and watch lists."""

from ..finding import BLOCK, WARNING
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
        "VRS-02",
        "VRS_TIMEOUT",
        VERIFICATION,
        UNAVAILABLE,
        WARNING,
        _lt("The maker could not be asked: no answer since %(date)s."),
        _lt("Neither good nor bad. Ask again; the maker has 24 hours."),
    ),
    Rule(
        "VRS-03",
        "VRS_GTIN_NOT_FOUND",
        VERIFICATION,
        UNAVAILABLE,
        WARNING,
        _lt("The service knows no maker for GTIN %(gtin)s."),
        _lt("Neither good nor bad. Ask the maker whether this GTIN exists."),
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
