"""Texts that are no single GS1 code of a package, known by their form."""

import re
from collections.abc import Iterator
from datetime import date

from ..errors import Gs1Error
from .bare import looks_bare
from .element_string import GS, Elements, every_split, parse_bracketed, parse_separated
from .scan_text import strip_symbology

# 21 CFR 201.25 lets a linear code hold the NDC alone: ten digits, or eleven as billed
_NDC = re.compile(
    r"(?:(?:NDC|N4)[\s:#.]*)?(?:\d{10,11}|\d{4,6}([-\s])\d{3,4}\1\d{1,2})|NDC[\s:#.]*\d{12}",
    re.ASCII | re.IGNORECASE,
)
_NAMES = tuple(
    (re.compile(pattern, re.ASCII), name)
    for pattern, name in (
        (r"\+[A-Z][A-Z0-9]{3}", "HIBC"),
        (r"[=&][A-Z0-9<>%)]", "ISBT 128"),
        (r"\[\)>", "ISO 15434"),
        (r"@\s+ANSI ", "driver’s license"),
        (r"1Z[0-9A-Z]{16}\Z", "UPS"),
    )
)
_START = re.compile(
    r"(?:\][A-Za-z]\d)?(?:[(\[]01[)\]]|01)\d{14}|(?:\][A-Za-z]\d)?00\d{18}", re.ASCII
)
_MAX_STARTS = 8


def names_drug_only(text: str) -> bool:
    """Whether a text is an NDC and nothing else: with or without hyphens and word."""
    return _NDC.fullmatch(text.strip()) is not None


def name_of_other(text: str) -> str:
    """The name of another kind of code the text belongs to, empty for none known."""
    return next((name for pattern, name in _NAMES if pattern.match(text)), "")


def without_repetition(text: str) -> str:
    """One code sent twice in one go, or on two lines, as the one it is."""
    lines = set(_lines(text))
    if len(lines) == 1:
        text = lines.pop()
    half, odd = divmod(len(text), 2)
    same = not odd and text[:half] == text[half:]
    return text[:half] if same and _START.match(text) else text


def _lines(text: str) -> list[str]:
    """The lines that hold something, without the blanks and GS around them."""
    lines = (line.strip() for line in text.replace("\r", "\n").split("\n"))
    return [line for line in lines if line]


def has_lines_of_codes(text: str, today: date) -> bool:
    """Whether a text is the memory of a batch scanner: a code on each line."""
    lines = _lines(text)
    return len(lines) > 1 and all(
        _is_bare(line) or bool(_elements(line, today)) for line in lines
    )


def holds_several_codes(text: str, today: date) -> bool:
    """Whether the text falls into whole codes, each with a key of its own."""
    return any(
        _elements(text[:start], today) and _begins_code(text, start, today)
        for start in _inner_starts(text)
    )


def _begins_code(text: str, start: int, today: date) -> bool:
    """A product number alone may be the end of a lot; a mark or a serial is none."""
    is_marked = text[start] in "]([" or text[start - 1] in f"{GS}\r\n"
    ais = {ai for ai, _value in _elements(text[start:], today)}
    return bool(ais) and (is_marked or bool(ais & {"00", "21"}))


def _is_bare(text: str) -> bool:
    data = strip_symbology(text).data
    return looks_bare(data) or names_drug_only(data)


def _inner_starts(text: str) -> Iterator[int]:
    found = 0
    for start in range(1, len(text)):
        if found < _MAX_STARTS and _START.match(text, start):
            found += 1
            yield start


def _elements(text: str, today: date) -> Elements:
    """The fields of a code; of a longer dump those of its first code."""
    data = strip_symbology(text).data.strip(f"{GS} \r\n\t")
    following = next(_inner_starts(data), None)
    for piece in dict.fromkeys((data, data[:following].rstrip(f"{GS}\r\n"))):
        try:
            if piece[:1] in ("(", "["):
                return parse_bracketed(piece, today)
            return parse_separated(piece, today)
        except Gs1Error:
            splits, _more = every_split(piece, today, 1)
            if splits:
                return splits[0]
    return ()
