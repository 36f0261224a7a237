"""Transaction information and statement (TI/TS) of each shipping event.

FDCA s.581(26), (27). Containers are the packages in the shipment, never the cases
(requirements 4.8); a sealed case of unknown content is reported, not counted.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from ..errors import Gs1Error
from ..gs1.epc_uri import parse_epc
from .model import Event, Header, Item, QuantityElement
from .parties import Parties, Party, Places, Reference, parties_of, references_of
from .replay import Shipment

if TYPE_CHECKING:
    from .digest import Digest

# UN/CEFACT codes for "one" beside the empty unit of measure.
_PIECES = frozenset(("", "EA", "H87", "C62"))
_NO_ITEM = Item("")


@dataclass(frozen=True, slots=True)
class Line:
    """Containers of one GTIN, lot and expiry. ``serials`` of the ``quantity`` have a
    serial in the file; the rest is told by lot only. Texts are the sender's.
    """

    gtin: str
    lot: str
    expiry: date | None
    quantity: int
    serials: int = 0
    ndc: str = ""
    name: str = ""
    strength: str = ""
    dosage_form: str = ""
    container_size: str = ""
    manufacturer: str = ""


@dataclass(frozen=True, slots=True)
class Transaction:
    """One change of ownership. Numbers are those of the digest.

    ``position`` of the shipping event in the file; ``date`` of the transaction, else
    of the shipment on the sender's own clock; ``shipped_at`` aware UTC or None.
    ``packages`` the containers with a serial; ``line_of[n]`` the line of
    ``packages[n]``; ``order_of[n]`` a number into ``po``, -1 for none, and empty
    unless the events tell the orders apart. ``tops`` what was named as shipped,
    ``sealed`` cases and ``empty`` logistic units of unknown content, ``others``
    identifiers that are neither. ``uncounted`` are quantities in other units.
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
    uncounted: tuple[QuantityElement, ...] = ()

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
    places, items = Places(header.places), _Items(header.items)
    return [_transaction(digest, s, header, places, items) for s in digest.shipments]


def _transaction(
    digest: Digest, shipment: Shipment, header: Header, places: Places, items: _Items
) -> Transaction:
    event, load = shipment.event, shipment.load
    lines = _Lines(digest, items)
    line_of = lines.count(load.packages)
    uncounted = lines.add_quantities((*event.quantities, *load.quantities))
    references = references_of((event, *(order for order, _names in shipment.orders)))
    orders = tuple(dict.fromkeys(ref.number for ref in references if ref.type == "po"))
    return Transaction(
        position=event.position,
        event_id=event.event_id,
        date=event.transaction_date or local_date(event.time, event.offset),
        shipped_at=event.time,
        parties=parties_of(event, header, places),
        references=references,
        statement=header.statement,
        legal_notice=header.legal_notice,
        drop_shipment=event.drop_shipment,
        direct_purchase=event.direct_purchase,
        disposition=event.disposition,
        lines=lines.result(),
        packages=load.packages,
        line_of=line_of,
        order_of=_order_of(shipment, orders),
        tops=shipment.tops,
        sealed=load.sealed,
        empty=load.empty,
        others=load.others,
        nodes=load.nodes,
        uncounted=uncounted,
    )


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


def _order_of(shipment: Shipment, orders: Sequence[str]) -> array:
    """Which order each package is for, where several orders are told apart."""
    number_of: dict[int, int] = {}
    if len(orders) < 2:
        return array("i")
    for event, packages in shipment.orders:
        for ref in references_of((event,)):
            if ref.type == "po":
                number_of.update(dict.fromkeys(packages, orders.index(ref.number)))
    if not number_of:
        return array("i")
    return array("i", (number_of.get(n, -1) for n in shipment.load.packages))


class _Items:
    """Master data by GTIN; another packing level of the product lends its texts."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._exact: dict[str, Item] = {}
        self._product: dict[str, Item] = {}
        for item in items:
            if item.gtin:
                self._exact.setdefault(item.gtin, item)
                self._product.setdefault(item.gtin[1:13], item)

    def texts(self, gtin: str) -> dict[str, str]:
        """The descriptive fields of a Line."""
        exact = self._exact.get(gtin, _NO_ITEM)
        near = self._product.get(gtin[1:13], _NO_ITEM)
        names = ("ndc", "name", "strength", "dosage_form", "manufacturer")
        texts = {name: getattr(exact, name) or getattr(near, name) for name in names}
        return texts | {"container_size": exact.container_size}


class _Lines:
    """Counts containers by GTIN, lot and expiry."""

    def __init__(self, digest: Digest, items: _Items) -> None:
        self._digest, self._items = digest, items
        self._number_of: dict[tuple, int] = {}
        self._serials: list[int] = []
        self._loose: list[int] = []

    def count(self, packages: Sequence[int]) -> array:
        """Count serialised packages; the number of the line of each."""
        known: dict[tuple[int, int], int] = {}
        line_of = array("i")
        sorts = self._digest.sorts(packages)
        for package, sort in zip(packages, sorts, strict=True):
            number = known.get(sort)
            if number is None:
                key = (self._digest.gtin(package), *self._digest.lot_of(package))
                number = known[sort] = self._line(key)
            self._serials[number] += 1
            line_of.append(number)
        return line_of

    def _line(self, key: tuple) -> int:
        number = self._number_of.get(key)
        if number is None:
            number = self._number_of[key] = len(self._serials)
            self._serials.append(0)
            self._loose.append(0)
        return number

    def add_quantities(
        self, elements: Iterable[QuantityElement]
    ) -> tuple[QuantityElement, ...]:
        """Count what has no serials; what cannot be counted is given back.

        A quantity of a GTIN whose packages are in the shipment by serial is a summary
        of them, as some senders add it.
        """
        serialised = {key[0] for key in self._number_of}
        left = []
        for element in elements:
            gtin, lot = _class_of(element.epc_class)
            number = element.quantity
            if not gtin or element.uom.upper() not in _PIECES or not _is_count(number):
                left.append(element)
            elif gtin not in serialised:
                told_lot, expiry = self._digest.classes.get(
                    element.epc_class, ("", None)
                )
                line = self._line((gtin, lot or told_lot, expiry))
                self._loose[line] += int(number)
        return tuple(left)

    def result(self) -> tuple[Line, ...]:
        """The lines in the order their first package was met."""
        return tuple(
            Line(
                *key,
                self._serials[number] + self._loose[number],
                self._serials[number],
                **self._items.texts(key[0]),
            )
            for key, number in self._number_of.items()
        )


def _class_of(text: str) -> tuple[str, str]:
    """(GTIN, lot) of a class identifier; empty for anything else."""
    try:
        epc = parse_epc(text)
    except Gs1Error:
        return "", ""
    return epc.gtin, epc.lot


def _is_count(number: float | None) -> bool:
    return number is not None and number > 0 and float(number).is_integer()
