"""Date cells: the many forms in which tables write a day, or the month of an expiry."""

import re
from calendar import monthrange
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta

from ..gs1.keys import DASHES, is_digits
from .model import DMY, MDY, YMD
from .values import CellError

MONTHS = {
    name: number
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), 1
    )
}
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}.*$", re.IGNORECASE)
# what stands before a date in some cells: the word for it, or the day of the week
_WORDS = re.compile(
    r"^(?:exp(?:iry|ires|iration|\.)?(?: ?date)?|use by|(?:mon|tues?|wed(?:nes)?"
    r"|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)(?![a-z])[\s:.,]*",
    re.IGNORECASE,
)
_AROUND = re.compile(r" ?([/.-]) ?")
_LONG_STAMP = re.compile(r"(\d{8})(?:T?\d{6}|T\d{4})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,4})[/.\- ](\d{1,2})[/.\- ](\d{1,4})", re.ASCII)
_NAMED = re.compile(
    r"(?:(\d{1,2})[/.\- ]*)?([A-Za-z]{3,9})\.?[/.\- ]*"
    r"(?:(\d{1,2}),?[/.\- ]+)?(\d{4}|\d{2})",
    re.ASCII,
)
_YEAR_NAMED = re.compile(
    r"(\d{4})[/.\- ]*([A-Za-z]{3,9})\.?(?:[/.\- ]*(\d{1,2}))?", re.ASCII
)
_MONTH_YEAR = re.compile(r"(\d{1,4})[/.\- ](\d{1,4})", re.ASCII)
_NAMES = {MDY: "month/day/year", DMY: "day/month/year", YMD: "year/month/day"}
# day numbers of spreadsheets count from here; these are the years 2000 to 2099
_DAY_ZERO = date(1899, 12, 30)
_DAY_NUMBERS = range(36526, 73051)
_DAY_NUMBER = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
# two digits that can be the year of an expiry but no month
_SHORT_YEARS = range(13, 80)
_YEARS = range(2000, 2100)


def day(text: str, order: str = MDY, *, is_expiry: bool = False) -> date:
    """A date in any usual form; of an expiry without a day the last of the month.

    ``order`` decides where only numbers stand. Raises CellError ``row.date`` or
    ``row.date_order``.
    """
    plain = _plain(text)
    try:
        found = _read(text, plain, order, is_expiry)
    except ValueError as error:
        raise CellError("row.date", value=text) from error
    if not found:
        raise CellError("row.date", value=text)
    return found


def _plain(text: str) -> str:
    """A date without words, time and blanks around its signs."""
    plain = _TIME.sub("", _WORDS.sub("", text.translate(DASHES).strip())).strip()
    stamp = _LONG_STAMP.fullmatch(plain)
    return stamp[1] if stamp else _AROUND.sub(r"\1", plain)


def _read(text: str, plain: str, order: str, is_expiry: bool) -> date | None:
    if match := _NUMBERS.fullmatch(plain):
        return _numbers(text, match, order, is_expiry)
    if match := _DAY_NUMBER.fullmatch(plain):
        number = int(match[1])
        return _DAY_ZERO + timedelta(number) if number in _DAY_NUMBERS else None
    if is_digits(plain):
        return _compact(plain, order, is_expiry)
    if match := _NAMED.fullmatch(plain):
        before, name, behind, year = match.groups()
        return _named(name, before or behind, year, is_expiry)
    if match := _YEAR_NAMED.fullmatch(plain):
        return _named(match[2], match[3], match[1], is_expiry)
    match = _MONTH_YEAR.fullmatch(plain)
    return _month_year(match[1], match[2]) if match and is_expiry else None


def _numbers(text: str, match: re.Match, order: str, is_expiry: bool) -> date:
    first, second, third = (int(part) for part in match.groups())
    if len(match[1]) == 4:
        return _date(first, second, third, is_expiry)
    if order == YMD:
        return _date(_full(first), second, third, is_expiry)
    day_number, month = (first, second) if order == DMY else (second, first)
    if month > 12 >= day_number:
        raise CellError("row.date_order", value=text, order=_NAMES[order])
    return _date(_full(third), month, day_number, is_expiry)


def _compact(digits: str, order: str, is_expiry: bool) -> date | None:
    if len(digits) == 8:
        return _eight(digits, order, is_expiry)
    if not is_expiry:
        return None
    if len(digits) == 6:
        return _six(digits)
    return _month_year(digits[:2], digits[2:]) if len(digits) == 4 else None


def _eight(digits: str, order: str, is_expiry: bool) -> date:
    if int(digits[:4]) in _YEARS:
        year, month, number = digits[:4], digits[4:6], digits[6:]
    elif order == DMY:
        number, month, year = digits[:2], digits[2:4], digits[4:]
    else:
        month, number, year = digits[:2], digits[2:4], digits[4:]
    return _date(int(year), int(month), int(number), is_expiry)


def _six(digits: str) -> date:
    """YYMMDD of barcodes; YYYYMM or MMYYYY where that can be no day."""
    year, month, number = (int(digits[i : i + 2]) for i in (0, 2, 4))
    with suppress(ValueError):
        return _date(2000 + year, month, number, True)
    if int(digits[:4]) in _YEARS:
        return _last_day(int(digits[:4]), int(digits[4:]))
    return _last_day(int(digits[2:]), int(digits[:2]))


def _month_year(one: str, other: str) -> date | None:
    """12/2028, 2028-12, 12/28 and 28/12: which is the year has to be certain."""
    for month, year in ((one, other), (other, one)):
        is_year = len(year) == 4 or int(year) in _SHORT_YEARS
        if is_year and int(month) <= 12:
            return _last_day(_full(int(year)), int(month))
    return None


def _named(name: str, number: str | None, year: str, is_expiry: bool) -> date | None:
    """31-MAR-2028, Mar 31, 2028, MAR 2028, 2028-Mar."""
    month = MONTHS.get(name[:3].lower())
    if not month:
        return None
    if number:
        return _date(_full(int(year)), month, int(number), is_expiry)
    return _last_day(_full(int(year)), month) if is_expiry else None


def _full(year: int) -> int:
    return year + 2000 if year < 100 else year


def _date(year: int, month: int, number: int, is_expiry: bool) -> date:
    """Day 00 is the last of the month, as in barcodes (General Specifications 3.4)."""
    if number == 0 and is_expiry:
        return _last_day(year, month)
    return date(year, month, number)


def _last_day(year: int, month: int) -> date:
    if not 1 <= month <= 12 or year not in _YEARS:
        raise ValueError(month)
    return date(year, month, monthrange(year, month)[1])


def guess_order(texts: Iterable[str]) -> str:
    """The order of day and month that all these dates fit; American when both do."""
    firsts, seconds = _heads(texts)
    if any(first > 31 for first in firsts):
        return YMD
    if any(first > 12 for first in firsts) and not any(n > 12 for n in seconds):
        return DMY
    return MDY


def is_order_open(texts: Iterable[str]) -> bool:
    """Whether day and month of these dates may as well stand the other way round."""
    firsts, seconds = _heads(texts)
    return firsts != seconds and all(number <= 12 for number in (*firsts, *seconds))


def _heads(texts: Iterable[str]) -> tuple[list[int], list[int]]:
    """First and second numbers of the dates that do not begin with the year."""
    firsts, seconds = [], []
    for text in texts:
        match = _NUMBERS.fullmatch(_plain(text))
        if match and len(match[1]) < 4:
            firsts.append(int(match[1]))
            seconds.append(int(match[2]))
    return firsts, seconds
