"""Events of a shipment of one's own: put into use, packed, shipped.

The order and the values are those of the R1.3 guideline's pallet example
(requirements 4.4): units, cases, packing, pallet, packing, one shipping event that
names only what lies outermost.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from . import model
from .model import Event, Purchase, Typed

# At most so many EPCs in one event, so that a reader's memory stays small.
MOST_EPCS = 1000
# Times never go back, and a million packages are made within an hour.
EVENTS_A_SECOND = 100


@dataclass(frozen=True, slots=True)
class Node:
    """A package, case or pallet: EPC URI, lot and expiry (none for a pallet), and
    what lies in it.
    """

    epc: str
    lot: str = ""
    expiry: date | None = None
    children: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """Who ships to whom, when and under which numbers; parties are SGLN URIs.

    ``shipper`` has the goods and is not the seller (a drop shipment).
    """

    made_at: datetime
    shipped_at: datetime
    offset: str
    seller: str
    buyer: str
    ship_from: str = ""
    ship_to: str = ""
    references: tuple[Typed, ...] = ()
    drop_shipment: bool | None = False
    direct_purchase: str = ""
    transaction_date: date | None = None
    shipper: str = ""
    purchase: Purchase | None = None
    received_purchase: Purchase | None = None


def shipment(tops: Iterable[Node], terms: Terms, *, first: int = 1) -> Iterator[Event]:
    """All events of one shipment; ``tops`` may be a generator of a million packages.

    ``first`` is the position of the first event. What lies outermost is kept until
    the end, everything below it is not.
    """
    position, shipped = first, []
    for top in tops:
        for event in _history(top, terms, position):
            yield event
            position += 1
        shipped.append(top.epc)
    yield shipping(shipped, terms, position)


def shipping(epcs: Iterable[str], terms: Terms, position: int) -> Event:
    """The event that these things leave; they are what lies outermost."""
    place = terms.ship_from or terms.seller
    return Event(
        position,
        model.OBJECT,
        terms.shipped_at,
        terms.offset,
        action="OBSERVE",
        step="shipping",
        disposition="in_transit",
        read_point=place,
        epcs=tuple(epcs),
        references=terms.references,
        sources=_parties(terms.seller, place, terms.shipper),
        destinations=_parties(terms.buyer, terms.ship_to or terms.buyer),
        drop_shipment=terms.drop_shipment,
        direct_purchase=terms.direct_purchase,
        purchase=terms.purchase,
        received_purchase=terms.received_purchase,
        transaction_date=terms.transaction_date,
    )


def _parties(owner: str, place: str, holder: str = "") -> tuple[Typed, ...]:
    held = (Typed("possessing_party", holder),) if holder else ()
    return Typed("owning_party", owner), *held, Typed("location", place)


def _history(top: Node, terms: Terms, position: int) -> Iterator[Event]:
    """Commissioning level by level from the inside, each level packed at once."""
    for level in reversed(_levels(top)):
        for what, epcs in _alike(level):
            yield _event(position, terms, "commissioning", "active", epcs, **what)
            position += 1
        for node in level:
            if node.children:
                epcs = tuple(child.epc for child in node.children)
                yield _event(
                    position,
                    terms,
                    "packing",
                    "in_progress",
                    epcs,
                    parent=node.epc,
                )
                position += 1


def _levels(top: Node) -> list[list[Node]]:
    levels = [[top]]
    while below := [child for node in levels[-1] for child in node.children]:
        levels.append(below)
    return levels


def _alike(level: Sequence[Node]) -> Iterator[tuple[dict, tuple[str, ...]]]:
    """Nodes of one lot and expiry, a thousand at a time."""
    groups: dict[tuple[str, date | None], list[str]] = {}
    for node in level:
        groups.setdefault((node.lot, node.expiry), []).append(node.epc)
    for (lot, expiry), epcs in groups.items():
        for start in range(0, len(epcs), MOST_EPCS):
            part = tuple(epcs[start : start + MOST_EPCS])
            yield {"lot": lot, "expiry": expiry}, part


def _event(
    position: int,
    terms: Terms,
    step: str,
    disposition: str,
    epcs: tuple[str, ...],
    **rest: Any,
) -> Event:
    place = terms.ship_from or terms.seller
    return Event(
        position,
        model.AGGREGATION if "parent" in rest else model.OBJECT,
        terms.made_at + timedelta(seconds=position // EVENTS_A_SECOND),
        terms.offset,
        action="ADD",
        step=step,
        disposition=disposition,
        read_point=place,
        location=place,
        epcs=epcs,
        **rest,
    )
