"""The file of a sale: bytes, its events and whose word each of them is."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..epcis.model import R12, Event, Header, Item, Place
from ..epcis.writer import LEGAL_NOTICE, write_document
from .dialect import Dialect
from .errors import OutboundError
from .events import Told, events_of
from .model import Sale
from .problems import gln_of, owner, problems
from .products import items_of


@dataclass(frozen=True, slots=True)
class Document:
    """A written file. ``told`` are its events in order; equal values, equal bytes."""

    number: str
    dialect: Dialect
    data: bytes
    told: tuple[Told, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """The events alone."""
        return tuple(each.event for each in self.told)


def write(sale: Sale, dialect: Dialect) -> Document:
    """The file for the buyer; raises OutboundError with all that is missing."""
    if found := problems(sale, dialect):
        raise OutboundError(found)
    told = events_of(sale, dialect)
    return put_together(sale, dialect, told, items=items_of(sale, dialect))


def put_together(
    sale: Sale,
    dialect: Dialect,
    told: Iterable[Told],
    *,
    items: Iterable[Item] = (),
    affirmed: bool | None = True,
) -> Document:
    """Any events of a sale as a file with its parties; ``affirmed`` None: no TS."""
    told = tuple(told)
    header = Header(
        "xml",
        created=sale.created,
        sender=_identifier(sale.shipper or sale.seller.place, dialect),
        receiver=_identifier(sale.buyer.place, dialect),
        instance_id=sale.number,
        statement=affirmed,
    )
    out = io.BytesIO()
    write_document(
        out,
        header=header,
        items=items,
        places=places_of(sale, told),
        events=(each.event for each in told),
        legal_notice=sale.statement.strip() or LEGAL_NOTICE,
        release=dialect.release,
    )
    return Document(sale.number, dialect, out.getvalue(), told)


def _identifier(place: Place, dialect: Dialect) -> str:
    """Who sends or gets the file, as the partner writes it.

    In a drop shipment it is the shipper who gives TI/TS to the dispenser: 582(f).
    """
    if dialect.release == R12 or dialect.plain_parties:
        return gln_of(place.id)
    return owner(place)


def places_of(sale: Sale, told: Iterable[Told]) -> Iterator[Place]:
    """Master data of every place the events name and we know, each once.

    A door without an address of its own has that of its site.
    """
    known: dict[str, Place] = {}
    owners = (sale.seller.place, sale.buyer.place, sale.shipper)
    for place in (*owners, sale.ship_from, sale.ship_to, *sale.places):
        if place:
            known.setdefault(place.id, place)
    for place in filter(None, owners):
        known.setdefault(owner(place), place)
    for identifier in dict.fromkeys(_named(told)):
        site = f"{identifier.rpartition('.')[0]}.0"
        if place := known.get(identifier) or known.get(site):
            yield replace(place, id=identifier, gln=gln_of(identifier))


def _named(told: Iterable[Told]) -> Iterator[str]:
    for each in told:
        event = each.event
        yield from (one.value for one in (*event.sources, *event.destinations))
        yield from filter(None, (event.read_point, event.location))
