"""Dates of GS1: YYMMDD of barcodes and the date texts of EPCIS files.

``today`` is always an argument: the core has no clock.
"""

import re
from calendar import monthrange
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from ..errors import Gs1Error
from .free_dates import free_readings
from .keys import is_digits

DAY_00, MONTH_ONLY, WITH_TIME, COMPACT = "day_00", "month_only", "with_time", "compact"
OTHER_FORM = "other_form"

_ZONE = r"(?:Z|[+-]\d{2}:?\d{2})?"
_TEXT = re.compile(
    rf"(\d{{4}})-(\d{{2}})(?:-(\d{{2}})({_ZONE}|[T ]\d{{2}}(?::?\d{{2}}){{0,2}}"
    rf"(?:[.,]\d+)?{_ZONE}))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A calendar date and how it was written (``DAY_00``, ``MONTH_ONLY`` …)."""

    value: date
    flags: tuple[str, ...] = ()

    @property
    def day_00(self) -> bool:
        """The day was 00: the last of the month is meant (General Spec., 3.4)."""
        return DAY_00 in self.flags


def full_year(two_digits: int, today: date) -> int:
    """Year of two digits, from 49 years back to 50 ahead (General Spec., 7.12)."""
    century, current = divmod(today.year, 100)
    difference = two_digits - current
    if difference >= 51:
        century -= 1
    elif difference <= -50:
        century += 1
    return century * 100 + two_digits


def parse_yymmdd(text: str, today: date, *, allow_day_00: bool = True) -> ReadDate:
    """Read the six digits of AI 11 to 17; raises Gs1Error ``gs1.date``."""
    if len(text) != 6 or not is_digits(text):
        raise Gs1Error("gs1.date", value=text)
    year = full_year(int(text[:2]), today)
    return _build(text, year, int(text[2:4]), int(text[4:]), (), allow_day_00)


def parse_date_text(text: str, today: date | None = None) -> ReadDate:
    """Read a date as EPCIS files carry it.

    ``2027-03-31``, with time or zone behind it (``2027-03-31T11``, ``…T00:00:00Z``),
    ``2027-03``, ``20270331``, GS1's ``270331`` and any usual form (flag OTHER_FORM):
    ``03/31/2027``, ``31-MAR-2027``, ``202703``. The date stays the one written: an
    expiry has no time zone. ``today`` settles the century of GS1's six digits.
    Raises Gs1Error ``gs1.date``; ``gs1.date.ambiguous`` (value, first, second) for
    what may be two dates.
    """
    text = text.strip()
    if is_digits(text) and len(text) == 8 and (read := _compact(text)):
        return read
    match = _TEXT.fullmatch(text)
    if match:
        year, month, day, tail = match.groups()
        if day is None:
            return _build(text, int(year), int(month), 0, (MONTH_ONLY,), True)
        flags = (WITH_TIME,) if tail[:1] in ("T", " ") else ()
        return _build(text, int(year), int(month), int(day), flags, True)
    if today is not None and is_digits(text) and len(text) == 6:
        return parse_yymmdd(text, today)
    return _only_one(text, free_readings(text))


def _compact(text: str) -> ReadDate | None:
    try:
        parts = int(text[:4]), int(text[4:6]), int(text[6:])
        return _build(text, *parts, (COMPACT,), True)
    except Gs1Error:
        return None


def _only_one(text: str, readings: list[tuple[int, int, int]]) -> ReadDate:
    """The one date these year, month and day numbers can stand for."""
    found: dict[date, ReadDate] = {}
    for year, month, day in readings:
        flags = (OTHER_FORM,) if day > 0 else (OTHER_FORM, MONTH_ONLY)
        with suppress(Gs1Error):
            read = _build(text, year, month, max(day, 0), flags, True)
            found.setdefault(read.value, read)
    if not found:
        raise Gs1Error("gs1.date", value=text)
    if len(found) > 1:
        first, second = (day.isoformat() for day in sorted(found)[:2])
        raise Gs1Error("gs1.date.ambiguous", value=text, first=first, second=second)
    return next(iter(found.values()))


def _build(
    text: str, year: int, month: int, day: int, flags: tuple[str, ...], day_00: bool
) -> ReadDate:
    try:
        if day == 0 and day_00:
            if MONTH_ONLY not in flags:
                flags = (*flags, DAY_00)
            day = monthrange(year, month)[1]
        return ReadDate(date(year, month, day), flags)
    except ValueError as error:
        raise Gs1Error("gs1.date", value=text) from error
