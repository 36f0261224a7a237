"""GS1 Digital Link URIs ⇄ elements (URI Syntax standard, release 1.3).

Form: ``https://host/path/01/<gtin>/10/<lot>/21/<serial>?17=YYMMDD``. The words of the
2019 verification messages (``/gtin/…/lot/…/ser/…?exp=``) are read as well.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from urllib.parse import quote, unquote, unquote_plus

from ..errors import Gs1Error
from .ai_rules import Element, check_elements
from .ai_table import ai_of, check_value, known_ai
from .element_string import Elements
from .keys import GTIN_LENGTHS, is_digits

# Primary key -> sequences of qualifiers that may follow it, in this order.
_ITEM = (("22", "10", "21"), ("235",))
_PRIMARY: Mapping[str, tuple[tuple[str, ...], ...]] = {
    **dict.fromkeys(("00", "253", "255", "401", "402", "8003", "8004", "8013"), ((),)),
    "01": _ITEM,
    "8006": _ITEM[:1],
    "414": (("254",), ("7040",)),
    "415": (("8020",),),
    "417": (("7040",),),
    "8010": (("8011",),),
    "8017": (("8019",),),
    "8018": (("8019",),),
}
_WORDS: Mapping[str, str] = {
    "gtin": "01",
    "sscc": "00",
    "gln": "414",
    "glnx": "254",
    "party": "417",
    "itip": "8006",
    "cpv": "22",
    "lot": "10",
    "ser": "21",
    "exp": "17",
}
# Fields of the path or of paper alone: never in the query.
_NEVER_IN_QUERY = frozenset(("03", "21", "22", "235", "254", "8011", "8019", "8200"))

# what a package's label says
_PACKAGE = frozenset(("01", "10", "17", "21", "22"))

_URI = re.compile(
    r"(?:https?|HTTPS?)://(?P<host>[\w.\-]+(?::\d+)?|\[[\dA-Fa-f:.]+\](?::\d+)?)"
    r"(?P<path>/[\w\-.~!$&'()*+,;=:@%/]*)"
    r"(?:\?(?P<query>[\w\-.~!$&'()*+,;=:@%/?\[\]]*))?(?:#.*)?",
    re.ASCII,
)
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_WEB = re.compile(r"https?://", re.IGNORECASE)


def is_web_uri(text: str) -> bool:
    """Whether the text is a web address of any kind."""
    return _WEB.match(text) is not None


def has_primary_key(text: str) -> bool:
    """Whether a path segment of a web address opens a GS1 key."""
    segments = text.partition("?")[0].split("/")[3:]
    return any(_WORDS.get(part, part) in _PRIMARY for part in segments[:-1])


def parse_link(text: str, today: date) -> Elements:
    """Read a Digital Link; raises Gs1Error ``link.uri``, ``link.path``, ``link.query``.

    Values are checked as in a barcode, with the same codes. GTINs of fewer digits
    are filled with zeros; query fields that are no AI are left out.
    """
    match = _URI.fullmatch(text.strip())
    if not match or _BROKEN_ESCAPE.search(text):
        raise Gs1Error("link.uri", value=text)
    path = list(_path_elements(match["path"]))
    elements = [*path, *_query_elements(match["query"] or "", path)]
    for code, value in elements:
        check_value(ai_of(code), value, today)
    check_elements(elements)
    return tuple(elements)


def parse_any_link(text: str, today: date) -> Elements:
    """As ``parse_link``; lot and expiry count wherever a maker has put them.

    Behind the serial, at the end of the path, or in the query: each is named and
    stands alone, so there is one reading. The serial stands in the path.
    """
    try:
        return parse_link(text, today)
    except Gs1Error as error:
        match = _URI.fullmatch(text.strip())
        found = dict(_loose_elements(match)) if match else {}
        if error.code not in ("link.path", "link.query") or "01" not in found:
            raise
    for code, value in found.items():
        check_value(ai_of(code), value, today)
    elements = tuple(found.items())
    check_elements(elements)
    return elements


def _loose_elements(match: re.Match[str]) -> Iterator[Element]:
    """Fields of the path in any order, then of the query; each of them once.

    Gives nothing where one comes twice or a name is none of a package.
    """
    segments = match["path"].strip("/").split("/")
    names = [_WORDS.get(part, part) for part in segments]
    start = names.index("01") if "01" in names else len(names)
    pairs = list(zip(names[start::2], segments[start + 1 :: 2], strict=False))
    whole = len(segments[start:]) == 2 * len(pairs)
    in_path = {name for name, _value in pairs}
    for field in re.split("[&;]", match["query"] or ""):
        name, _equals, value = field.partition("=")
        name = _WORDS.get(name.lower(), name)
        if name in _PACKAGE:
            whole = whole and name in ("10", "17")
            pairs.append((name, value.replace("+", " ")))
    if whole and in_path <= _PACKAGE and len(dict(pairs)) == len(pairs):
        for name, value in pairs:
            yield name, _filled(name, unquote(value))


def build_link(elements: Elements, stem: str = "https://id.gs1.org") -> str:
    """Digital Link of elements; raises Gs1Error ``link.path`` without a primary key."""
    given = dict(elements)
    key = next((code for code, _ in elements if code in _PRIMARY), None)
    if key is None:
        raise Gs1Error("link.path", value="")
    sequences = _PRIMARY[key]
    chosen = max(sequences, key=lambda names: sum(name in given for name in names))
    in_path = [key, *(name for name in chosen if name in given)]
    rest = [code for code in given if code not in in_path]
    for code in rest:
        if code in _NEVER_IN_QUERY or any(code in names for names in sequences):
            raise Gs1Error("link.query", value=code)
    path = "".join(f"/{code}/{quote(given[code], safe='')}" for code in in_path)
    query = "&".join(f"{code}={quote(given[code], safe='')}" for code in rest)
    return f"{stem.rstrip('/')}{path}" + (f"?{query}" if query else "")


def _path_elements(path: str) -> Iterator[Element]:
    segments = path.split("/")[1:]
    start = _last_primary(segments)
    if start is None or not all(segments[start:]):
        raise Gs1Error("link.path", value=path)
    codes = [_WORDS.get(part, part) for part in segments[start::2]]
    if not any(_is_within(codes[1:], names) for names in _PRIMARY[codes[0]]):
        raise Gs1Error("link.path", value=path)
    for code, value in zip(codes, segments[start + 1 :: 2], strict=True):
        # "+" is data in a path and a blank in a query.
        yield code, _filled(code, unquote_plus(value.replace("+", "%2B")))


def _last_primary(segments: list[str]) -> int | None:
    """Start of the key: what stands in front of the last one is the site's own path."""
    for start in range(len(segments) - 2, -1, -2):
        if _WORDS.get(segments[start], segments[start]) in _PRIMARY:
            return start
    return None


def _is_within(codes: list[str], sequence: tuple[str, ...]) -> bool:
    """Whether the codes are some of the sequence, in its order."""
    left = iter(sequence)
    return all(code in left for code in codes)


def _query_elements(query: str, path: list[Element]) -> Iterator[Element]:
    seen = {code for code, _ in path}
    taken = seen | set(_sequence_of(path))
    for field in re.split("[&;]", query):
        name, equals, value = field.partition("=")
        code = _WORDS.get(name, name)
        if not equals or not is_digits(code):
            continue
        if code in taken or code in _NEVER_IN_QUERY or not known_ai(code):
            raise Gs1Error("link.query", value=field)
        taken.add(code)
        yield code, _filled(code, unquote_plus(value))


def _sequence_of(path: list[Element]) -> tuple[str, ...]:
    """The qualifiers that belong in this path, so that none may hide in the query."""
    codes = [code for code, _ in path]
    fitting = (names for names in _PRIMARY[codes[0]] if _is_within(codes[1:], names))
    return next(fitting, ())


def _filled(code: str, value: str) -> str:
    if code in ("01", "02") and is_digits(value) and len(value) in GTIN_LENGTHS:
        return value.zfill(14)
    return value
