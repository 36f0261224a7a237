"""Keys → EPC URIs. Needs the length of the company prefix, which no key carries.

Sources for it, in this order: URIs already received for the same number, a prefix
stored on partner or product, the NDC labeler rule, GS1's prefix table
(requirements 3.7). Without any of them the answer is an error, not a guess.
"""

from collections.abc import Mapping

from ..errors import Gs1Error
from .epc_uri import MAX_PREFIX, MAX_SERIAL, MIN_PREFIX, parse_epc
from .keys import Gln, Gtin, Sscc, is_cset82

# Tag Data Standard, section 6.3.1, figure 6: what a URN may not hold as it is.
_ESCAPES = str.maketrans({char: f"%{ord(char):02X}" for char in '"%&/<>?'})


def company_prefix_length(
    number: str,
    known: Mapping[str, int] | None = None,
    *,
    stored: str = "",
    table: Mapping[str, int] | None = None,
) -> int:
    """Length of the company prefix in a GTIN-14, SSCC-18 or GLN-13.

    ``known`` maps numbers to lengths seen in URIs, ``stored`` is a company prefix of
    partner or product, ``table`` maps number prefixes to lengths (the longest wins).
    Raises Gs1Error ``epc.prefix_unknown``.
    """
    if known and number in known:
        return known[number]
    digits = number if len(number) == 13 else number[1:]
    if stored and digits.startswith(stored):
        return len(stored)
    if digits[:2] == "03":
        # Drug numbers are 03 + NDC labeler; labelers below 10000 have four digits.
        return 6 if digits[2] == "0" else 7
    table = table or {}
    for length in range(len(digits), 0, -1):
        if digits[:length] in table:
            return table[digits[:length]]
    raise Gs1Error("epc.prefix_unknown", value=number)


def prefix_length_of(uri: str) -> int:
    """Length of the company prefix as the sender of this EPC URN wrote it.

    Raises Gs1Error as ``parse_epc``, ``epc.prefix_unknown`` for what is no URN.
    """
    uri = uri.strip()
    parse_epc(uri)
    parts = uri.split(":", 4)
    if len(parts) != 5 or parts[0].lower() != "urn":
        raise Gs1Error("epc.prefix_unknown", value=uri)
    return len(parts[4].partition(".")[0])


def sgtin_uri(gtin: str, serial: str, prefix_length: int) -> str:
    """``urn:epc:id:sgtin:…``; raises Gs1Error for a wrong GTIN, serial or length."""
    return f"urn:epc:id:sgtin:{_item(gtin, prefix_length)}.{_text(serial, 'serial')}"


def lgtin_uri(gtin: str, lot: str, prefix_length: int) -> str:
    """``urn:epc:class:lgtin:…``; errors as ``sgtin_uri``."""
    return f"urn:epc:class:lgtin:{_item(gtin, prefix_length)}.{_text(lot, 'lot')}"


def gtin_pattern_uri(gtin: str, prefix_length: int) -> str:
    """``urn:epc:idpat:sgtin:….*``, the name of a product in master data."""
    return f"urn:epc:idpat:sgtin:{_item(gtin, prefix_length)}.*"


def sscc_uri(sscc: str, prefix_length: int) -> str:
    """``urn:epc:id:sscc:…``; raises Gs1Error for a wrong SSCC or length."""
    value = Sscc.parse(sscc).value
    return f"urn:epc:id:sscc:{_with_extension(value, prefix_length)}"


def sgln_uri(gln: str, prefix_length: int, extension: str = "") -> str:
    """``urn:epc:id:sgln:…``, extension ``0`` for none; errors as ``sscc_uri``."""
    text = _text(extension or "0", "extension")
    return f"urn:epc:id:sgln:{_place(gln, prefix_length)}.{text}"


def pgln_uri(gln: str, prefix_length: int) -> str:
    """``urn:epc:id:pgln:…``; errors as ``sscc_uri``."""
    return f"urn:epc:id:pgln:{_place(gln, prefix_length)}"


def _item(gtin: str, prefix_length: int) -> str:
    return _with_extension(Gtin.parse(gtin).value, prefix_length)


def _with_extension(value: str, prefix_length: int) -> str:
    """Prefix and reference of a number whose first digit is no part of the prefix."""
    _check_length(value, prefix_length)
    cut = 1 + prefix_length
    return f"{value[1:cut]}.{value[0]}{value[cut:-1]}"


def _place(gln: str, prefix_length: int) -> str:
    value = Gln.parse(gln).value
    _check_length(value, prefix_length)
    return f"{value[:prefix_length]}.{value[prefix_length:-1]}"


def _check_length(value: str, prefix_length: int) -> None:
    if not MIN_PREFIX <= prefix_length <= MAX_PREFIX:
        expected = f"{MIN_PREFIX}-{MAX_PREFIX}"
        raise Gs1Error("epc.prefix.length", value=value, expected=expected)


def _text(value: str, name: str) -> str:
    if not 0 < len(value) <= MAX_SERIAL:
        found = str(len(value))
        raise Gs1Error(f"epc.{name}.length", value=value, expected="1-20", found=found)
    if not is_cset82(value):
        raise Gs1Error(f"epc.{name}.charset", value=value)
    return value.translate(_ESCAPES)
