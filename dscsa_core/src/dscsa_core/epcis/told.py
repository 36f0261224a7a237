"""The state a sender tells of things: recalled, stolen, expired … (CBV, section 7.2).

A state stays until the sender says that the things may be sold again. That they are
shipped or in progress says nothing of it; only of what came back it says enough.
"""

from collections.abc import Iterable

from .model import Event

RECALLED, STOLEN, EXPIRED, DESTROYED = "recalled", "stolen", "expired", "destroyed"
DAMAGED, RETURNED, DISPENSED, UNSELLABLE = (
    "damaged", "returned", "dispensed", "unsellable",
)  # fmt: skip
FIT = "fit"

# from the lightest on: a lighter word never takes the place of a heavier one
_WEIGHT = {
    state: weight
    for weight, state in enumerate(
        (RETURNED, UNSELLABLE, DAMAGED, EXPIRED, DISPENSED, RECALLED, DESTROYED, STOLEN)
    )
}
STATES = tuple(_WEIGHT)
CODES = {state: f"TOLD_{state.upper()}" for state in STATES}

# the longer names are those of CBV 1.0 and 1.1
_DISPOSITIONS = {
    **{state: state for state in (*STATES[:1], *STATES[2:])},
    "disposed": DESTROYED,
    "partially_dispensed": DISPENSED,
    "retail_sold": DISPENSED,
    "non_sellable_damaged": DAMAGED,
    "non_sellable_disposed": DESTROYED,
    "non_sellable_expired": EXPIRED,
    "non_sellable_recalled": RECALLED,
    **dict.fromkeys(
        """non_sellable_other non_sellable_no_pedigree_match no_pedigree_match
        non_conformant needs_replacement unavailable unknown mismatch_instance
        mismatch_class mismatch_quantity""".split(),
        UNSELLABLE,
    ),
    **dict.fromkeys(
        "sellable_accessible sellable_not_accessible available conformant".split(), FIT
    ),
}
_STEPS = {
    "destroying": DESTROYED,
    "dispensing": DISPENSED,
    "retail_selling": DISPENSED,
}


def state_of(event: Event) -> str:
    """The state an event tells of its things, FIT for a good one, else empty."""
    told = [*map(_state, event.states), _state(event.disposition)]
    told.append(_STEPS.get(event.step.lower(), ""))
    bad = [state for state in told if state in _WEIGHT]
    if bad:
        return max(bad, key=_WEIGHT.__getitem__)
    if FIT in told or any(_state(name) in _WEIGHT for name in event.states_ended):
        return FIT
    return ""


def _state(name: str) -> str:
    return _DISPOSITIONS.get(name.lower(), "")


class Told:
    """What is told in order of time: ``states`` {thing: state}, ``fit`` things of
    which a state was taken away again (in other documents too).
    """

    def __init__(self) -> None:
        self.states: dict[int, str] = {}
        self.fit: set[int] = set()

    def tell(self, things: Iterable[int], state: str) -> None:
        """The sender says this of these things."""
        for thing in things:
            before = self.states.get(thing, "")
            if state == FIT:
                if before != DESTROYED:
                    self.states.pop(thing, None)
                    self.fit.add(thing)
            elif _WEIGHT[state] >= _WEIGHT.get(before, 0):
                self.states[thing] = state
                self.fit.discard(thing)

    def left(self, things: Iterable[int]) -> None:
        """Shipped without a word of a state: what had come back is sold again."""
        for thing in things:
            if self.states.get(thing) == RETURNED:
                del self.states[thing]
