"""Open an X12 file of ship notices (856): the same interface as an EPCIS reader.

>>> import io
>>> from .writer import write_interchange
>>> open_x12(io.BytesIO(write_interchange(()).encode()))
Traceback (most recent call last):
    ...
dscsa_core.x12.model.X12Error: x12.no_856 (kinds='-')
"""

from collections.abc import Sequence
from typing import BinaryIO

from ..epcis.model import Header, Item, Place
from ..epcis.notes import Notes
from ..notice.events import NoticeReader
from ..notice.model import X12
from ..notice.products import Known, know_nothing
from .envelope import Envelope
from .level import moment_of
from .model import TransactionSet, X12Error, X12Limits
from .ship_notice import ShipNotice, read_ship_notice
from .tokens import in_capitals, read_text, segments

SHIP_NOTICE = "856"
# Most American sellers leave the zone out; their day is what counts.
EASTERN = "-05:00"


def open_x12(
    stream: BinaryIO,
    *,
    limits: X12Limits | None = None,
    known: Known = know_nothing,
    naive_offset: str = EASTERN,
) -> NoticeReader:
    """Read all ship notices of a file.

    ``known`` gives the GTIN of an NDC the company knows. Raises X12Error for what
    cannot be read as a whole: ``x12.isa``, ``x12.size``,
    ``x12.dense``, ``x12.no_856`` (fact ``kinds``: what is in the file instead).
    """
    limits, notes = limits or X12Limits(), Notes()
    sent = read_text(stream, limits)
    text = in_capitals(sent)
    if text != sent:
        notes.add("X12_LOWER_CASE", "file")
    notices: list[ShipNotice] = []
    kinds: dict[str, None] = {}
    first: TransactionSet | None = None
    for found in Envelope(notes).sets(segments(text, limits)):
        first = first or found
        kinds[found.kind] = None
        if found.kind == SHIP_NOTICE:
            if len(notices) == limits.max_notices:
                raise X12Error("x12.size", limit=f"{limits.max_notices:,} notices")
            notices.append(read_ship_notice(found, notes, known, naive_offset))
    if not notices or not first:
        raise X12Error("x12.no_856", kinds=", ".join(kinds)[:60] or "-")
    others = [kind for kind in kinds if kind != SHIP_NOTICE]
    if others:
        notes.add("X12_OTHER_SETS", "file", kinds=", ".join(others)[:60])
    notes.close(naive_offset)
    header = _header(first, notices, naive_offset)
    return NoticeReader(header, [each.notice for each in notices], notes.findings)


def _header(
    first: TransactionSet, notices: Sequence[ShipNotice], offset: str
) -> Header:
    words = dict.fromkeys(n.legal_notice for n in notices if n.legal_notice)
    return Header(
        X12,
        first.version or "004010",
        created=moment_of(first.day, first.time, offset),
        sender=first.sender,
        receiver=first.receiver,
        instance_id=first.interchange,
        guideline="HDA 856" if words else "",
        statement=_all_of([each.statement for each in notices]),
        legal_notice="\n".join(words),
        items=_items(notices),
        places=_places(notices),
    )


def _all_of(answers: Sequence[bool | None]) -> bool | None:
    """One answer for the file: denied by one is denied, missing in one is missing."""
    if False in answers:
        return False
    return None if None in answers else True


def _items(notices: Sequence[ShipNotice]) -> tuple[Item, ...]:
    found: dict[str, Item] = {}
    for each in notices:
        for item in each.items:
            found.setdefault(item.gtin, item)
    return tuple(found.values())


def _places(notices: Sequence[ShipNotice]) -> tuple[Place, ...]:
    found: dict[str, Place] = {}
    for each in notices:
        for place in each.notice.places:
            found.setdefault(place.id, place)
    return tuple(found.values())
