"""Dates as people and programs write them: every year, month and day they may mean.

Nothing is chosen here. GS1's own ``YYMMDD`` comes before other orders of six digits
(General Specifications, section 3.4), since programs that leave out signs follow it.
"""

import re
from collections.abc import Iterator

Reading = tuple[int, int, int]

MONTHS = {
    name: number
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), 1
    )
}
NO_DAY = 0
# No package with a serial of the law's time ran out before; two digits mean these.
_FIRST_YEAR, _LAST_YEAR = 2012, 2099
_TIME = re.compile(
    r"[T ]\d{1,2}:?\d{2}(?::?\d{2}(?:[.,]\d{1,9})?)?(?: ?[AP]M)?"
    r"(?: ?Z| ?[+-]\d{2}:?\d{2})?",
    re.ASCII | re.IGNORECASE,
)
_PARTS = re.compile(r"\d{1,8}|[A-Za-z]{3,9}", re.ASCII)
_BETWEEN = re.compile(r"[ ./,-]{0,2}")


def free_readings(text: str) -> list[Reading]:
    """Every (year, month, day) the text may mean, day 0 for none; most are no dates."""
    parts = _parts_of(text)
    if any(part.isalpha() for part in parts):
        return list(_named(parts))
    if len(parts) == 1:
        return list(_digits(parts[0]))
    if len(parts) == 2:
        return list(_month_and_year(parts))
    return list(_three(parts)) if len(parts) == 3 else []


def _parts_of(text: str) -> list[str]:
    """Numbers and words between the usual signs; empty for anything else."""
    if len(text) > 40:
        return []
    parts, end = [], 0
    for match in _PARTS.finditer(text):
        if not _BETWEEN.fullmatch(text[end : match.start()]):
            break
        parts.append(match[0])
        end = match.end()
        rest = text[end:]
        whole = len(parts) == 3 or len(parts[0]) == 8
        if not rest.strip(" .") or whole and _TIME.fullmatch(rest):
            return parts
    return []


def _digits(text: str) -> Iterator[Reading]:
    one, two, three = text[:2], text[2:4], text[4:]
    if len(text) == 8:
        yield int(text[:4]), int(text[4:6]), int(text[6:])
        yield int(text[4:]), int(one), int(two)
        yield int(text[4:]), int(two), int(one)
    elif len(text) == 6:
        own = _year(one), int(two), int(three)
        if own[0] and _is_date(own):
            yield own
            return
        yield _year(text[:4]), int(three), NO_DAY
        yield _year(text[2:]), int(one), NO_DAY
        yield _year(three), int(one), int(two)
        yield _year(three), int(two), int(one)


def _is_date(reading: Reading) -> bool:
    _year_number, month, day = reading
    return 1 <= month <= 12 and day <= 31


def _three(parts: list[str]) -> Iterator[Reading]:
    first, second, third = parts
    if len(first) == 4:
        yield int(first), int(second), int(third)
        return
    for year, month, day in (
        (third, first, second),
        (third, second, first),
        *([(first, second, third)] if len(third) <= 2 else ()),
    ):
        yield _year(year), int(month), int(day)


def _month_and_year(parts: list[str]) -> Iterator[Reading]:
    for month, year in (parts, parts[::-1]):
        yield _year(year), int(month), NO_DAY


def _named(parts: list[str]) -> Iterator[Reading]:
    """30-APR-2028, Apr 30, 2028, 2028 Apr 30, APR 2028: the name is the month."""
    words = [part for part in parts if part.isalpha()]
    numbers = [part for part in parts if not part.isalpha()]
    month = MONTHS.get(words[0][:3].lower()) if len(words) == 1 else None
    if not month or not 1 <= len(numbers) <= 2:
        return
    if len(numbers) == 1:
        yield _year(numbers[0]), month, NO_DAY
    elif len(numbers[0]) == 4:
        yield int(numbers[0]), month, int(numbers[1])
    else:
        yield _year(numbers[1]), month, int(numbers[0])


def _year(text: str) -> int:
    """A year of two or four digits; 0, which is none, for anything unlikely."""
    number = int(text) + 2000 if len(text) == 2 else int(text)
    return number if _FIRST_YEAR <= number <= _LAST_YEAR else 0
