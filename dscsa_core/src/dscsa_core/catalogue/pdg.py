"""Exception messages exchanged with sellers (PDG)."""

from ..finding import WARNING
from .rule import NOT_HDA, TRANSPORT, Rule, _lt


def _rule(number, code, sentence, next_step):
    return Rule(
        f"PDG-{number:02}", code, TRANSPORT, NOT_HDA, WARNING, sentence, next_step
    )


RULES = (
    _rule(
        1,
        "pdg.json",
        _lt("This answer is no JSON file that can be read."),
        _lt("Ask the seller to answer by plain mail or to send the file again."),
    ),
    _rule(
        2,
        "pdg.shape",
        _lt("This message lacks or misuses: %(place)s."),
        _lt("Ask the seller to answer by plain mail or to send a corrected file."),
    ),
    _rule(
        3,
        "pdg.report",
        _lt("This is a report of a discrepancy, not an answer to one of yours."),
        _lt("Read it as a message of the seller and answer by mail or telephone."),
    ),
    _rule(
        4,
        "pdg.case",
        _lt("This answers case %(case)s, which was not opened here."),
        _lt("Look whether it was meant for another pharmacy, and tell the seller."),
    ),
)
