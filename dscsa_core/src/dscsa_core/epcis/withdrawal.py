"""What a document takes back: shipments, declared errors, serials out of use.

Worked out for the document itself by the replay; what it means for shipments of other
documents is for whoever knows those.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .model import Event
from .parties import references_of

VOID, DECLARED, RETIRED = "void", "declared", "retired"
# the numbers that name one delivery, then those that may stand for several
_NUMBERS = (("desadv", "bol"), ("inv",), ("po",))


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One event that takes something back.

    ``how``: ``void`` (a shipment is cancelled), ``declared`` (the event of this id or
    content is declared an error), ``retired`` (packages are out of use). ``things``
    are the numbers named, with what this document knows to lie in them; empty where
    only documents are named. ``is_found``: this document itself tells what is taken
    back.
    """

    how: str
    event: Event
    things: Sequence[int] = field(default_factory=lambda: array("i"))
    is_found: bool = False

    @property
    def names_no_goods(self) -> bool:
        """Whether only document numbers say what is meant."""
        return not self.things and not self.event.quantities


def same_delivery(said: Iterable[tuple[str, str]], told: Iterable[tuple[str, str]]):
    """Whether two sets of (type, number) name the same delivery; None if they cannot
    tell. The narrowest kind of number both give decides.

    >>> same_delivery([("po", "P1"), ("inv", "D1")], [("po", "P1"), ("inv", "D2")])
    False
    """
    said, told = set(said), set(told)
    for kinds in _NUMBERS:
        mine, theirs = (
            {number for kind, number in given if kind in kinds}
            for given in (said, told)
        )
        if mine and theirs:
            return bool(mine & theirs)
    return None


def numbers_of(*events: Event) -> frozenset[tuple[str, str]]:
    """(type, number) of all business documents the events name."""
    return frozenset((ref.type, ref.number) for ref in references_of(events))
