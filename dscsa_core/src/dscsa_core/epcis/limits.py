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
    one JSON object. Beyond ``free_signs``, a text has ``bytes_per_sign`` bytes for each
    comma and bracket of JSON or tag of XML, beyond ``free_events`` ``bytes_per_event``,
    beyond ``free_places`` ``bytes_per_place`` for each element of master data
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
    free_places: int = 10_000
    bytes_per_place: int = 160

    def check_signs(self, found: int, size: int) -> None:
        """So many tags, commas and brackets in so many bytes."""
        _check(found, self.free_signs, self.bytes_per_sign, size)

    def check_events(self, found: int, size: int) -> None:
        """So many events in so many bytes."""
        _check(found, self.free_events, self.bytes_per_event, size)

    def check_places(self, found: int, size: int) -> None:
        """So many elements of master data in so many bytes."""
        _check(found, self.free_places, self.bytes_per_place, size)


def _check(found: int, free: int, each: int, size: int) -> None:
    if (found - free) * each > size:
        raise EpcisError("epcis.dense", limit=f"{free:,}")


def too_large(limit: int, unit: str) -> EpcisError:
    """The refusal of what breaks a bound: how much of what there may be."""
    if unit == "bytes":
        limit, unit = max(limit >> 20, 1), "MB"
    return EpcisError("epcis.size", limit=f"{limit:,} {unit}")
