"""Every code this package raises or notes, with the names of its facts.

The words stand in ``catalogue``; this table is what they may rely on.
"""

from collections.abc import Mapping
from types import MappingProxyType

_WRONG_DIGIT = ("value", "expected")
_LENGTH = ("value", "expected", "found")
_FIELD = ("ai", "title", "value")

CODES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # Keys and dates
        "gs1.digits": ("value",),
        "gs1.date": ("value",),
        "gs1.date.ambiguous": ("value", "first", "second"),
        "gs1.key": ("value",),
        **{f"gs1.{key}.length": _WRONG_DIGIT for key in ("gtin", "gln", "sscc")},
        **{
            f"gs1.{key}.check_digit": _WRONG_DIGIT
            for key in ("gtin", "gln", "sscc", "key")
        },
        # EPC identifiers of files
        "epc.empty": (),
        "epc.scheme": ("value",),
        "epc.parts": ("value", "expected"),
        "epc.digits": ("value",),
        "epc.escape": ("value",),
        "epc.elements": ("value",),
        "epc.prefix.length": ("value", "expected"),
        "epc.prefix_unknown": ("value",),
        **{
            f"epc.{scheme}.length": _LENGTH
            for scheme in ("sgtin", "lgtin", "sscc", "sgln", "pgln")
        },
        **{f"epc.{part}.length": _LENGTH for part in ("serial", "lot", "extension")},
        **{
            f"epc.{part}.charset": ("value",) for part in ("serial", "lot", "extension")
        },
        # Scans
        "barcode.empty": (),
        "barcode.too_long": ("length", "limit"),
        "barcode.not_gs1": ("value",),
        "barcode.no_key": ("ais",),
        "barcode.ndc_alone": ("value",),
        "barcode.other_standard": ("name",),
        "barcode.several_codes": (),
        "barcode.keyboard": (),
        "barcode.foreign": ("ai",),
        "barcode.ai_unknown": ("text", "position"),
        "barcode.value": _FIELD,
        "barcode.date": _FIELD,
        "barcode.repeated": ("ai",),
        "barcode.excluded": ("ai", "other"),
        "barcode.missing": ("ai", "needs"),
        "link.uri": ("value",),
        "link.path": ("value",),
        "link.query": ("value",),
        # Notes beside readings
        "barcode.separators_lost": ("count",),
        "barcode.expected_decided": (),
        "barcode.expiry_day_00": (),
        "barcode.capped": ("limit",),
        # National Drug Code
        "ndc.form": ("value",),
        "ndc.ambiguous": ("value", "candidates"),
        "ndc.no_gtin": ("value",),
    }
)
