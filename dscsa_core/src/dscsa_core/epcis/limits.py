"""How much one file may ask of the machine."""

from dataclasses import dataclass

from ..errors import EpcisError


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file; what breaks one is refused (``epcis.size``/``depth``).

    ``max_bytes`` of the whole file, ``max_pending`` bytes read without one finished
    event or master data element, ``max_depth`` of nested elements or objects (in XML
    of extensions; elsewhere libxml2 stops at 256), ``max_text`` characters in one
    text, ``max_events``, ``max_epcs`` in one list of one event, and ``max_names`` in
    one JSON object. Beyond ``free_signs``, a JSON text has ``bytes_per_sign`` bytes for
    each comma and bracket, and beyond ``free_events`` ``bytes_per_event``
    (``epcis.dense``): work goes by them, not by the bytes.
    """

    max_bytes: int = 1 << 30
    max_pending: int = 1 << 27
    max_depth: int = 64
    max_text: int = 1 << 20
    max_events: int = 5_000_000
    max_epcs: int = 1_000_000
    max_names: int = 10_000
    free_signs: int = 30_000
    bytes_per_sign: int = 6
    free_events: int = 2_000
    bytes_per_event: int = 64


def too_large(limit: int, unit: str) -> EpcisError:
    """The refusal of what breaks a bound: how much of what there may be."""
    if unit == "bytes":
        limit, unit = max(limit >> 20, 1), "MB"
    return EpcisError("epcis.size", limit=f"{limit:,} {unit}")
