"""What a scanner or keyboard puts around the data: symbology identifier, separators."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from .element_string import BLANKS, GS
from .keys import NOT_CSET82

# What keyboard scanners make of ASCII 29. None of it may be GS1 data but the spelt
# out forms, which no manufacturer prints.
DEFAULT_SEPARATORS = (
    GS,
    "{GS}",
    "<GS>",
    "[GS]",
    "(GS)",
    "{FNC1}",
    "<FNC1>",
    "[FNC1]",
    "<F1>",
    "<F8>",
    "<29>",
    "<029>",
    "&#29;",
    "&#x1d;",
    "\\x1d",
    "\\u001d",
    "\\035",
    "\\F",
    "Alt+029",
    "Alt029",
    "<Ctrl-]>",
    "Ctrl+]",
    "<0x1D>",
    "%1D",
    "\u241d",
    "|",
    "^",
    "~",
)

# ISO/IEC 15424: GS1 DataMatrix, GS1-128, GS1 QR, GS1 DataBar/Composite, GS1 DotCode.
_GS1 = frozenset(("]d2", "]C1", "]Q3", "]e0", "]e1", "]e2", "]J1"))
_RETAIL = {"]E0": 13, "]E4": 8}
_SYMBOLOGY = re.compile(r"\][A-Za-z][0-9A-Za-z]", re.ASCII)
# ISO/IEC 15434, format 05: GS1 data in an envelope
_ENVELOPE = re.compile(r"(?:\][A-Za-z]\d)?\[\)>\x1e05\x1d([^\x1e\x04]+)[\x1e\x04]*")
# the identifier of a GS1 symbol whose bracket the keyboard has not
_NO_BRACKET = re.compile(r"(?:d2|C1|Q3|e0)(?=0[01]\d{14})", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ScanText:
    """The data of a scan and the symbology identifier in front of it, if any."""

    data: str
    symbology: str = ""

    @property
    def is_gs1(self) -> bool:
        """The symbol type says that element strings follow."""
        return self.symbology in _GS1

    @property
    def retail_length(self) -> int | None:
        """Digits of an EAN/UPC symbol, None for other symbols."""
        return _RETAIL.get(self.symbology)


def strip_symbology(text: str) -> ScanText:
    """Take the symbology identifier, an envelope and blanks around the data away."""
    text = text.strip()
    envelope = _ENVELOPE.fullmatch(text)
    if envelope:
        return ScanText(envelope[1], "]d1")
    match = _SYMBOLOGY.match(text) or _NO_BRACKET.match(text)
    if not match:
        return ScanText(text)
    symbology = match[0] if match[0][0] == "]" else f"]{match[0]}"
    return ScanText(text[match.end() :].strip(), symbology)


def normalise_separators(text: str, separators: Sequence[str]) -> str:
    """Every configured separator as ASCII 29, none at either end, no blanks."""
    return _single(_replaced(text, separators).translate(BLANKS))


def separate_by_signs(text: str, separators: Sequence[str]) -> str:
    """Also every run of signs that no field of a package code may hold as ASCII 29.

    Lots and serials have 82 signs (General Specifications, figure 7.11-1); a blank,
    ``#``, ``}``, a backslash and the like can only be what became of FNC1.
    """
    return _single(NOT_CSET82.sub(GS, _replaced(text, separators)))


def _replaced(text: str, separators: Sequence[str]) -> str:
    """Spelt-out separators count in any letter case: Caps Lock changes them too."""
    return _pattern(tuple(separators)).sub(GS, text)


@lru_cache(maxsize=32)
def _pattern(separators: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(filter(None, separators), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest)) or r"(?!)", re.IGNORECASE)


def _single(text: str) -> str:
    return re.sub(f"{GS}+", GS, text).strip(GS)
