"""Packages made with numbers of one's own, taken out of use, and destroyed.

A repackager puts its own product identifier on, and keeps for six years which packages
became which: FD&C Act 582(e)(1)(A)(iv), (2)(A). Events as of requirements 4.4.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ..catalogue import finding
from ..epcis import model
from ..epcis.make import MOST_EPCS
from ..epcis.model import Event, Place
from ..finding import Finding
from .dialect import Dialect
from .document import Document, Envelope, put_together
from .errors import OutboundError
from .events import Told, event_id
from .model import Origin, Thing
from .names import clock_of, gln_of
from .problems import problems_of_identifiers

# how packages end (CBV 7.2); what is stolen or recalled has not ended: it is traced
INACTIVE, EXPIRED, DAMAGED = "inactive", "expired", "damaged"
DISPENSED, DESTROYED = "dispensed", "destroyed"
ENDS = (INACTIVE, EXPIRED, DAMAGED, DISPENSED, DESTROYED)
_STEPS = {DESTROYED: "destroying", DISPENSED: "dispensing"}


@dataclass(frozen=True, slots=True)
class Work:
    """What is done at a place at one moment; ``number`` names the file of it.

    ``receiver``: who gets the file; none: it is for our own records.
    """

    number: str
    created: datetime
    at: datetime
    offset: str
    place: Place
    receiver: Place | None = None
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """New packages of one drug, lot and date, and the ones they were made of."""

    epcs: tuple[str, ...]
    lot: str
    expiry: date
    made_of: tuple[str, ...] = ()


def repackaged(work: Work, batches: Sequence[Batch], dialect: Dialect) -> Document:
    """New packages with identifiers of their own; those they are made of are no more.

    The transformation links old and new. Raises OutboundError.
    """
    _refuse([*_of_work(work), *_of_batches(batches)])
    told = [Told(event) for event in _made(work, batches)]
    return put_together(_envelope(work), dialect, told)


def _made(work: Work, batches: Sequence[Batch]) -> Iterator[Event]:
    """A batch bought whole is transformed; one without a past is put into use."""
    for number, batch in enumerate(batches, 1):
        common = {
            "step": "commissioning",
            "disposition": "active",
            "lot": batch.lot,
            "expiry": batch.expiry,
        }
        if batch.made_of:
            yield _event(
                work,
                number,
                model.TRANSFORMATION,
                inputs=batch.made_of,
                outputs=batch.epcs,
                **common,
            )
        else:
            yield _event(
                work, number, model.OBJECT, action="ADD", epcs=batch.epcs, **common
            )


def things_of(work: Work, batch: Batch) -> tuple[Thing, ...]:
    """The new packages as they are sold: put into use by us, this record shows it."""
    made = Origin(work.at, work.offset, work.place.id, work.number)
    return tuple(
        Thing(epc, batch.lot, batch.expiry, made, own=True) for epc in batch.epcs
    )


def ended(
    work: Work, epcs: Sequence[str], dialect: Dialect, why: str = INACTIVE
) -> Document:
    """Packages that are out of use for good; raises OutboundError.

    That something was dispensed is told to nobody: it is for our own records.
    """
    found = [*_of_work(work), *problems_of_identifiers(epcs)]
    if why not in ENDS:
        found.append(finding("outbound.end", value=why))
    if why == DISPENSED and work.receiver:
        found.append(finding("outbound.never_sent"))
    if not epcs:
        found.append(finding("outbound.nothing"))
    _refuse(found)
    parts = (epcs[n : n + MOST_EPCS] for n in range(0, len(epcs), MOST_EPCS))
    told = [
        Told(
            _event(
                work,
                number,
                model.OBJECT,
                action="DELETE",
                step=_STEPS.get(why, "decommissioning"),
                disposition=why,
                epcs=tuple(part),
            )
        )
        for number, part in enumerate(parts, 1)
    ]
    return put_together(_envelope(work), dialect, told)


def _event(work: Work, number: int, kind: str, **rest) -> Event:
    return Event(
        number,
        kind,
        work.at,
        clock_of(work.offset),
        event_id=event_id(work.number, str(number)),
        read_point=work.place.id,
        location=work.place.id,
        **rest,
    )


def _envelope(work: Work) -> Envelope:
    """No ownership changes by it: there is no statement in it."""
    receiver = work.receiver or work.place
    places = (work.place, receiver, *work.places)
    return Envelope(work.number, work.created, work.place, receiver, places)


def _of_work(work: Work) -> Iterator[Finding]:
    if not work.number.strip():
        yield finding("outbound.number")
    naive = work.at.tzinfo is None or work.created.tzinfo is None
    if naive or not clock_of(work.offset):
        yield finding("outbound.zone")
    elif work.at > work.created:
        yield finding("outbound.order_of_times")
    for place in (work.place, work.receiver):
        if place is not None and not gln_of(place.id):
            value = place.id or place.gln
            yield finding("outbound.location", role="place", value=value)


def _of_batches(batches: Sequence[Batch]) -> Iterator[Finding]:
    """Every package once, on either side; new ones with lot and date."""
    if not batches or not all(batch.epcs for batch in batches):
        yield finding("outbound.nothing")
    epcs = [epc for batch in batches for epc in (*batch.epcs, *batch.made_of)]
    yield from problems_of_identifiers(epcs)
    if bare := [batch for batch in batches if not batch.lot]:
        names = [epc for batch in bare for epc in batch.epcs]
        yield finding("outbound.lot", count=len(names), examples=", ".join(names[:3]))


def _refuse(found: list[Finding]) -> None:
    if found:
        raise OutboundError(found)
