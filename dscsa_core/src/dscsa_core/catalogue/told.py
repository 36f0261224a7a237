"""States a seller tells of packages: they are no goods to put on the shelf."""

from ..finding import BLOCK, WARNING
from .rule import NOT_HDA, SERIAL, UNAVAILABLE, Rule, _lt


def _rule(number, code, level, sentence, next_step, hda=UNAVAILABLE):
    return Rule(f"TLD-{number:02}", code, SERIAL, hda, level, sentence, next_step)


RULES = (
    _rule(
        1,
        "TOLD_RECALLED",
        BLOCK,
        _lt("Recalled, by the seller's data: %(examples)s."),
        _lt("Keep it off the shelf and tell the pharmacist. Look for the notice."),
    ),
    _rule(
        2,
        "TOLD_STOLEN",
        BLOCK,
        _lt("Stolen, by the seller's data: %(examples)s."),
        _lt("Set it apart and tell the pharmacist at once: is it a suspect product?"),
    ),
    _rule(
        3,
        "TOLD_EXPIRED",
        BLOCK,
        _lt("Expired, by the seller's data: %(examples)s."),
        _lt("Compare the date on the pack. Keep it off the shelf; call the seller."),
    ),
    _rule(
        4,
        "TOLD_DESTROYED",
        BLOCK,
        _lt("Destroyed, by the seller's data: %(examples)s."),
        _lt("It should not exist. Tell the pharmacist: is it a suspect product?"),
    ),
    _rule(
        5,
        "TOLD_DAMAGED",
        BLOCK,
        _lt("Damaged, by the seller's data: %(examples)s."),
        _lt("Look at the pack. Keep it off the shelf; call the seller."),
    ),
    _rule(
        6,
        "TOLD_RETURNED",
        WARNING,
        _lt("On its way back to a seller, by the data: %(examples)s."),
        _lt("Ask the seller whether it may be sold again."),
        NOT_HDA,
    ),
    _rule(
        7,
        "TOLD_DISPENSED",
        BLOCK,
        _lt("Dispensed before, by the seller's data: %(examples)s."),
        _lt("It should not be for sale. Tell the pharmacist: is it suspect?"),
    ),
    _rule(
        8,
        "TOLD_UNSELLABLE",
        BLOCK,
        _lt("Not fit for sale, by the seller's data: %(examples)s."),
        _lt("Keep it off the shelf and ask the seller why."),
    ),
)
