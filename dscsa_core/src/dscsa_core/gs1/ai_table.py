"""Application identifiers: which one a text opens with, and whether a value is right.

Formats come from biip's table. On top of them: check digits, dates, and the tighter
rules of the few fields whose pattern alone lets wrong values through.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from biip import ParseError
from biip.gs1_application_identifiers import GS1ApplicationIdentifier

from ..errors import Gs1Error
from .dates import parse_yymmdd
from .keys import check_digit

# Coupons (North America) share the barcode types but name nothing that is received.
FOREIGN = frozenset(("8110", "8112"))

# AI -> (start, length) of the digits whose last one is a check digit.
_CHECK_DIGITS = {
    **dict.fromkeys(("01", "02", "03", "8006", "8026"), (0, 14)),
    **dict.fromkeys(("00", "8017", "8018"), (0, 18)),
    **dict.fromkeys(("253", "255", *(f"41{n}" for n in range(8))), (0, 13)),
    "402": (0, 17),
    "8003": (1, 13),
}
_DAY_00_ALLOWED = frozenset(("11", "12", "13", "15", "16", "17", "4324", "4325"))
_DATES = _DAY_00_ALLOWED | frozenset(("4326", "7003", "7006", "7007", "7011", "8008"))
_TIME = re.compile(r"(?:(?:[01]\d|2[0-3])(?:[0-5]\d){0,2})?", re.ASCII)
_HEAD = re.compile(r"\d{2,4}", re.ASCII)
_ESCAPED = r"(?:[^%]|%[0-9A-Fa-f]{2})*"

_TIGHTER = {
    ai: re.compile(pattern, re.ASCII)
    for ai, pattern in {
        "30": r"\d+",
        "401": r"\d{4}.*",
        "4309": r"(?:0\d|1[0-7])\d{8}(?:[0-2]\d|3[0-5])\d{8}"
        r"|1800000000\d{10}|\d{10}3600000000",
        "7004": r"\d+",
        "7023": r"\d{4}.*",
        "7040": r"\d..[-0-9A-Z_a-z]",
        "7252": r"[0129]",
        "8001": r"(?!0000)\d{4}(?!00000)\d{5}(?!000)\d{3}[019]\d",
        "8011": r"0|[1-9]\d*",
        **dict.fromkeys(map(str, (*range(4300, 4307), *range(4310, 4317))), _ESCAPED),
        "4320": _ESCAPED,
    }.items()
}


@dataclass(frozen=True, slots=True)
class Ai:
    """One application identifier; lengths count characters of the value."""

    code: str
    title: str
    fixed: bool
    max_length: int
    pattern: re.Pattern[str]

    @property
    def plain(self) -> bool:
        """Whether the pattern alone decides, so that any shorter value is right too."""
        return self.code not in _CHECKED and self.pattern.pattern.endswith("}")


def _width(format_text: str) -> int:
    """Largest value length of a format such as ``N2+N13[+X..17]`` or ``N4+N6+[-]``."""
    numbers = [int(number) for number in re.findall(r"\d+", format_text)[1:]]
    return sum(numbers) + format_text.count("[-]")


@cache
def _find(head: str) -> Ai | None:
    try:
        found = GS1ApplicationIdentifier.extract(head)
    except ParseError:
        return None
    # The group around a value of one part goes, so that ``plain`` can see its end.
    body = found.pattern.removeprefix(f"^{found.ai}").removesuffix("$")
    if body.startswith("([") and body.endswith("})"):
        body = body[1:-1]
    return Ai(
        code=found.ai,
        title=found.data_title,
        fixed=not found.separator_required,
        max_length=_width(found.format),
        pattern=re.compile(body, re.ASCII),
    )


def find_ai(text: str, position: int = 0) -> Ai | None:
    """The application identifier ``text`` has at ``position``, None when unknown."""
    # Only digits are asked for, which bounds the cache at some 11,000 entries.
    head = _HEAD.match(text, position)
    return _find(head[0]) if head else None


def known_ai(code: str) -> Ai | None:
    """The application identifier that is exactly ``code``, None when unknown."""
    ai = find_ai(code)
    return ai if ai and ai.code == code else None


def ai_of(code: str) -> Ai:
    """The application identifier that is exactly ``code``; KeyError if there is none.

    For elements of a text in which only known ones were looked for.
    """
    ai = known_ai(code)
    if not ai:
        raise KeyError(code)
    return ai


def check_value(ai: Ai, value: str, today: date) -> None:
    """Raise Gs1Error when the value breaks the rule of its AI.

    Codes: ``barcode.value`` (ai, title, value), ``gs1.<key>.check_digit`` (value,
    expected), ``barcode.date`` (ai, title, value), ``barcode.foreign`` (ai).
    """
    if ai.code in FOREIGN:
        raise Gs1Error("barcode.foreign", ai=ai.code)
    tighter = _TIGHTER.get(ai.code)
    wrong = not ai.pattern.fullmatch(value)
    if wrong or (tighter and not tighter.fullmatch(value)):
        raise Gs1Error("barcode.value", ai=ai.code, title=ai.title, value=value)
    if ai.code in _CHECK_DIGITS:
        _check_digit(ai, value)
    if ai.code in _DATES:
        _check_date(ai, value, today)
    if ai.code in _PARTS and not _PARTS[ai.code](value):
        raise Gs1Error("barcode.value", ai=ai.code, title=ai.title, value=value)


def is_value(ai: Ai, value: str, today: date) -> bool:
    """Whether the value keeps the rule of its AI."""
    try:
        check_value(ai, value, today)
    except Gs1Error:
        return False
    return True


def _check_digit(ai: Ai, value: str) -> None:
    start, length = _CHECK_DIGITS[ai.code]
    digits = value[start : start + length]
    digit = check_digit(digits[:-1])
    if digit != int(digits[-1]):
        key = {14: "gtin", 18: "sscc", 13: "gln"}.get(length, "key")
        raise Gs1Error(f"gs1.{key}.check_digit", value=digits, expected=str(digit))


def _check_date(ai: Ai, value: str, today: date) -> None:
    day_00 = ai.code in _DAY_00_ALLOWED
    try:
        parse_yymmdd(value[:6], today, allow_day_00=day_00)
        if ai.code == "7007" and len(value) > 6:
            parse_yymmdd(value[6:], today, allow_day_00=False)
        elif not _TIME.fullmatch(value[6:]):
            raise Gs1Error("gs1.date", value=value)
    except Gs1Error as error:
        raise Gs1Error(
            "barcode.date", ai=ai.code, title=ai.title, value=value
        ) from error


def _is_piece_of_total(value: str) -> bool:
    return 0 < int(value[14:16]) <= int(value[16:])


def _is_position_in_sequence(value: str) -> bool:
    return 0 < int(value[0]) <= int(value[2])


_PARTS: dict[str, Callable[[str], bool]] = {
    "8006": _is_piece_of_total,
    "8026": _is_piece_of_total,
    "7258": _is_position_in_sequence,
}
_CHECKED = frozenset((*_CHECK_DIGITS, *_DATES, *_TIGHTER, *_PARTS))
