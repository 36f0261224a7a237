"""The events of a sale in a reseller's order (requirements 4.4).

The maker's commissioning of exactly the units sold, their packing if the case goes on
as it came, own SSCC put into use, own packing, details by order, shipping. Times and
places of others are told on unchanged, and each event of theirs names our source.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from ..epcis import model
from ..epcis.make import MOST_EPCS, Terms, shipping
from ..epcis.model import R12, Event, Purchase, Typed
from .dialect import DETAILS, NONE, TRANSACTIONS, Dialect
from .model import Origin, Sale, Thing, every, packages
from .names import class_of, clock_of, gln_of, site_of

DIRECT, INDIRECT, PARTLY = (
    "ENTIRELY_DIRECT",
    "ENTIRELY_INDIRECT",
    "PARTIALLY_DIRECT",
)
_SECOND = timedelta(seconds=1)
_SAFE = "!'()*+,-.:;=_"
_COMMISSIONED, _PACKED = range(2)


@dataclass(frozen=True, slots=True)
class Told:
    """An event of a file, and whose word it is: the record it was read from, or empty
    for our own.
    """

    event: Event
    source: str = ""


def events_of(sale: Sale, dialect: Dialect) -> list[Told]:
    """All events of the file, numbered from 1."""
    terms = terms_of(sale, dialect)
    told = history_of(sale.things, terms.made_at, sale.offset, sale.leaves_from.id)
    tops = [thing.epc for thing in sale.things]
    orders = list(_orders(sale, dialect, terms))
    main = Told(shipping(tops, terms, 0))
    late = [main, *orders] if dialect.orders == TRANSACTIONS else [*orders, main]
    return [_named(each, n, sale) for n, each in enumerate([*told, *late], 1)]


def _named(told: Told, position: int, sale: Sale) -> Told:
    """Our own events have an id, so that they can be taken back by it.

    Events of others are cut down to what is sold: they are not the ones of that id.
    """
    own = "" if told.source else event_id(sale.number, str(position))
    return replace(told, event=replace(told.event, position=position, event_id=own))


def terms_of(sale: Sale, dialect: Dialect) -> Terms:
    """Parties, numbers and statements of the shipping event."""
    direct, purchase, received = _purchase(sale, dialect)
    return Terms(
        made_at=sale.packed_at or _first_detail(sale, dialect),
        shipped_at=sale.shipped_at,
        offset=clock_of(sale.offset),
        seller=site_of(sale.seller.place.id),
        buyer=site_of(sale.buyer.place.id),
        ship_from=sale.leaves_from.id,
        ship_to=sale.goes_to.id,
        references=_references(sale, dialect),
        drop_shipment=None if dialect.release == R12 else sale.shipper is not None,
        direct_purchase=direct,
        transaction_date=sale.sold_on,
        shipper=site_of(sale.shipper.id) if sale.shipper else "",
        purchase=purchase,
        received_purchase=received,
    )


def event_id(number: str, what: str) -> str:
    """The same id for the same file and event: it can be taken back by its name."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'urn:dscsa:{number}/{what}')}"


def document(kind: str, number: str, issuer: str) -> Typed:
    """A business document by its number and the SGLN of who issued it (CBV 8.5)."""
    text = quote(number.strip(), safe=_SAFE)
    return Typed(kind, f"urn:epcglobal:cbv:bt:{gln_of(issuer)}:{text}")


def _references(sale: Sale, dialect: Dialect) -> tuple[Typed, ...]:
    """Orders stand in events of their own where several are told apart."""
    alone = len(sale.orders) < 2 or dialect.orders == NONE
    return (*_of_orders(sale, sale.orders if alone else ()), *_of_seller(sale))


def _of_orders(sale: Sale, orders: Iterable[str]) -> Iterator[Typed]:
    return (document("po", order, sale.buyer.place.id) for order in orders)


def _of_seller(sale: Sale) -> Iterator[Typed]:
    """The slip is numbered by who ships, the invoice by who sells."""
    shipper = sale.shipper or sale.seller.place
    if sale.delivery.strip():
        yield document("desadv", sale.delivery, shipper.id)
    if sale.invoice.strip():
        yield document("inv", sale.invoice, sale.seller.place.id)


def _purchase(
    sale: Sale, dialect: Dialect
) -> tuple[str, Purchase | None, Purchase | None]:
    """What is said of the purchase; a flag in R1.2, words and numbers in R1.3."""
    goods = [each.thing for each in packages(sale.things)]
    direct: tuple[str, Purchase | None] = ("", None)
    if goods and all(thing.direct is not None for thing in goods):
        others = [thing.epc for thing in goods if not thing.direct]
        direct = _said(others, len(goods), sale.direct_statement, dialect)
    received = None
    if any(thing.received for thing in goods):
        others = [thing.epc for thing in goods if not thing.received]
        flag, told = _said(others, len(goods), sale.received_statement, dialect)
        received = told or Purchase(flag)
    return *direct, received


def _said(
    others: list[str], count: int, words: str, dialect: Dialect
) -> tuple[str, Purchase | None]:
    """(qualifier, statement and the packages for which it does not hold)."""
    if dialect.release == R12:
        return "false" if others else "true", None
    if len(others) == count:
        return INDIRECT, None
    qualifier = PARTLY if others else DIRECT
    return qualifier, Purchase(qualifier, words.strip(), tuple(others))


def history_of(
    things: Iterable[Thing], at: datetime, offset: str, place: str
) -> list[Told]:
    """What is known of things before they leave, in order of time.

    ``at``, ``offset`` and ``place`` are those of our own labels and packing.
    """
    ours = Origin(at, offset, place, "")
    rows = sorted(_history(things, ours), key=lambda row: row[:2])
    return [told for _time, _step, told in rows]


def _history(
    things: Iterable[Thing], ours: Origin
) -> Iterator[tuple[datetime, tuple[int, int], Told]]:
    """(time, order within it, event): from the inside out at equal times."""
    groups: dict[tuple, list[str]] = {}
    levels: dict[tuple, int] = {}
    for depth, thing in every(things):
        made = thing.made or (ours if thing.own else None)
        if made:
            # units and cases are put into use apart
            key = (made, class_of(thing.epc), thing.lot, thing.expiry)
            groups.setdefault(key, []).append(thing.epc)
            levels[key] = depth
        if thing.children:
            origin = thing.packed or ours
            yield origin.at, (-depth, _PACKED), _packing(thing, origin)
    for key, epcs in groups.items():
        made, _class, lot, expiry = key
        for start in range(0, len(epcs), MOST_EPCS):
            part = tuple(epcs[start : start + MOST_EPCS])
            told = _commissioning(made, part, lot, expiry)
            yield made.at, (-levels[key], _COMMISSIONED), told


def _commissioning(
    origin: Origin, epcs: tuple[str, ...], lot: str, expiry: date | None
) -> Told:
    return _told(
        origin, model.OBJECT, "commissioning", "active", epcs, lot=lot, expiry=expiry
    )


def _packing(thing: Thing, origin: Origin) -> Told:
    epcs = tuple(child.epc for child in thing.children)
    return _told(
        origin, model.AGGREGATION, "packing", "in_progress", epcs, parent=thing.epc
    )


def _told(
    origin: Origin,
    kind: str,
    step: str,
    disposition: str,
    epcs: tuple[str, ...],
    **rest,
) -> Told:
    event = Event(
        0,
        kind,
        origin.at,
        # the time is told in UTC, so a clock nobody can read is left out
        clock_of(origin.offset),
        action="ADD",
        step=step,
        disposition=disposition,
        read_point=origin.place,
        location=origin.place,
        epcs=epcs,
        **rest,
    )
    return Told(event, origin.source)


def _orders(sale: Sale, dialect: Dialect, terms: Terms) -> Iterator[Told]:
    """One event an order, where the partner reads orders so.

    A detail of a single order is told where the main event says more than it does.
    """
    several = len(sale.orders) > 1
    if dialect.orders == NONE or not (several or sale.orders and sale.invoice):
        return
    for number, order in enumerate(sale.orders):
        epcs = _whole_for(sale, order) if several else [t.epc for t in sale.things]
        references = tuple(_of_orders(sale, (order,)))
        if dialect.orders == TRANSACTIONS:
            yield Told(_transaction(terms, epcs, references))
        else:
            # what is named has to be packed by then
            before = terms.shipped_at - _SECOND * (len(sale.orders) - number)
            time = max(before, terms.made_at)
            yield Told(_detail(sale, terms, epcs, references, time))


def _first_detail(sale: Sale, dialect: Dialect) -> datetime:
    """The moment of our own packing where nobody said it: as the goods leave."""
    details = len(sale.orders) if dialect.orders == DETAILS else 0
    return sale.shipped_at - _SECOND * details


def _transaction(
    terms: Terms, epcs: Iterable[str], references: tuple[Typed, ...]
) -> Event:
    event = shipping(epcs, terms, 0)
    return Event(
        0,
        model.TRANSACTION,
        event.time,
        event.offset,
        action="ADD",
        step="shipping",
        disposition="in_transit",
        read_point=event.read_point,
        epcs=event.epcs,
        references=references,
    )


def _detail(
    sale: Sale,
    terms: Terms,
    epcs: Iterable[str],
    references: tuple[Typed, ...],
    time: datetime,
) -> Event:
    """Same parties, earlier; no drop flag, purchase statement or transaction date."""
    delivery = tuple(each for each in _of_seller(sale) if each.type == "desadv")
    plain = replace(
        terms,
        shipped_at=time,
        references=(*references, *delivery),
        drop_shipment=None,
        direct_purchase="",
        purchase=None,
        received_purchase=None,
        transaction_date=None,
    )
    return shipping(epcs, plain, 0)


def _whole_for(sale: Sale, order: str) -> Iterator[str]:
    """What is for this order as a whole, the outermost of it."""
    for thing in sale.things:
        yield from _whole(thing, "", order)


def _whole(thing: Thing, around: str, order: str) -> Iterator[str]:
    own = thing.order or around
    wanted = {each.thing.order or own for each in packages((thing,))}
    if wanted == {order}:
        yield thing.epc
    elif order in wanted:
        for child in thing.children:
            yield from _whole(child, own, order)
