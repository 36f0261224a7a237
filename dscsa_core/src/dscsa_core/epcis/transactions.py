"""Transaction information and statement (TI/TS) of each shipping event.

FDCA s.581(26), (27). Containers are the packages in the shipment, never the cases
(requirements 4.8); a sealed case of unknown content is reported, not counted.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from .lines import Items, Line, Lines
from .model import Event, Header, Purchase, QuantityElement
from .parties import Parties, Party, Places, Reference, parties_of, references_of
from .shipment import Shipment

if TYPE_CHECKING:
    from .digest import Digest


@dataclass(frozen=True, slots=True)
class Transaction:
    """One change of ownership. Numbers are those of the digest.

    ``position`` of the shipping event in the file; ``date`` of the transaction, else
    of the shipment on the sender's own clock; ``shipped_at`` aware UTC or None.
    ``packages`` the containers with a serial; ``line_of[n]`` the line of
    ``packages[n]``; ``order_of[n]`` a number into ``po``, -1 for none, and empty
    unless the events tell the orders apart. ``tops`` what was named as shipped,
    ``sealed`` cases and ``empty`` logistic units of unknown content, ``others``
    identifiers that are neither. ``uncounted`` are quantities in other units,
    ``declared`` those the shipping event itself names.
    """

    position: int
    event_id: str
    date: date | None
    shipped_at: datetime | None
    parties: Parties
    references: tuple[Reference, ...]
    statement: bool | None
    legal_notice: str
    drop_shipment: bool | None
    direct_purchase: str
    disposition: str
    lines: tuple[Line, ...]
    packages: Sequence[int] = field(repr=False)
    line_of: Sequence[int] = field(repr=False)
    order_of: Sequence[int] = field(repr=False)
    tops: Sequence[int] = field(repr=False)
    sealed: Sequence[int] = field(repr=False)
    empty: Sequence[int] = field(repr=False)
    others: Sequence[int] = field(repr=False)
    nodes: Sequence[int] = field(repr=False)
    purchase: Purchase | None = None
    received_purchase: Purchase | None = None
    uncounted: tuple[QuantityElement, ...] = ()
    declared: tuple[QuantityElement, ...] = ()

    @property
    def seller(self) -> Party | None:
        """Who gives up ownership (TI item I)."""
        return self.parties.seller

    @property
    def buyer(self) -> Party | None:
        """Who gets ownership (TI item J)."""
        return self.parties.buyer

    @property
    def ship_from(self) -> Party | None:
        """Where the goods left."""
        return self.parties.ship_from

    @property
    def ship_to(self) -> Party | None:
        """Where the goods go."""
        return self.parties.ship_to

    def numbers(self, kind: str) -> tuple[str, ...]:
        """Document numbers of one type (``po``, ``inv``, ``desadv``, ``bol`` …)."""
        found = (ref.number for ref in self.references if ref.type == kind)
        return tuple(dict.fromkeys(found))

    @property
    def po(self) -> tuple[str, ...]:
        """Numbers of the purchase orders."""
        return self.numbers("po")

    @property
    def quantity(self) -> int:
        """All containers."""
        return sum(line.quantity for line in self.lines)


def transactions_of(digest: Digest, header: Header) -> list[Transaction]:
    """One transaction per shipment of the digest, in order of time."""
    places, items = Places(header.places), Items(header.items)
    return [_transaction(digest, s, header, places, items) for s in digest.shipments]


def _transaction(
    digest: Digest, shipment: Shipment, header: Header, places: Places, items: Items
) -> Transaction:
    event = shipment.event
    references = references_of((event, *(order for order, _names in shipment.orders)))
    orders = tuple(dict.fromkeys(ref.number for ref in references if ref.type == "po"))
    return Transaction(
        parties=parties_of(event, places, header.receiver),
        references=references,
        statement=header.statement,
        legal_notice=header.legal_notice,
        order_of=_order_of(shipment, orders, len(digest)),
        **_said(event),
        **_goods(digest, shipment, items),
    )


def _said(event: Event) -> dict[str, Any]:
    """What the shipping event says of itself."""
    return {
        "position": event.position,
        "event_id": event.event_id,
        "date": event.transaction_date or local_date(event.time, event.offset),
        "shipped_at": event.time,
        "drop_shipment": event.drop_shipment,
        "direct_purchase": event.direct_purchase,
        "purchase": event.purchase,
        "received_purchase": event.received_purchase,
        "disposition": event.disposition,
        "declared": event.quantities,
    }


def _goods(digest: Digest, shipment: Shipment, items: Items) -> dict[str, Any]:
    """What it holds: the things, and their count by line."""
    load, lines = shipment.load, Lines(digest, items)
    line_of = lines.count(load.packages)
    boxes = {digest.gtin(number) for number in load.nodes}
    elements = (*shipment.event.quantities, *load.quantities)
    uncounted = lines.add_quantities(elements, boxes - {""})
    return {
        "lines": lines.result(),
        "line_of": line_of,
        "uncounted": uncounted,
        "tops": shipment.tops,
        "packages": load.packages,
        "sealed": load.sealed,
        "empty": load.empty,
        "others": load.others,
        "nodes": load.nodes,
    }


def local_date(moment: datetime | None, offset: str) -> date | None:
    """The calendar day on the sender's clock; of UTC where the offset is no offset."""
    if moment is None:
        return None
    try:
        hours, minutes = offset[1:].split(":")
        shift = timedelta(hours=int(hours), minutes=int(minutes))
        zone = timezone(-shift if offset[0] == "-" else shift)
        return moment.astimezone(zone).date()
    except (ValueError, IndexError, OverflowError):
        return moment.astimezone(UTC).date()


def _order_of(shipment: Shipment, orders: Sequence[str], things: int) -> array:
    """Which order each package is for, where several orders are told apart."""
    if len(orders) < 2 or not shipment.orders:
        return array("i")
    number_of = array("i", [-1]) * things
    places = {order: place for place, order in enumerate(orders)}
    for event, packages in shipment.orders:
        for ref in references_of((event,)):
            if ref.type == "po":
                number = places[ref.number]
                for package in packages:
                    number_of[package] = number
    return array("i", [number_of[package] for package in shipment.load.packages])
