"""The file of a sale: bytes, its events and whose word each of them is."""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ..catalogue import finding
from ..epcis.model import OBJECT, R12, Event, Header, Item, Place
from ..epcis.writer import LEGAL_NOTICE, write_document
from .dialect import Dialect
from .errors import OutboundError
from .events import Told, events_of
from .model import Sale
from .names import gln_of, site_of
from .problems import problems
from .products import items_in

# control signs and the two non-characters of UTF-8: XML 1.0, section 2.2
_NO_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who sends a file to whom, under which number; ``affirmed`` None: no TS in it.

    ``places`` is the master data known, ``statement`` the words of the TS.
    """

    number: str
    created: datetime
    sender: Place
    receiver: Place
    places: tuple[Place, ...] = ()
    affirmed: bool | None = None
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A written file. ``told`` are its events in order; equal values, equal bytes."""

    envelope: Envelope
    dialect: Dialect
    data: bytes
    told: tuple[Told, ...]
    items: tuple[Item, ...] = ()

    @property
    def events(self) -> tuple[Event, ...]:
        """The events alone."""
        return tuple(each.event for each in self.told)

    @property
    def shipping(self) -> Event:
        """The event that says the goods left; details of orders come before it."""
        steps = (e for e in self.events if (e.kind, e.step) == (OBJECT, "shipping"))
        return tuple(steps)[-1]


def write(sale: Sale, dialect: Dialect) -> Document:
    """The file for the buyer; raises OutboundError with all that is missing."""
    if found := problems(sale, dialect):
        raise OutboundError(found)
    told = events_of(sale, dialect)
    return put_together(envelope_of(sale), dialect, told, items_in(sale, dialect))


def envelope_of(sale: Sale) -> Envelope:
    """In a drop shipment it is the shipper who gives TI/TS to the dispenser: 582(f)."""
    return Envelope(
        sale.number,
        sale.created,
        sale.shipper or sale.seller.place,
        sale.buyer.place,
        tuple(_known_places(sale)),
        sale.affirmed,
        sale.statement,
    )


def put_together(
    envelope: Envelope,
    dialect: Dialect,
    told: Iterable[Told],
    items: Iterable[Item] = (),
) -> Document:
    """Any events as a file; they are numbered in the order given.

    Raises OutboundError ``outbound.characters`` for a text no XML can hold.
    """
    told = tuple(
        replace(each, event=replace(each.event, position=position))
        for position, each in enumerate(told, 1)
    )
    items = tuple(items)
    header = Header(
        "xml",
        created=envelope.created,
        sender=_identifier(envelope.sender, dialect),
        receiver=_identifier(envelope.receiver, dialect),
        instance_id=envelope.number,
        statement=envelope.affirmed,
    )
    data = _bytes(
        header=header,
        items=items,
        places=places_of(envelope, told),
        events=(each.event for each in told),
        legal_notice=envelope.statement.strip() or LEGAL_NOTICE,
        release=dialect.release,
    )
    return Document(envelope, dialect, data, told, items)


def _bytes(**parts: Any) -> bytes:
    out = io.BytesIO()
    try:
        write_document(out, **parts)
    except UnicodeEncodeError as error:
        raise OutboundError((finding("outbound.characters"),)) from error
    data = out.getvalue()
    if _NO_XML.search(data):
        raise OutboundError((finding("outbound.characters"),))
    return data


def _identifier(place: Place, dialect: Dialect) -> str:
    """Who sends or gets the file, as the partner writes it."""
    if dialect.release == R12 or dialect.plain_parties:
        return gln_of(place.id)
    return site_of(place.id)


def _known_places(sale: Sale) -> Iterator[Place]:
    """A firm stands under its own number, whichever of its doors was given."""
    owners = (sale.seller.place, sale.buyer.place, sale.shipper)
    for place in (*owners, sale.ship_from, sale.ship_to, *sale.places):
        if place:
            yield place
    for place in filter(None, owners):
        yield replace(place, id=site_of(place.id))


def places_of(envelope: Envelope, told: Iterable[Told]) -> Iterator[Place]:
    """Master data of every place the events name and we know, each once.

    A door without an address of its own has that of its site.
    """
    known: dict[str, Place] = {}
    for place in envelope.places:
        known.setdefault(place.id, place)
    for identifier in dict.fromkeys(_named(told)):
        found = known.get(identifier) or known.get(site_of(identifier))
        if found:
            yield replace(found, id=identifier, gln=gln_of(identifier))


def _named(told: Iterable[Told]) -> Iterator[str]:
    for each in told:
        event = each.event
        yield from (one.value for one in (*event.sources, *event.destinations))
        yield from filter(None, (event.read_point, event.location))
