"""The identifiers of one file, read once: ten thousand of them share a few products."""

import re
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from ..epcis.times import parse_offset
from ..errors import Gs1Error
from ..gs1.epc_uri import SGTIN, SSCC, Epc, parse_epc, parse_location
from ..gs1.keys import package_key

_PACKAGE = "urn:epc:id:sgtin:"
# signs of a serial that a URN holds as they are
_PLAIN = re.compile(r"[0-9A-Za-z!'()*+,.:;=_-]{1,20}")


class Named(NamedTuple):
    """A package or case (``gtin``, ``serial``) or a logistic unit (neither of them)."""

    key: str
    gtin: str = ""
    serial: str = ""


def named(epc: str) -> Named | None:
    """What an EPC URN names; None for anything but a package, case or pallet."""
    parts = epc.split(".", 2)
    if len(parts) == 3 and epc.startswith(_PACKAGE) and _PLAIN.fullmatch(parts[2]):
        gtin = _gtin(class_of(epc))
        return Named(package_key(gtin, parts[2]), gtin, parts[2]) if gtin else None
    found = _read(epc)
    return Named(found.key, found.gtin, found.serial) if found else None


def class_of(epc: str) -> str:
    """What comes before the serial; of a logistic unit its company prefix."""
    parts = epc.split(".", 2)
    return ".".join(parts[: len(parts) - 1])


@lru_cache(4096)
def _gtin(text: str) -> str:
    found = _read(f"{text}.0")
    return found.gtin if found else ""


def _read(epc: str) -> Epc | None:
    try:
        found = parse_epc(epc)
    except Gs1Error:
        return None
    return found if found.kind in (SGTIN, SSCC) and epc.startswith("urn:") else None


def gtin_of(epc: str) -> str:
    """GTIN of a package or case, else empty."""
    return _gtin(class_of(epc))


def gln_of(identifier: str) -> str:
    """The location number in an SGLN URI, else empty."""
    try:
        is_uri = identifier.startswith("urn:")
        return parse_location(identifier).gln if is_uri else ""
    except Gs1Error:
        return ""


def clock_of(offset: str) -> str:
    """A clock as the schema has it (``-05:00``); empty where nobody can read it."""
    zone = parse_offset(offset)
    return datetime(2000, 1, 1, tzinfo=zone).isoformat()[-6:] if zone else ""


def site_of(identifier: str) -> str:
    """The SGLN of a firm or site; a door belongs to places only."""
    return f"{'.'.join(identifier.split('.', 2)[:2])}.0"
