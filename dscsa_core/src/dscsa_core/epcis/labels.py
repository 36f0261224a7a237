"""Lots and expiry dates as labels have them and files tell them."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from ..errors import Gs1Error
from ..gs1.dates import (
    COMPACT,
    DAY_00,
    MONTH_ONLY,
    OTHER_FORM,
    WITH_TIME,
    parse_date_text,
)
from ..gs1.keys import DASHES, MAX_SERIAL, is_cset82
from .notes import Notes
from .text import Texts

_Value = TypeVar("_Value", str, date)


class Labels:
    """Reads what the events of one file tell of lots and dates, and notes faults."""

    def __init__(self, notes: Notes, texts: Texts) -> None:
        self._notes, self._texts = notes, texts

    def lot_and_expiry(
        self, marks: list[tuple[str, str, int]]
    ) -> tuple[str, date | None]:
        """Those of the event out of (``lot``/``expiry``, text, depth)."""
        lots = self._ranked(marks, "lot")
        dates = self._ranked(marks, "expiry")
        lot = self._one("lot", lots) or ""
        if lot and (len(lot) > MAX_SERIAL or not is_cset82(lot)):
            self._notes.add("LOT_INVALID", value=lot[:80])
        return lot, self._one("expiry", map(self.day, dates))

    def items(
        self, rows: Iterable[tuple[str, str, str]] | None
    ) -> tuple[tuple[str, str, date | None], ...]:
        """(GTIN, lot, expiry) of products of which a vendor's list tells one lot."""
        found: dict[str, tuple[set[str], set[date]]] = {}
        for gtin, what, text in rows or ():
            lots, days = found.setdefault(gtin.zfill(14), (set(), set()))
            if what == "expiry":
                days.update(filter(None, (self.day(self._texts.clean(text)),)))
            else:
                lots.update(filter(None, (self._texts.clean(text).translate(DASHES),)))
        return tuple(
            (gtin, next(iter(lots), ""), next(iter(days), None))
            for gtin, (lots, days) in found.items()
            if (lots or days) and len(lots) < 2 and len(days) < 2
        )

    def day(self, text: str | None, code: str = "EXPIRY_INVALID") -> date | None:
        """A day as a text has it; notes ``code`` when it cannot be read."""
        text = self._texts.clean(text).translate(DASHES)
        try:
            read = parse_date_text(text)
        except Gs1Error as error:
            if error.code == "gs1.date.ambiguous":
                code = error.code
            self._notes.add(code, **{**error.facts, "value": text[:80]})
            return None
        flags, value = set(read.flags), read.value.isoformat()
        if flags & {DAY_00, MONTH_ONLY}:
            self._notes.add("EXPIRY_DAY00", expiry=value)
        if flags & {WITH_TIME, COMPACT, OTHER_FORM}:
            self._notes.add("DATE_FORMAT", value=text[:80], date=value)
        return read.value

    def _ranked(self, marks: list[tuple[str, str, int]], what: str) -> list[str]:
        """The distinct values of the best place that has any (0 = ILMD)."""
        found = [(rank, self._texts.clean(t)) for w, t, rank in marks if w == what]
        found = [pair for pair in found if pair[1]]
        ranked = (text.translate(DASHES) for _, text in sorted(found, key=_rank))
        values = list(dict.fromkeys(ranked))
        return values if not found or min(found)[0] < 2 else _only(values)

    def _one(self, what: str, values: Iterable[_Value | None]) -> _Value | None:
        told = [value for value in dict.fromkeys(values) if value]
        if len(told) > 1:
            first, second = str(told[0]), str(told[1])
            self._notes.add("ILMD_CONFLICT", field=what, first=first, second=second)
        return told[0] if told else None


def _rank(pair: tuple[int, str]) -> int:
    return pair[0]


def _only(values: list[str]) -> list[str]:
    """Values from deep inside a vendor's extension count only when they agree."""
    return values if len(values) == 1 else []
