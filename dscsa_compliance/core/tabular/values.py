"""One cell → one value, or what is wrong with it as a code of the catalogue."""

import re
from calendar import monthrange
from datetime import date

from ..errors import CoreError
from ..gs1.keys import MAX_SERIAL, is_cset82, is_digits
from .model import DMY, MDY, YMD

MONTHS = {
    name: number
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), 1
    )
}
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}.*$", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,4})[/.\- ](\d{1,2})[/.\- ](\d{1,4})", re.ASCII)
_NAMED = re.compile(
    r"(?:(\d{1,2})[/.\- ]*)?([A-Za-z]{3,9})\.?[/.\- ]*"
    r"(?:(\d{1,2}),?[/.\- ]+)?(\d{4}|\d{2})",
    re.ASCII,
)
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.\-](\d{4})|(\d{4})[/.\-](\d{1,2})", re.ASCII)
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE | re.ASCII)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+", re.ASCII)
_MOST = 1_000_000
_NAMES = {MDY: "month/day/year", DMY: "day/month/year", YMD: "year/month/day"}


class CellError(CoreError):
    """A cell that is not what its column should hold."""


def whole_number(text: str) -> int:
    """Number of packages; raises CellError ``row.quantity``, ``…_negative``."""
    plain = text.replace(" ", "")
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    sign = plain[:1] == "-" or plain[:1] == "(" and plain[-1:] == ")"
    plain = plain.strip("-()+")
    head, _dot, rest = plain.partition(".")
    if not is_digits(head) or rest.strip("0") or len(head) > 9:
        raise CellError("row.quantity", value=text)
    number = int(head)
    if sign and number:
        raise CellError("row.quantity_negative", value=text)
    if number > _MOST:
        raise CellError("row.quantity", value=text)
    return number


def is_shortened(text: str) -> bool:
    """Whether a spreadsheet made a power of ten of a long number."""
    return _SHORTENED.fullmatch(text) is not None


def code_text(text: str, code: str) -> str:
    """A lot or serial as labels have them; raises ``code`` or ``row.number_shortened``.

    A spreadsheet turns long numbers into powers of ten; the digits are lost then.
    """
    if is_shortened(text):
        raise CellError("row.number_shortened", value=text)
    if len(text) > MAX_SERIAL or not is_cset82(text):
        raise CellError(code, value=text)
    return text


def day(text: str, order: str = MDY, *, is_expiry: bool = False) -> date:
    """A date in any usual form; of an expiry without a day the last of the month.

    ``order`` decides where only numbers stand. Raises CellError ``row.date`` or
    ``row.date_order``.
    """
    plain = _TIME.sub("", text.strip()).strip()
    numbers = _NUMBERS.fullmatch(plain)
    try:
        if numbers:
            return _numbers(text, numbers, order)
        if is_digits(plain):
            return _compact(plain, is_expiry)
        if match := _NAMED.fullmatch(plain):
            return _named(match, is_expiry)
        if is_expiry and (match := _MONTH_YEAR.fullmatch(plain)):
            month, year = (match[1], match[2]) if match[1] else (match[4], match[3])
            return _last_day(int(year), int(month))
    except ValueError as error:
        raise CellError("row.date", value=text) from error
    raise CellError("row.date", value=text)


def _numbers(text: str, match: re.Match, order: str) -> date:
    first, second, third = (int(part) for part in match.groups())
    if len(match[1]) == 4:
        return date(first, second, third)
    if order == YMD:
        return date(_full(first), second, third)
    day_number, month = (first, second) if order == DMY else (second, first)
    if month > 12 >= day_number:
        raise CellError("row.date_order", value=text, order=_NAMES[order])
    return date(_full(third), month, day_number)


def _compact(digits: str, is_expiry: bool) -> date:
    if len(digits) == 8:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if len(digits) == 6 and is_expiry:
        year, month = 2000 + int(digits[:2]), int(digits[2:4])
        number = int(digits[4:])
        return date(year, month, number) if number else _last_day(year, month)
    raise ValueError(digits)


def _named(match: re.Match, is_expiry: bool) -> date:
    """31-MAR-2028, Mar 31, 2028, MAR 2028."""
    before, name, behind, year = match.groups()
    month = MONTHS.get(name[:3].lower())
    if not month:
        raise ValueError(name)
    number = before or behind
    if number:
        return date(_full(int(year)), month, int(number))
    if not is_expiry:
        raise ValueError(match[0])
    return _last_day(_full(int(year)), month)


def _full(year: int) -> int:
    return year + 2000 if year < 100 else year


def _last_day(year: int, month: int) -> date:
    if not 1 <= month <= 12:
        raise ValueError(month)
    return date(year, month, monthrange(year, month)[1])


def guess_order(texts) -> str:
    """The order of day and month that all these dates fit; American when both do."""
    firsts, seconds = [], []
    for text in texts:
        match = _NUMBERS.fullmatch(_TIME.sub("", text.strip()).strip())
        if match and len(match[1]) < 4:
            firsts.append(int(match[1]))
            seconds.append(int(match[2]))
    if any(first > 31 for first in firsts):
        return YMD
    if any(first > 12 for first in firsts) and not any(n > 12 for n in seconds):
        return DMY
    return MDY
