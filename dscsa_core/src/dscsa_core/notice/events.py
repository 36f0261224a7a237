"""Shipping notices → events of the one event model.

Nothing is invented: no commissioning, no packing. Packages are observed with the lot
and expiry that were told, what lies in what is observed, and the shipment is one
shipping event.
"""

from collections.abc import Iterable, Iterator, Sequence

from ..epcis import model
from ..epcis.make import MOST_EPCS
from ..epcis.model import ErrorDeclaration, Event, Header, QuantityElement, Typed
from ..errors import Gs1Error
from ..finding import Finding
from ..gs1.epc_encode import (
    company_prefix_length,
    gtin_pattern_uri,
    lgtin_uri,
    sgtin_uri,
    sscc_uri,
)
from .model import Goods, Notice

# Where nothing tells the length of a company prefix; the key does not depend on it.
_USUAL_PREFIX = 7


class NoticeReader:
    """What ``epcis.reader.Reader`` is for EPCIS files: header, events, findings."""

    def __init__(
        self, header: Header, notices: Sequence[Notice], findings: list[Finding]
    ) -> None:
        self.header, self.notices, self.findings = header, notices, findings

    def events(self) -> Iterator[Event]:
        """The events of all notices; see ``shipping_positions`` for their numbers."""
        free = len(self.notices) + 1
        for number, notice in enumerate(self.notices, 1):
            for event in events_of(notice, number, free):
                yield event
                free = max(free, event.position + 1)


def shipping_positions(notices: Iterable[Notice]) -> list[int]:
    """Position of the shipping event of each notice, 0 for one that is withdrawn.

    They are numbered before all others, so that a notice keeps its number when more
    of its goods can be read later.
    """
    return [0 if n.withdrawn else number for number, n in enumerate(notices, 1)]


def events_of(notice: Notice, number: int, first: int) -> Iterator[Event]:
    """The events of one notice: the shipping event is ``number``, the others count
    from ``first``.
    """
    position = first
    if not notice.withdrawn:
        for event in _contents(notice, position):
            yield event
            position += 1
    yield _shipping(notice, number)
    if notice.withdrawn:
        return
    for offset, (order, goods) in enumerate(notice.orders):
        named = [notice.goods[index] for index in goods]
        epcs = tuple(uri for each in named for uri in _serial_uris(each))
        if epcs:
            yield _order(notice, position + offset, order, epcs)


def _contents(notice: Notice, position: int) -> Iterator[Event]:
    """What the packages are, then what lies in what."""
    for goods in notice.goods:
        for event in _told(notice, goods, position):
            yield event
            position += 1
    inside: dict[str, list[Goods]] = {}
    for goods in notice.goods:
        if goods.holder:
            inside.setdefault(goods.holder, []).append(goods)
    inner: dict[str, list[str]] = {}
    for outer, unit in notice.packing:
        inner.setdefault(outer, []).append(_unit_uri(unit))
    for unit in dict.fromkeys((*inside, *inner)):
        yield _packed(notice, position, unit, inside.get(unit, ()), inner.get(unit, ()))
        position += 1


def _told(notice: Notice, goods: Goods, position: int) -> Iterator[Event]:
    """Lot and expiry of these goods, observed by the sender."""
    elements = _elements(goods)
    uris = _serial_uris(goods)
    starts = range(0, len(uris), MOST_EPCS) or range(bool(elements))
    for part in (tuple(uris[start : start + MOST_EPCS]) for start in starts):
        yield Event(
            position,
            model.OBJECT,
            notice.shipped_at,
            notice.offset,
            action="OBSERVE",
            epcs=part,
            quantities=elements,
            lot=goods.lot,
            expiry=goods.expiry,
        )
        position, elements = position + 1, ()


def _packed(
    notice: Notice,
    position: int,
    unit: str,
    goods: Iterable[Goods],
    inner: Iterable[str],
) -> Event:
    goods = tuple(goods)
    return Event(
        position,
        model.AGGREGATION,
        notice.shipped_at,
        notice.offset,
        action="OBSERVE",
        parent=_unit_uri(unit),
        epcs=(*(uri for each in goods for uri in _serial_uris(each)), *inner),
        quantities=tuple(e for each in goods for e in _elements(each)),
    )


def _shipping(notice: Notice, position: int) -> Event:
    """The one event that makes it a transaction; names what lies outermost."""
    loose = [goods for goods in notice.goods if not goods.holder]
    error = ErrorDeclaration(notice.shipped_at, "did_not_occur")
    return Event(
        position,
        model.OBJECT,
        notice.shipped_at,
        notice.offset,
        event_id=notice.number,
        action="OBSERVE",
        step="shipping",
        disposition="in_transit",
        epcs=(
            *map(_unit_uri, _outermost(notice)),
            *(uri for goods in loose for uri in _serial_uris(goods)),
        ),
        quantities=tuple(e for goods in loose for e in _elements(goods)),
        references=notice.references,
        sources=_parties(notice.seller, notice.ship_from),
        destinations=_parties(notice.buyer, notice.ship_to),
        drop_shipment=notice.drop_shipment,
        direct_purchase=notice.direct_purchase,
        transaction_date=notice.day,
        error=error if notice.withdrawn else None,
    )


def _outermost(notice: Notice) -> list[str]:
    """Totes and pallets that lie in no other."""
    within = {unit for _outer, unit in notice.packing}
    holders = (
        *(goods.holder for goods in notice.goods if goods.holder),
        *(outer for outer, _unit in notice.packing),
        *notice.units,
    )
    return [unit for unit in dict.fromkeys(holders) if unit not in within]


def _order(notice: Notice, position: int, order: str, epcs: tuple[str, ...]) -> Event:
    return Event(
        position,
        model.TRANSACTION,
        notice.shipped_at,
        notice.offset,
        action="OBSERVE",
        epcs=epcs,
        references=(Typed("po", order),),
    )


def _parties(owner: model.Place | None, place: model.Place | None) -> tuple[Typed, ...]:
    given = (("owning_party", owner), ("location", place))
    return tuple(Typed(kind, party.id) for kind, party in given if party)


def _serial_uris(goods: Goods) -> list[str]:
    length = _prefix(goods.gtin) if goods.serials else 0
    return [sgtin_uri(goods.gtin, serial, length) for serial in goods.serials]


def _elements(goods: Goods) -> tuple[QuantityElement, ...]:
    if goods.quantity <= 0:
        return ()
    length = _prefix(goods.gtin)
    if goods.lot:
        name = lgtin_uri(goods.gtin, goods.lot, length)
    else:
        name = gtin_pattern_uri(goods.gtin, length)
    return (QuantityElement(name, goods.quantity),)


def _unit_uri(sscc: str) -> str:
    return sscc_uri(sscc, _USUAL_PREFIX)


def _prefix(gtin: str) -> int:
    try:
        return company_prefix_length(gtin)
    except Gs1Error:
        return _USUAL_PREFIX
