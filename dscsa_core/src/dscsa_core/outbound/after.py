"""What is said after a file was sent: void, declared in error, corrected, given back.

The bytes that were sent stay as they are; each of these is a file of its own. EPCIS
1.2, section 7.4.1.2 (error declarations); requirements 4.4 (void, wrong data, return).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ..catalogue import finding
from ..epcis.make import Terms, shipping
from ..epcis.model import AGGREGATION, ErrorDeclaration, Event, Place
from ..finding import Finding
from ..tally import group
from .dialect import Dialect
from .document import Document, Envelope, envelope_of, put_together
from .errors import OutboundError
from .events import Told, document, event_id, events_of, history_of
from .model import Party, Sale, Thing, every
from .names import clock_of, gln_of, site_of
from .problems import problems, problems_of_identifiers
from .products import items_in

INCORRECT, DID_NOT_OCCUR = "incorrect_data", "did_not_occur"


def void(
    sent: Document, number: str, at: datetime, epcs: Sequence[str] = ()
) -> Document:
    """The shipment, or these things of it, did not leave after all.

    ``at`` is the moment of the cancelling. Raises OutboundError.
    """
    event = sent.shipping
    _refuse(_of_void(sent, number, at, epcs))
    told = replace(
        event,
        time=at,
        event_id=event_id(number, "1"),
        step="void_shipping",
        disposition="in_progress",
        location=event.read_point,
        epcs=tuple(epcs) or event.epcs,
        drop_shipment=None,
        direct_purchase="",
        purchase=None,
        received_purchase=None,
        transaction_date=None,
    )
    envelope = _again(sent, number, at)
    return put_together(envelope, sent.dialect, (Told(told),))


def _of_void(
    sent: Document, number: str, at: datetime, epcs: Sequence[str]
) -> Iterator[Finding]:
    yield from _of_number(sent, number)
    if at.tzinfo is None:
        yield finding("outbound.zone")
    elif sent.shipping.time and at < sent.shipping.time:
        yield finding("outbound.before")
    if other := sorted(set(epcs) - set(_held(sent))):
        yield group("outbound.not_in", other)


def _held(sent: Document) -> Iterator[str]:
    """Everything in the shipment, whatever its level."""
    yield from sent.shipping.epcs
    for event in sent.events:
        if event.kind == AGGREGATION:
            yield from event.epcs


def retract(sent: Document, number: str, at: datetime) -> Document:
    """The shipping events are declared never to have happened."""
    found = list(_of_number(sent, number))
    if at.tzinfo is None:
        found.append(finding("outbound.zone"))
    _refuse(found)
    error = ErrorDeclaration(at, DID_NOT_OCCUR)
    told = [
        replace(each, event=replace(each.event, error=error))
        for each in sent.told
        if each.event.step == "shipping"
    ]
    return put_together(_again(sent, number, at), sent.dialect, told)


def correct(sent: Document, sale: Sale) -> Document:
    """The sale as it should have been told, and what was wrong declared so.

    Events that stay as they were keep their ids; of the others each says which events
    take its place. The file holds all of the sale, so that it can be read alone.
    """
    found = [*_of_number(sent, sale.number), *problems(sale, sent.dialect)]
    _refuse(found)
    before = {_content(each.event): each.event for each in sent.told}
    new = [_kept(each, before) for each in events_of(sale, sent.dialect)]
    after = {_content(each.event) for each in new}
    fresh = [each.event for each in new if _content(each.event) not in before]
    wrong = [each for each in sent.told if _content(each.event) not in after]
    if not wrong and not fresh:
        _refuse([finding("outbound.nothing_corrected")])
    declared = [_declared(each, fresh, sale.created) for each in wrong]
    told = sorted([*declared, *new], key=_moment)
    items = {item.gtin: item for item in (*sent.items, *items_in(sale, sent.dialect))}
    return put_together(envelope_of(sale), sent.dialect, told, items.values())


def _moment(told: Told) -> datetime:
    time = told.event.time
    assert time is not None  # noqa: S101 - written files have no event without a time
    return time


def _content(event: Event) -> Event:
    """What an event says, without its place in the file and its name."""
    return replace(event, position=0, event_id="")


def _kept(told: Told, before: dict[Event, Event]) -> Told:
    same = before.get(_content(told.event))
    if same is None:
        return told
    return replace(told, event=replace(told.event, event_id=same.event_id))


def _declared(told: Told, fresh: list[Event], at: datetime) -> Told:
    """Corrected by the new events of its own kind, else by all new ones.

    Only our own events have ids to be named by.
    """
    kind, fresh = (told.event.kind, told.event.step), [e for e in fresh if e.event_id]
    alike = [event for event in fresh if (event.kind, event.step) == kind]
    ids = tuple(event.event_id for event in alike or fresh)
    error = ErrorDeclaration(at, INCORRECT, ids)
    return replace(told, event=replace(told.event, error=error))


def _again(sent: Document, number: str, at: datetime) -> Envelope:
    """A further file to the same partner; it hands nothing over and has no TS."""
    return replace(
        sent.envelope, number=number, created=at, affirmed=None, statement=""
    )


def _of_number(sent: Document, number: str) -> Iterator[Finding]:
    if not number.strip():
        yield finding("outbound.number")
    elif number == sent.envelope.number:
        yield finding("outbound.number_again", number=number)


def _refuse(found: Iterable[Finding]) -> None:
    found = list(found)
    if found:
        raise OutboundError(found)


@dataclass(frozen=True, slots=True)
class Return:
    """Goods that go back to whom they were bought from: no TI/TS is owed for it.

    ``invoice`` is that of the purchase, ``rma`` the number the taker gave.
    FD&C Act 582(d)(1)(A)(ii), (C).
    """

    number: str
    created: datetime
    giver: Party
    taker: Party
    things: tuple[Thing, ...]
    left_at: datetime
    offset: str
    rma: str = ""
    invoice: str = ""
    ship_from: Place | None = None
    places: tuple[Place, ...] = ()


def give_back(back: Return, dialect: Dialect) -> Document:
    """The file a taker may ask for: what comes back, under which papers.

    What is known of the packages is told with it. Raises OutboundError.
    """
    _refuse(_of_return(back))
    start = back.ship_from or back.giver.place
    terms = Terms(
        back.left_at,
        back.left_at,
        clock_of(back.offset),
        site_of(back.giver.place.id),
        site_of(back.taker.place.id),
        start.id,
        back.taker.place.id,
        tuple(
            document(kind, number, back.taker.place.id)
            for kind, number in (("rma", back.rma), ("inv", back.invoice))
            if number.strip()
        ),
        drop_shipment=None,
    )
    event = replace(
        shipping([thing.epc for thing in back.things], terms, 0),
        disposition="returned",
        event_id=event_id(back.number, "1"),
    )
    told = [*history_of(back.things, back.left_at, back.offset, start.id), Told(event)]
    places = (back.giver.place, back.taker.place, *back.places)
    envelope = Envelope(
        back.number, back.created, back.giver.place, back.taker.place, places
    )
    return put_together(envelope, dialect, told)


def _of_return(back: Return) -> Iterator[Finding]:
    if not back.number.strip():
        yield finding("outbound.number")
    if not back.things:
        yield finding("outbound.nothing")
    if not (back.rma.strip() or back.invoice.strip()):
        yield finding("outbound.return_papers")
    for role, place in (("seller", back.giver.place), ("buyer", back.taker.place)):
        if not gln_of(place.id):
            yield finding("outbound.location", role=role, value=place.id or place.gln)
    naive = back.left_at.tzinfo is None or back.created.tzinfo is None
    if naive or not clock_of(back.offset):
        yield finding("outbound.zone")
    yield from problems_of_identifiers([thing.epc for _d, thing in every(back.things)])
