"""What a scanner or keyboard puts around the data: symbology identifier, separators."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .element_string import BLANKS, GS

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
    "\\x1d",
    "\\x1D",
    "\\u001d",
    "\\u001D",
    "\\F",
    "Alt+029",
    "Alt029",
    "<0x1D>",
    "\u241d",
    "|",
    "^",
    "~",
)

# ISO/IEC 15424: GS1 DataMatrix, GS1-128, GS1 QR, GS1 DataBar/Composite, GS1 DotCode.
_GS1 = frozenset(("]d2", "]C1", "]Q3", "]e0", "]e1", "]e2", "]J1"))
_RETAIL = {"]E0": 13, "]E4": 8}
_SYMBOLOGY = re.compile(r"\][A-Za-z][0-9A-Za-z]", re.ASCII)


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
    """Take the symbology identifier and blanks around the data away."""
    text = text.strip()
    match = _SYMBOLOGY.match(text)
    if not match:
        return ScanText(text)
    return ScanText(text[match.end() :].strip(), match[0])


def normalise_separators(text: str, separators: Sequence[str]) -> str:
    """Every configured separator as ASCII 29, none at either end, no blanks."""
    for separator in sorted(separators, key=len, reverse=True):
        if separator:
            text = text.replace(separator, GS)
    return re.sub(f"{GS}+", GS, text.translate(BLANKS)).strip(GS)
