"""One level (HL) of a ship notice: what its segments say, by kind."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone

from ..epcis.model import Place
from ..errors import CoreError
from ..gs1.keys import is_digits
from ..notice.model import place_id
from ..tabular import days
from . import codes
from .model import Segment

_HYPHENS = re.compile(r"[-/. ]")
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)")
_PARTY_SEGMENTS = frozenset(("N2", "N3", "N4", "REF", "PER"))


@dataclass(slots=True)
class Level:
    """``kind`` is HL03; ``parent`` the level around it; ``segments`` without the HL."""

    id: str
    kind: str
    number: int
    parent: "Level | None" = None
    segments: list[Segment] = field(default_factory=list)

    def above(self) -> Iterator["Level"]:
        """This level and those around it, from the inside."""
        level: Level | None = self
        while level:
            yield level
            level = level.parent

    def of(self, *tags: str) -> Iterator[Segment]:
        """Its segments of these kinds that do not belong to a party."""
        in_party = False
        for segment in self.segments:
            if segment.tag == "N1":
                in_party = True
            elif segment.tag not in _PARTY_SEGMENTS:
                in_party = False
            if segment.tag in tags and not (in_party and segment.tag != "N1"):
                yield segment

    def references(self) -> Iterator[tuple[str, str]]:
        """(qualifier, number) of its REF segments."""
        for segment in self.of("REF"):
            if segment.get(2):
                yield segment.get(1).upper(), segment.get(2)

    def dates(self) -> Iterator[tuple[str, Segment]]:
        """(qualifier, DTM segment)."""
        for segment in self.of("DTM"):
            yield segment.get(1), segment

    def parties(self, wanted: Collection[str]) -> dict[str, Place]:
        """{entity code: party} of its N1 loops; the first of each code counts."""
        loops: dict[str, list[Segment]] = {}
        loop: list[Segment] | None = None
        for segment in self.segments:
            if segment.tag == "N1":
                code = segment.get(1).upper()
                loop = [segment] if code in wanted and code not in loops else None
                if loop:
                    loops[code] = loop
            elif segment.tag not in _PARTY_SEGMENTS:
                loop = None
            elif loop:
                loop.append(segment)
        return {code: party_of(loop) for code, loop in loops.items()}


def identifiers(segment: Segment, first: int) -> Iterator[tuple[str, str]]:
    """Pairs (qualifier, value) of a LIN (from element 2) or SLN (from element 9)."""
    for position in range(first, len(segment.elements), 2):
        qualifier, value = segment.get(position), segment.get(position + 1)
        if qualifier and value:
            yield qualifier.upper(), value


def party_of(loop: list[Segment]) -> Place:
    """A party from N1 and the segments behind it."""
    head = loop[0]
    name, qualifier, number = head.get(2), head.get(3).upper(), head.get(4)
    lines = [s.get(i) for s in loop if s.tag == "N3" for i in (1, 2)]
    street = [line for line in lines if line]
    town = next((s for s in loop if s.tag == "N4"), Segment("N4", (), 0))
    gln = number if qualifier == codes.GLN_QUALIFIER and is_digits(number) else ""
    other = f"{qualifier}:{number}" if number else ""
    return Place(
        place_id(gln, name, town.get(3), other or "-"),
        gln if len(gln) == 13 else "",
        name,
        street[0] if street else "",
        ", ".join(street[1:]),
        town.get(1),
        town.get(2),
        town.get(3),
        town.get(4),
        attributes=((qualifier, number),) if number else (),
    )


def first_party(levels: Iterable[Level], entity_codes: Sequence[str]) -> Place | None:
    """The party of the likeliest code on any of these levels."""
    found: dict[str, Place] = {}
    for level in levels:
        for code, place in level.parties(entity_codes).items():
            found.setdefault(code, place)
    return next((found[code] for code in entity_codes if code in found), None)


def date_in(segment: Segment) -> str:
    """The date of a DTM as written: element 02, else the period of 05 and 06."""
    return segment.get(2) or segment.get(6)


def expiry_in(segment: Segment) -> date | None:
    """The expiry a DTM tells; the last day of a month or of a period."""
    text = date_in(segment).rpartition("-")[2] if "RD" in segment.get(5) else ""
    text = _HYPHENS.sub("", text or date_in(segment))
    # CCYYMMDDHHMM and the like
    text = text[:8] if len(text) > 8 and is_digits(text) else text
    if day := day_of(text):
        return day
    try:
        return days.day(text, is_expiry=True)
    except CoreError:
        return None


def day_of(text: str) -> date | None:
    """A date written CCYYMMDD (or YYMMDD of this century); None for anything else."""
    if is_digits(text) and len(text) == 6:
        text = f"20{text}"
    if not is_digits(text) or len(text) != 8:
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def moment_of(day: str, clock: str, offset: str) -> datetime | None:
    """Date and time on the sender's clock as aware UTC; without a time, at noon.

    At noon the day is the same day on every American clock.
    """
    on = day_of(day)
    if not on:
        return None
    at = time(12)
    if is_digits(clock) and len(clock) >= 4:
        try:
            at = time(int(clock[:2]), int(clock[2:4]))
        except ValueError:
            at = time(12)
    try:
        return datetime.combine(on, at, _zone(offset)).astimezone(UTC)
    except OverflowError:
        return None


def _zone(offset: str) -> timezone:
    match = _OFFSET.fullmatch(offset)
    if not match:
        return UTC
    shift = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return timezone(-shift if match[1] == "-" else shift)
