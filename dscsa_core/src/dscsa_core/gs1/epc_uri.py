"""EPC identifiers of EPCIS files → keys: URN, Digital Link, bracketed text.

Tag Data Standard, section 6. Decoding needs no table of company prefixes: the parts
are put together again, so that two spellings of one number give the same key.

>>> parse_epc("urn:epc:id:sgtin:030001.0012345.7A").key
'0100300010123455217A'
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ..errors import Gs1Error
from .ai_rules import Element
from .dates import parse_yymmdd
from .digital_link import has_primary_key, is_web_uri, parse_any_link
from .element_string import parse_bracketed
from .keys import (
    MAX_SERIAL,
    SGTIN,
    SSCC,
    Gln,
    Gtin,
    Sscc,
    check_digit,
    is_cset82,
    is_digits,
    package_key,
    sscc_key,
)

SGLN, PGLN, LGTIN = "sgln", "pgln", "lgtin"
GTIN_CLASS, SGTIN_PATTERN, OTHER = "gtin_class", "sgtin_pattern", "other"
MIN_PREFIX, MAX_PREFIX = 6, 12

# Schemes of other things (assets, documents …): kept as the text they are.
_OTHER_SCHEMES = frozenset(
    ("adi", "bic", "cpi", "gdti", "giai", "gid", "ginc", "grai", "gsin", "gsrn")
    + ("gsrnp", "imovn", "itip", "sgcn", "upui", "usdod")
)
_URN = re.compile(r"urn:epc:(id|class|idpat|pat):([a-z]+):(.*)", re.I | re.S)
_MISSPELT = re.compile(r"urn:epc(?!global:)", re.I)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_BARE_SGLN = re.compile(r"\d{6,12}\.\d{0,6}(?:\.\S+)?", re.ASCII)
# no company prefix has 14 digits: some senders write the whole GTIN
_WHOLE_GTIN = re.compile(r"(\d{14})\.(.+)", re.ASCII | re.DOTALL)
_BRACKETED = re.compile(r"\(\d{2,4}\)", re.ASCII)

_BARE_SSCC = re.compile(r"(?:00)?\d{18}", re.ASCII)
_BARE_PACKAGE = re.compile(r"01(\d{14})21(.+)", re.ASCII | re.DOTALL)
_FIELD_INSIDE = re.compile(r".(?:17\d{6}|10.|\x1d)", re.ASCII | re.DOTALL)

# Dates in links and brackets need a century: the law's packages are of this one.
_ANY_DAY = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Epc:
    """One identifier; parts that do not apply are empty.

    ``key`` is GS1's element string without FNC1: ``01…21…``, ``00…``, ``01…10…`` (lot
    of a GTIN), ``01…`` (GTIN), ``414…`` or ``414…254…`` (place), ``417…`` (party); for
    kind ``other`` it is the text as given. ``extension`` is empty for ``0`` = none.
    """

    kind: str
    key: str
    gtin: str = ""
    serial: str = ""
    sscc: str = ""
    gln: str = ""
    extension: str = ""
    lot: str = ""
    expiry: date | None = None


def parse_epc(text: str) -> Epc:
    """Read one identifier of an EPCIS file, blanks and line breaks around it dropped.

    This is the one door for keys: whatever leaves it as SGTIN or SSCC has a right
    check digit, and a serial of 1 to 20 characters of GS1's set. A bare element
    string counts where it can be read in one way only.

    Raises Gs1Error ``epc.empty``; ``epc.scheme``; ``epc.elements``; ``epc.parts``,
    ``epc.prefix.length``, ``epc.<scheme>.length`` (value, expected), ``epc.digits``;
    ``epc.escape``; ``epc.serial|lot|extension.length|charset``; the codes of Digital
    Link and keys.
    """
    text = text.strip()
    if not text:
        raise Gs1Error("epc.empty")
    urn = _URN.fullmatch(text)
    if urn:
        return _parse_urn(text, urn[1].lower(), urn[2].lower(), urn[3])
    if _MISSPELT.match(text):
        raise Gs1Error("epc.scheme", value=text)
    if _BRACKETED.match(text):
        return _of_elements(parse_bracketed(text, _ANY_DAY), text)
    if is_web_uri(text) and has_primary_key(text):
        return _of_elements(parse_any_link(text, _ANY_DAY), text)
    return _parse_bare(text) or Epc(OTHER, text)


def _parse_bare(text: str) -> Epc | None:
    """A key without scheme or brackets: ``00`` + SSCC, the SSCC, ``01…21…``."""
    if _BARE_SSCC.fullmatch(text):
        sscc = Sscc.parse(text[-18:]).value
        return Epc(SSCC, sscc_key(sscc), sscc=sscc)
    package = _BARE_PACKAGE.fullmatch(text)
    if not package:
        return None
    gtin, serial = Gtin.parse(package[1]).value, package[2]
    # without separators a lot or a date may be the end of the serial as well
    if _FIELD_INSIDE.search(serial):
        raise Gs1Error("epc.elements", value=text)
    serial = _decoded(text, serial.replace("%", "%25"), "serial")
    return Epc(SGTIN, package_key(gtin, serial), gtin=gtin, serial=serial)


def parse_location(text: str) -> Epc:
    """Read a place or party, also as bare GLN or SGLN body (``0300011.11111.0``).

    Same errors as ``parse_epc``; whatever is no GLN is kind ``other``.
    """
    text = text.strip()
    if is_digits(text) and len(text) == 13:
        return _gln_epc(SGLN, Gln.parse(text).value, "")
    if _BARE_SGLN.fullmatch(text):
        return parse_epc(f"urn:epc:id:sgln:{text}")
    return parse_epc(text)


def _parse_urn(text: str, family: str, scheme: str, body: str) -> Epc:
    if family == "idpat" or family == "pat":
        return _parse_pattern(text, scheme, body)
    reader = _READERS.get((family, scheme))
    if reader:
        return reader(text, body)
    if scheme in _OTHER_SCHEMES:
        return Epc(OTHER, text)
    raise Gs1Error("epc.scheme", value=text)


def _parse_pattern(text: str, scheme: str, body: str) -> Epc:
    """A class pattern; only ``GCP.ref.*`` of a GTIN names something here."""
    parts = body.split(".")
    if scheme != "sgtin" or len(parts) != 3 or parts[2] != "*" or parts[1] == "*":
        return Epc(OTHER, text)
    gtin = _gtin_of(text, parts[0], parts[1], "sgtin")
    return Epc(SGTIN_PATTERN, f"01{gtin}", gtin=gtin)


def _parse_sgtin(text: str, body: str) -> Epc:
    whole = _WHOLE_GTIN.fullmatch(body)
    if whole:
        gtin, serial = Gtin.parse(whole[1]).value, whole[2]
    else:
        prefix, reference, serial = _parts(text, body, 3)
        gtin = _gtin_of(text, prefix, reference, "sgtin")
    serial = _decoded(text, serial, "serial")
    return Epc(SGTIN, package_key(gtin, serial), gtin=gtin, serial=serial)


def _parse_lgtin(text: str, body: str) -> Epc:
    prefix, reference, lot = _parts(text, body, 3)
    gtin = _gtin_of(text, prefix, reference, "lgtin")
    lot = _decoded(text, lot, "lot")
    return Epc(LGTIN, f"01{gtin}10{lot}", gtin=gtin, lot=lot)


def _parse_sscc(text: str, body: str) -> Epc:
    prefix, reference = _parts(text, body, 2)
    _check_digits(text, prefix, reference, 17, "sscc")
    number = reference[0] + prefix + reference[1:]
    sscc = f"{number}{check_digit(number)}"
    return Epc(SSCC, sscc_key(sscc), sscc=sscc)


def _parse_sgln(text: str, body: str) -> Epc:
    if body.count(".") == 1:
        # Files leave the extension out altogether; that is "none", as "0" is.
        body += ".0"
    prefix, reference, extension = _parts(text, body, 3)
    _check_digits(text, prefix, reference, 12, "sgln")
    extension = _decoded(text, extension, "extension")
    number = prefix + reference
    return _gln_epc(SGLN, f"{number}{check_digit(number)}", extension)


def _parse_pgln(text: str, body: str) -> Epc:
    prefix, reference = _parts(text, body, 2)
    _check_digits(text, prefix, reference, 12, "pgln")
    number = prefix + reference
    return _gln_epc(PGLN, f"{number}{check_digit(number)}", "")


def _gln_epc(kind: str, gln: str, extension: str) -> Epc:
    extension = "" if extension == "0" else extension
    key = f"{'417' if kind == PGLN else '414'}{gln}"
    key += f"254{extension}" if extension else ""
    return Epc(kind, key, gln=gln, extension=extension)


def _parts(text: str, body: str, count: int) -> list[str]:
    """The parts between dots; the last may hold dots where it is a serial."""
    parts = body.split(".", count - 1)
    if len(parts) != count:
        raise Gs1Error("epc.parts", value=text, expected=str(count))
    return parts


def _check_digits(
    text: str, prefix: str, reference: str, length: int, scheme: str
) -> None:
    if not is_digits(prefix + reference):
        raise Gs1Error("epc.digits", value=text)
    if not MIN_PREFIX <= len(prefix) <= MAX_PREFIX:
        expected = f"{MIN_PREFIX}-{MAX_PREFIX}"
        raise Gs1Error("epc.prefix.length", value=text, expected=expected)
    found = len(prefix) + len(reference)
    if found != length:
        raise Gs1Error(
            f"epc.{scheme}.length", value=text, expected=str(length), found=str(found)
        )


def _gtin_of(text: str, prefix: str, reference: str, scheme: str) -> str:
    _check_digits(text, prefix, reference, 13, scheme)
    body = reference[0] + prefix + reference[1:]
    return f"{body}{check_digit(body)}"


def _decoded(text: str, part: str, name: str) -> str:
    """A serial, lot or extension with its percent escapes undone."""
    if "%" in part:
        if part.count("%") != len(_ESCAPE.findall(part)):
            raise Gs1Error("epc.escape", value=text)
        part = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), part)
    if not 0 < len(part) <= MAX_SERIAL:
        raise Gs1Error(
            f"epc.{name}.length", value=text, expected="1-20", found=str(len(part))
        )
    if not is_cset82(part):
        raise Gs1Error(f"epc.{name}.charset", value=text)
    return part


_READERS: dict[tuple[str, str], Callable[[str, str], Epc]] = {
    ("id", "sgtin"): _parse_sgtin,
    ("id", "sscc"): _parse_sscc,
    ("id", "sgln"): _parse_sgln,
    ("id", "pgln"): _parse_pgln,
    ("class", "lgtin"): _parse_lgtin,
}


def _of_elements(elements: tuple[Element, ...], text: str) -> Epc:
    """The identifier that elements of a Digital Link or bracketed text stand for."""
    values = dict(elements)
    if "00" in values:
        return Epc(SSCC, sscc_key(values["00"]), sscc=values["00"])
    if "01" in values:
        return _of_gtin(values["01"], values)
    if "414" in values:
        return _gln_epc(SGLN, values["414"], values.get("254", ""))
    if "417" in values:
        return _gln_epc(PGLN, values["417"], "")
    return Epc(OTHER, text)


def _of_gtin(gtin: str, values: dict[str, str]) -> Epc:
    serial, lot = values.get("21", ""), values.get("10", "")
    kind, key = GTIN_CLASS, f"01{gtin}"
    if serial:
        kind, key = SGTIN, package_key(gtin, serial)
    elif lot:
        kind, key = LGTIN, f"01{gtin}10{lot}"
    given = values.get("17")
    expiry = parse_yymmdd(given, _ANY_DAY).value if given else None
    return Epc(kind, key, gtin=gtin, serial=serial, lot=lot, expiry=expiry)
