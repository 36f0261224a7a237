"""Segments → transaction sets, with the control numbers and counts checked.

A file may hold several interchanges (ISA…IEA) of several groups (GS…GE) of several
sets (ST…SE). What does not add up is a finding; so is a set without its
end, of which goods may be missing. No acknowledgement (997) is made of it here.
"""

from collections.abc import Iterable, Iterator

from ..epcis.notes import Notes
from .model import Segment, Separators, TransactionSet

# what cannot stand inside a set
_AROUND = frozenset(("ISA", "GS", "ST", "GE", "IEA"))


class Envelope:
    """Walks through the segments of a file and yields its transaction sets."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._isa: Segment | None = None
        self._gs: Segment | None = None
        self._set: TransactionSet | None = None
        self._groups = self._sets = 0

    def sets(
        self, segments: Iterable[tuple[Segment, Separators]]
    ) -> Iterator[TransactionSet]:
        """All sets in file order."""
        for segment, signs in segments:
            if segment.tag in _AROUND:
                yield from self._break_off()
            done = self._take(segment, signs)
            if done:
                yield done
        yield from self._break_off()
        for tag, opened in (("GE", self._gs), ("IEA", self._isa)):
            if opened:
                self._notes.add("X12_TRAILER_MISSING", "file", tag=tag)

    def _take(self, segment: Segment, signs: Separators) -> TransactionSet | None:
        steps = {
            "ISA": self._open_interchange,
            "GS": self._open_group,
            "GE": self._close_group,
            "IEA": self._close_interchange,
        }
        if segment.tag == "ST":
            self._open_set(segment, signs)
        elif segment.tag == "SE":
            return self._close_set(segment)
        elif segment.tag in steps:
            steps[segment.tag](segment)
        elif self._set:
            self._set.segments.append(segment)
        return None

    def _open_interchange(self, segment: Segment) -> None:
        if self._isa:
            self._notes.add("X12_TRAILER_MISSING", _place(segment), tag="IEA")
        self._isa, self._gs, self._groups = segment, None, 0

    def _open_group(self, segment: Segment) -> None:
        if self._gs:
            self._notes.add("X12_TRAILER_MISSING", _place(segment), tag="GE")
        self._gs, self._sets = segment, 0
        self._groups += 1

    def _open_set(self, segment: Segment, signs: Separators) -> None:
        if not self._isa:
            self._notes.add("X12_NO_ENVELOPE", _place(segment))
        isa, gs = self._isa, self._gs
        self._sets += 1
        self._set = TransactionSet(
            segment.get(1),
            segment.get(2),
            _party(isa, 5),
            _party(isa, 7),
            isa.get(13) if isa else "",
            gs.get(8) if gs else "",
            gs.get(4) if gs else "",
            gs.get(5) if gs else "",
            isa is not None and isa.get(15) == "T",
            signs,
        )

    def _close_set(self, segment: Segment) -> TransactionSet | None:
        done, self._set = self._set, None
        if not done:
            return None
        place = _place(segment)
        self._check_count(segment, len(done.segments) + 2, place)
        self._check_number(segment, done.control, place)
        return done

    def _break_off(self) -> Iterator[TransactionSet]:
        """A set without its SE: whole if its own count says so, else goods may miss."""
        done, self._set = self._set, None
        if not done:
            return
        levels = sum(1 for segment in done.segments if segment.tag == "HL")
        told = [s.get(1).lstrip("0") for s in done.segments if s.tag == "CTT"]
        place = f"notice {done.control}"
        if levels and told == [str(levels)]:
            self._notes.add("X12_TRAILER_MISSING", place, tag="SE")
        else:
            facts: dict[str, object] = {"number": done.control, "found": levels}
            self._notes.add("X12_SET_CUT", place, **facts)
        yield done

    def _close_group(self, segment: Segment) -> None:
        if self._gs:
            self._check_count(segment, self._sets, _place(segment))
            self._check_number(segment, self._gs.get(6), _place(segment))
        self._gs = None

    def _close_interchange(self, segment: Segment) -> None:
        if self._isa:
            self._check_count(segment, self._groups, _place(segment))
            self._check_number(segment, self._isa.get(13), _place(segment))
        self._isa = self._gs = None

    def _check_count(self, segment: Segment, found: int, place: str) -> None:
        told = segment.get(1)
        if told.lstrip("0") != str(found or ""):
            facts = {"tag": segment.tag, "told": told, "found": found}
            self._notes.add("X12_COUNT", place, **facts)

    def _check_number(self, segment: Segment, opened: str, place: str) -> None:
        closed = segment.get(2)
        if closed.lstrip("0") != opened.lstrip("0"):
            facts = {"tag": segment.tag, "opened": opened, "closed": closed}
            self._notes.add("X12_CONTROL", place, **facts)


def _party(isa: Segment | None, position: int) -> str:
    """Sender or receiver as ``qualifier:identifier``."""
    if not isa:
        return ""
    return ":".join(filter(None, (isa.get(position), isa.get(position + 1))))


def _place(segment: Segment) -> str:
    return f"segment {segment.number}"
