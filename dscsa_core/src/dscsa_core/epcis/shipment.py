"""A shipment as the replay meets it: what was named, what that held, what is gone."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from .aggregation import Load
from .model import Event, QuantityElement
from .withdrawal import numbers_of


@dataclass(slots=True)
class Shipment:
    """A shipping event, what was named in it, and what that held at its time.

    ``orders`` are the events that name an order for some of it, each with the
    packages meant; ``gone`` what a later event takes out of it; ``again`` what came
    back to the seller before, so that it may leave him once more.
    """

    row: int
    event: Event
    tops: array
    load: Load
    orders: list[tuple[Event, array]] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)
    again: set[int] = field(default_factory=set)
    cancelled: bool = False

    def numbers(self) -> Iterator[int]:
        """Every thing in the shipment, whatever its level; some of them twice."""
        return chain(self.tops, self.load.numbers())

    def settle(self) -> None:
        """Take out what is gone, keeping the order of the rest.

        When all that was named is gone, what was in it then is gone too, wherever it
        lies since.
        """
        if not self.gone:
            return
        self.tops = self._left(self.tops)
        if not self.tops:
            self.load = Load()
        for name in ("packages", "sealed", "empty", "others"):
            setattr(self.load, name, self._left(getattr(self.load, name)))

    def _left(self, numbers: array) -> array:
        return array("i", [n for n in numbers if n not in self.gone])

    def documents(self) -> frozenset[tuple[str, str]]:
        """(type, number) of the business documents it names."""
        return numbers_of(self.event, *(order for order, _goods in self.orders))

    def cancel(self, counts: Sequence[QuantityElement]) -> None:
        """All of it is cancelled, or these counts of what has no serials."""
        left = [each for each in self.event.quantities if each not in counts]
        if not counts or not (left or self.load.packages or self.load.quantities):
            self.cancelled = True
        else:
            self.event = replace(self.event, quantities=tuple(left))

    def is_void(self) -> bool:
        """Whether later events left nothing of it."""
        load = self.load
        left = load.packages or load.sealed or load.empty or load.others
        return (
            self.cancelled
            or bool(self.gone)
            and not (left or load.quantities or self.event.quantities)
        )
