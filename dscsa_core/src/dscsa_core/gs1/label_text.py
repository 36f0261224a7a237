"""What labels say: element strings for symbols, SSCCs, and numbers of our own.

A symbol is written from ``symbol_text`` (square brackets: no GS1 value may hold them,
while round ones may stand in a serial), read by people as ``printed_text`` and by
scanners as ``scanned_text``.

>>> build_sscc("3", "0399880", 42)
'303998800000000424'
>>> read_own_code(own_code(1234))
1234
"""

import re
from datetime import date

from ..errors import Gs1Error
from .ai_rules import Element
from .element_string import Elements, join_elements
from .keys import Gtin, check_digit, is_cset82, is_digits

MAX_TEXT = 20
PREFIX_LENGTHS = range(6, 13)
DATA_MATRIX, GS1_128 = "]d2", "]C1"

# letters first: no application identifier begins so, hence no reader of GS1 symbols
# can take our numbers for a product identifier
OWN_PREFIX = "OWN"
_OWN = re.compile(rf"{OWN_PREFIX}-(\d{{1,18}})-(\d)", re.ASCII | re.IGNORECASE)


def package_elements(
    gtin: str, serial: str, lot: str = "", expiry: date | None = None
) -> Elements:
    """Elements of a product identifier (FD&C Act, section 581(14)), in usual order.

    Raises Gs1Error ``gs1.gtin.*`` for the GTIN, ``barcode.value`` (ai, title, value)
    for a serial or lot that GS1 does not allow.
    """
    found: list[Element] = [("01", Gtin.parse(gtin).value)]
    found.append(("21", _checked_text("21", "SERIAL", serial)))
    if expiry:
        found.append(("17", f"{expiry:%y%m%d}"))
    if lot:
        found.append(("10", _checked_text("10", "BATCH/LOT", lot)))
    return tuple(found)


def _checked_text(ai: str, title: str, value: str) -> str:
    if not is_cset82(value) or len(value) > MAX_TEXT:
        raise Gs1Error("barcode.value", ai=ai, title=title, value=value)
    return value


def symbol_text(elements: Elements) -> str:
    """The text a symbol is made from: ``[01]…[21]…``."""
    return "".join(f"[{ai}]{value}" for ai, value in elements)


def printed_text(elements: Elements) -> str:
    """The human-readable text beside a symbol: ``(01)…(21)…``."""
    return "".join(f"({ai}){value}" for ai, value in elements)


def scanned_text(elements: Elements, symbology: str = DATA_MATRIX) -> str:
    """What a scanner sends for the symbol, separators as ASCII 29."""
    return f"{symbology}{join_elements(elements)}"


# SSCC ------------------------------------------------------------------------------
def sscc_capacity(prefix: str) -> int:
    """How many serial references a company prefix leaves in one extension digit.

    Raises Gs1Error ``epc.prefix.length`` (value, expected), ``gs1.digits`` (value).
    """
    if prefix and not is_digits(prefix):
        raise Gs1Error("gs1.digits", value=prefix)
    if len(prefix) not in PREFIX_LENGTHS:
        wanted = f"{PREFIX_LENGTHS[0]}-{PREFIX_LENGTHS[-1]}"
        raise Gs1Error("epc.prefix.length", value=prefix, expected=wanted)
    return 10 ** (16 - len(prefix))


def build_sscc(extension: str, prefix: str, reference: int) -> str:
    """Eighteen digits: extension, company prefix, serial reference, check digit.

    GS1 General Specifications, 2.2.1. Raises what ``sscc_capacity`` raises,
    ``gs1.digits`` (value) for an extension that is no single digit and
    ``gs1.sscc.length`` (value, expected) when the references are used up.
    """
    capacity = sscc_capacity(prefix)
    if len(extension) != 1 or not is_digits(extension):
        raise Gs1Error("gs1.digits", value=extension)
    if not 0 <= reference < capacity:
        raise Gs1Error(
            "gs1.sscc.length", value=str(reference), expected=f"0-{capacity - 1}"
        )
    body = f"{extension}{prefix}{reference:0{16 - len(prefix)}d}"
    return f"{body}{check_digit(body)}"


# our own numbers -------------------------------------------------------------------
def own_code(number: int) -> str:
    """The text of an internal label: never shaped like a GS1 key."""
    return f"{OWN_PREFIX}-{number:d}-{check_digit(str(number))}"


def read_own_code(text: str) -> int | None:
    """The number of an internal label, or None for any other or misread text."""
    match = _OWN.fullmatch(_without_symbology(text.strip()))
    if not match or int(match[2]) != check_digit(match[1]):
        return None
    return int(match[1])


def _without_symbology(text: str) -> str:
    return text[3:] if text.startswith("]") else text
