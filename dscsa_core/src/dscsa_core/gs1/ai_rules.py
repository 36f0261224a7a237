"""Which application identifiers may, must or must not stand together.

General Specifications, section 4.14: the pairs a label of drugs or logistic units
can meet, and the price and measure fields of GS1's own test vectors. ``n`` stands
for any digit.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from ..errors import Gs1Error

Element = tuple[str, str]

_ITEM = ("01", "02", "03", "8006", "8026")
_MEASURE = ("30", "31nn", "32nn", "35nn", "36nn")

_EXCLUDES: Mapping[str, tuple[str, ...]] = {
    "01": ("02", "03", "255", "37"),
    "02": ("03",),
    "03": ("37", "235"),
    "21": ("235",),
    "255": ("02", "415", "8006", "8020", "8026"),
    "390n": ("391n", "394n", "8111"),
    "392n": ("393n",),
    "394n": ("8111",),
    "395n": ("392n", "393n", "8005"),
    "420": ("421",),
    "422": ("426",),
    "4330": ("4331",),
    "4332": ("4333",),
    "8006": ("01", "02", "37"),
    "8026": ("02", "8006"),
}

# Each AI needs one of the alternatives; an alternative is all AIs joined by "+".
_NEEDS: Mapping[str, tuple[str, ...]] = {
    "02": ("37",),
    "37": ("00+02", "00+8026"),
    **dict.fromkeys(("10", "11", "13", "15", "16", "240", "241"), _ITEM),
    "17": (*_ITEM, "255"),
    "20": _ITEM,
    "21": ("01", "03", "8006"),
    "22": ("01",),
    "235": ("01",),
    "250": ("01+21", "03+21", "8006+21"),
    "251": ("01", "03", "8006"),
    "254": ("414",),
    "30": ("01", "02"),
    **dict.fromkeys(("31nn", "32nn", "35nn", "36nn"), ("00", "01", "02")),
    **dict.fromkeys(("33nn", "34nn"), ("00", "01")),
    "392n": tuple(f"01+{measure}" for measure in _MEASURE),
    "393n": _MEASURE,
    "395n": _MEASURE,
    "403": ("00",),
    "43nn": ("00",),
    "71n": ("01",),
    "7003": ("01", "02", "03"),
    "8011": ("8010",),
    "8019": ("8017", "8018"),
    "8026": ("37",),
}

# A digital signature signs one object: class keys need their serial part.
_SIGNED = ("00", "01+21", "03+21", "8004", "8006+21", "8010+8011", "8017", "8018")
_SERIAL_FROM = {"253": 13, "255": 13, "8003": 14}


def check_elements(elements: Iterable[Element]) -> None:
    """Raise Gs1Error when elements do not go together.

    Codes: ``barcode.repeated`` (ai), ``barcode.excluded`` (ai, other),
    ``barcode.missing`` (ai, needs).
    """
    values: dict[str, str] = {}
    for ai, value in elements:
        if values.setdefault(ai, value) != value:
            raise Gs1Error("barcode.repeated", ai=ai)
    _check_exclusions(values)
    for ai in values:
        needed = _needs(ai)
        if needed and not any(_has_all(values, way) for way in needed):
            raise Gs1Error("barcode.missing", ai=ai, needs=_words(needed))
    if "8030" in values and not _is_signable(values):
        raise Gs1Error("barcode.missing", ai="8030", needs=_words(_SIGNED))


def _check_exclusions(values: Mapping[str, str]) -> None:
    families: dict[str, str] = {}
    for ai in values:
        if len(ai) == 4 and ai[:2] in _MEASURE_HEADS:
            # The last digit is the number of decimals: one amount given twice.
            other = families.setdefault(ai[:3], ai)
            if other != ai:
                raise Gs1Error("barcode.excluded", ai=other, other=ai)
        for pattern in _excludes(ai):
            for other in values:
                if other != ai and _matches(pattern, other):
                    raise Gs1Error("barcode.excluded", ai=ai, other=other)


_MEASURE_HEADS = frozenset(("31", "32", "33", "34", "35", "36", "39"))


def _is_signable(values: Mapping[str, str]) -> bool:
    if any(_has_all(values, way) for way in _SIGNED):
        return True
    return any(len(values.get(ai, "")) > start for ai, start in _SERIAL_FROM.items())


@cache
def _excludes(ai: str) -> tuple[str, ...]:
    return tuple(p for key, ps in _EXCLUDES.items() if _matches(key, ai) for p in ps)


@cache
def _needs(ai: str) -> tuple[str, ...]:
    return next((ways for key, ways in _NEEDS.items() if _matches(key, ai)), ())


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("n", r"\d"), re.ASCII)


def _matches(pattern: str, ai: str) -> bool:
    return pattern == ai or ("n" in pattern and bool(_regex(pattern).fullmatch(ai)))


def _has_all(values: Mapping[str, str], way: str) -> bool:
    return all(any(_matches(part, ai) for ai in values) for part in way.split("+"))


def _words(ways: tuple[str, ...]) -> str:
    return " / ".join(ways)
