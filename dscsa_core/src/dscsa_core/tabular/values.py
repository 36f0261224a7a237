"""One cell → one value, or what is wrong with it as a code of the catalogue."""

import re
from collections.abc import Iterable

from ..errors import CoreError, Gs1Error
from ..gs1.keys import DASHES, MAX_SERIAL, Gln, is_cset82, is_digits

# as spreadsheets write it: with a sign and two digits; ``5E12`` is a lot
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d{2,3}", re.IGNORECASE | re.ASCII)
# what a spreadsheet makes of a lot such as 1-2 or MAR5
_MADE_DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?:-\d{2}|-\d{4})?"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d{2}",
    re.ASCII,
)
_EXACT_DIGITS = 15
# words that stand before the value in some cells
_CODE_WORD = re.compile(
    r"^(?:lot|batch|serial|s/?n)(?: ?(?:number|no|num|nr)\b)?\.?[\s:#][.:#\s]*+(?=\S)",
    re.IGNORECASE,
)
_EACH = re.compile(r"(?<=\d) ?(?:ea|each)\.?$", re.IGNORECASE)
_SEVERAL = re.compile(r"[\s;,|]+")
_NO_VALUE = frozenset(("n/a", "na", "none", "null", "-", "--", "n.a."))
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+", re.ASCII)
_DECIMAL_COMMA = re.compile(r"([-(]?\d+),0{1,2}\)?", re.ASCII)
_MOST = 1_000_000


class CellError(CoreError):
    """A cell that is not what its column should hold."""


def whole_number(text: str) -> int:
    """Number of packages; raises CellError ``row.quantity``, ``…_negative``."""
    plain = _EACH.sub("", text).replace(" ", "")
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    if match := _DECIMAL_COMMA.fullmatch(plain):
        plain = match[1]
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
    """A lot or serial as labels have them; raises ``code``, ``row.number_shortened``
    or ``row.became_date``.

    A spreadsheet turns long numbers into powers of ten, and 1-2 into a day; a word
    processor turns hyphens into dashes, which no label has.
    """
    text = _CODE_WORD.sub("", text.translate(DASHES))
    if is_shortened(text):
        raise CellError("row.number_shortened", value=text)
    if _MADE_DATE.fullmatch(text):
        raise CellError("row.became_date", value=text)
    if len(text) > MAX_SERIAL or not is_cset82(text):
        raise CellError(code, value=text)
    return text


def gln(text: str) -> str:
    """A GLN, a zero put back that a spreadsheet took away; raises ``row.gln``."""
    digits = text.replace(" ", "")
    try:
        return Gln.parse(digits.zfill(13) if is_digits(digits) else digits).value
    except Gs1Error as error:
        raise CellError("row.gln", value=text) from error


def several(text: str, quantity: int | None) -> list[str]:
    """The serials in one cell, as many as packages; one where nothing parts them.

    Raises CellError ``row.serials_count`` (value, expected).
    """
    parts = [part for part in _SEVERAL.split(text) if part]
    if len(parts) < 2 or (quantity == 1 and is_cset82(text)):
        return [text]
    different = len(set(parts))
    if different == len(parts) and quantity in (None, different):
        return parts
    raise CellError("row.serials_count", value=quantity, expected=different)


def has_value(text: str) -> bool:
    """Whether a cell says more than that there is nothing."""
    return text.lower() not in _NO_VALUE


def lost_ends(texts: Iterable[str]) -> frozenset[str]:
    """Numbers of a column that a spreadsheet rounded to 15 digits.

    One number that ends in a zero tells nothing; a column of them does.
    """
    long = {t for t in texts if is_digits(t) and len(t) > _EXACT_DIGITS}
    zeros = all(not t[_EXACT_DIGITS:].strip("0") for t in long)
    sure = len(long) > 1 or any(len(t) > _EXACT_DIGITS + 1 for t in long)
    return frozenset(long) if zeros and sure else frozenset()


def lost_starts(texts: Iterable[str]) -> frozenset[str]:
    """Numbers of a column that are shorter than those with zeros at their beginning."""
    digits = {t for t in texts if is_digits(t)}
    padded = {len(t) for t in digits if t[0] == "0"}
    if len(padded) != 1:
        return frozenset()
    width = padded.pop()
    fits = all(len(t) <= width for t in digits)
    return frozenset(t for t in digits if len(t) < width) if fits else frozenset()


def number_text(value: float) -> str:
    """A number of a spreadsheet as text; beyond 15 digits as a power of ten.

    It keeps no more (IEEE 754 double): what stands behind would be invented.
    """
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    if abs(value) >= 10**_EXACT_DIGITS:
        return f"{value:.14E}"
    return str(int(value)) if value == int(value) else repr(value)
