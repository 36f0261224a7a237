"""A package leaves one seller once, however often a file tells it.

Three things look alike in a file: a *detail* shipping event (guideline R1.3: one per
order, moments from the main one, same parties), the same shipment told again, and one
serial under two orders. All of them are one shipment; only the first is in order.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from ..errors import Gs1Error
from ..gs1.epc_uri import parse_location
from .model import Event, Typed
from .parties import references_of

if TYPE_CHECKING:
    from .shipment import Shipment

_MOMENTS = timedelta(days=1)


def cancel_repeats(shipments: Sequence[Shipment]) -> None:
    """What is taken out of a shipment is out of its earlier repeats too."""
    taken: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    for shipment in reversed(shipments):
        pair = _pair(shipment.event)
        if taken:
            shipment.gone.update(
                thing
                for thing in shipment.numbers()
                if any(_fits(pair, other) for other in taken.get(thing, ()))
            )
        for thing in shipment.gone:
            taken[thing].add(pair)
        for thing in shipment.again:
            taken.pop(thing, None)


class Once:
    """Takes shipments in order of time; ``result`` has every package in one of them.

    Of two that hold the same the fuller one stays and takes the orders of the other;
    a package in two that differ belongs to the later one. ``tell`` gets the packages
    that were told twice.
    """

    def __init__(self, count: int, tell: Callable[[Iterable[int]], None]) -> None:
        self._owners = array("i", [-1]) * count
        self._tell = tell
        self._kept: dict[int, Shipment] = {}
        self._sizes: list[int] = []
        self._loose: dict[int, frozenset] = {}

    def add(self, shipment: Shipment) -> None:
        """One more shipment."""
        number, owners = len(self._sizes), self._owners
        leaves = array("i", _leaves(shipment))
        self._kept[number] = shipment
        self._sizes.append(len(leaves))
        owner = number
        shared: defaultdict[int, list[int]] = defaultdict(list)
        for thing in leaves:
            if owners[thing] >= 0:
                shared[owners[thing]].append(thing)
        for before, common in sorted(shared.items()):
            if number in self._kept and self._meet(before, number, common):
                owner = before
        for thing in leaves:
            owners[thing] = owner

    def _meet(self, before: int, number: int, common: Sequence[int]) -> bool:
        """Settle two that share things; True when the earlier one took the later."""
        earlier, later = self._kept.get(before), self._kept[number]
        if not earlier or not _fits(_pair(earlier.event), _pair(later.event)):
            return False
        common = [thing for thing in common if thing not in later.again]
        if not common:
            return False
        whole = {len(common) == self._sizes[n]: n for n in (before, number)}
        if True not in whole or not self._merge(before, number, len(common)):
            earlier.gone.update(common)
            self._sizes[before] -= len(common)
            self._tell(common)
            return False
        return number not in self._kept

    def _merge(self, before: int, number: int, common: int) -> bool:
        """One of two, of which one holds all of the other; False if both have more."""
        same = self._sizes[before] == self._sizes[number] == common
        small, big = sorted((before, number), key=lambda n: self._rank(n, same))
        part, main = self._kept[small], self._kept[big]
        if not self._loose_in(small) <= self._loose_in(big):
            return False
        if not _is_detail(part.event, main.event, same=same):
            self._tell(_leaves(part))
        main.orders += [*part.orders, (part.event, part.load.packages)]
        del self._kept[small]
        return True

    def _loose_in(self, number: int) -> frozenset:
        """Amounts without serials in a shipment."""
        found = self._loose.get(number)
        if found is None:
            shipment = self._kept[number]
            amounts = (*shipment.event.quantities, *shipment.load.quantities)
            found = self._loose[number] = frozenset(amounts)
        return found

    def _rank(self, number: int, same: bool) -> tuple:
        event = self._kept[number].event
        told = (event.drop_shipment is not None) + bool(event.direct_purchase)
        return (
            0 if same else self._sizes[number],
            told,
            len(event.references) + len(event.sources) + len(event.destinations),
            -number,
        )

    def result(self) -> list[Shipment]:
        """The shipments that are left, in order."""
        kept = list(self._kept.values())
        for shipment in kept:
            shipment.settle()
        return [shipment for shipment in kept if not shipment.is_void()]


def _leaves(shipment: Shipment) -> Iterator[int]:
    load = shipment.load
    return chain(load.packages, load.sealed, load.empty, load.others)


def _is_detail(part: Event, main: Event, *, same: bool) -> bool:
    """Whether an event tells only which order some of the goods are for.

    It carries no drop flag, purchase statement or transaction date, and no order that
    the main event contradicts. An equal event is no detail, but the same once more.
    """
    if part.drop_shipment is not None or part.direct_purchase or part.transaction_date:
        return False
    if not part.time or not main.time or abs(main.time - part.time) > _MOMENTS:
        return False
    told, more = set(references_of((part,))), set(references_of((main,)))
    if same and told == more:
        return False
    orders, wanted = ({r for r in refs if r.type == "po"} for refs in (told, more))
    return bool(orders) and (not wanted or orders <= wanted)


def _pair(event: Event) -> tuple[str, str]:
    """Who gives up the goods and who gets them, as keys."""
    return (
        _owner(event.sources) or _key(event.read_point),
        _owner(event.destinations),
    )


def _fits(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two events may be of the same parties; silence contradicts nobody."""
    return all(not a or not b or a == b for a, b in zip(one, other, strict=True))


def _owner(given: Sequence[Typed]) -> str:
    for kind in ("owning_party", "possessing_party", "location"):
        for item in given:
            if item.type.strip().lower() == kind and item.value.strip():
                return _key(item.value)
    return ""


@lru_cache(1024)
def _key(text: str) -> str:
    """The location number of a party, else its identifier as given."""
    try:
        return parse_location(text).gln or text.strip()
    except Gs1Error:
        return text.strip()
