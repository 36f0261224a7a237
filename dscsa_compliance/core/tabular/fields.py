"""What a column may mean, and the words sellers use as headings for it."""

import re
from collections.abc import Sequence

from ..errors import Gs1Error
from ..gs1.keys import is_digits
from ..gs1.ndc import candidates
from ..notice.products import gtin_text

# field -> headings as words; the first that fits wins, longer ones first
FIELDS: dict[str, tuple[str, ...]] = {
    "barcode": ("2d barcode", "barcode", "data matrix", "product identifier", "scan"),
    "gtin": ("gtin 14", "gtin14", "gtin", "upc", "ean", "trade item number"),
    "ndc": (
        *("ndc 11", "ndc11", "ndc 10", "ndc10", "ndc number", "ndc no", "ndc code"),
        *("national drug code", "ndc upc", "ndc"),
    ),
    "serial": ("serial number", "serial no", "serialnumber", "serial", "sn", "sni"),
    "lot": (
        *("lot number", "lot no", "lotnumber", "batch number", "batch no", "lot code"),
        *("batch", "lot"),
    ),
    "expiry": (
        *("expiration date", "expiry date", "expirationdate", "exp date", "expdate"),
        *("expiration", "expiry", "expires", "exp", "use by"),
    ),
    "quantity": (
        *("quantity shipped", "shipped quantity", "qty shipped", "ship qty"),
        *("shipped qty", "number of containers", "containers", "quantity", "qty"),
        *("units", "packages", "count"),
    ),
    "invoice": (
        *("invoice number", "invoice no", "invoice", "invoicenumber", "inv no"),
        *("inv number", "invoice num", "inv"),
    ),
    "po": (
        *("purchase order number", "purchase order", "customer po", "po number"),
        *("po no", "ponumber", "po num", "order number", "po"),
    ),
    "delivery": (
        *("delivery number", "shipment number", "packing slip", "asn number"),
        *("tote number", "delivery no", "shipment id", "asn", "delivery"),
    ),
    "day": (
        *("transaction date", "invoice date", "date of transaction", "sale date"),
        *("transactiondate", "invoicedate", "order date", "date"),
    ),
    "shipped": ("date of shipment", "shipment date", "ship date", "shipped date"),
    "seller": (
        *("seller name", "sold by", "seller", "supplier name", "supplier"),
        *("wholesaler", "distributor", "vendor name", "vendor", "sold from"),
    ),
    "manufacturer": ("manufacturer name", "manufacturer", "mfr", "mfg", "labeler"),
    "strength": ("strength",),
    "dosage_form": ("dosage form", "dose form", "form"),
    "container_size": ("container size", "package size", "pack size", "pkg size"),
    "name": (
        *("product name", "item description", "product description", "drug name"),
        *("description", "product", "drug", "item name", "name"),
    ),
}
PRODUCT_FIELDS = ("barcode", "gtin", "ndc")
TEXT_FIELDS = ("name", "strength", "dosage_form", "container_size", "manufacturer")
DATE_FIELDS = ("expiry", "day", "shipped")

_WORD = re.compile(r"[a-z]+|\d+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HEADING_ROWS = 25


def words_of(heading: str) -> str:
    """A heading in the form it is compared: ``LotNumber`` → ``lot number``."""
    return " ".join(_WORD.findall(_CAMEL.sub(" ", heading.strip()).lower()))


def guess_columns(
    headings: Sequence[str], samples: Sequence[Sequence[str]]
) -> dict[str, int]:
    """Likeliest meaning of each column: by its heading, then by what is in it."""
    words = [words_of(heading) for heading in headings]
    found: dict[str, int] = {}
    taken: set[int] = set()
    ranked = sorted(
        (-quality, column, field)
        for field in FIELDS
        for column, text in enumerate(words)
        if (quality := _quality(field, text))
    )
    for _quality_of, column, field in ranked:
        if field not in found and column not in taken:
            found[field] = column
            taken.add(column)
    _guess_by_content(found, taken, samples)
    return found


def _quality(field: str, heading: str) -> int:
    """How well a heading names a field: whole heading, or some of its words."""
    best = 0
    padded = f" {heading} "
    for words in FIELDS[field]:
        if heading == words:
            return 1000
        if f" {words} " in padded:
            best = max(best, 10 * len(words) - len(heading))
    return max(best, 0)


def _guess_by_content(
    found: dict[str, int], taken: set[int], samples: Sequence[Sequence[str]]
) -> None:
    width = max((len(row) for row in samples), default=0)
    for column in range(width):
        values = [row[column] for row in samples if len(row) > column and row[column]]
        if column in taken or not values:
            continue
        for field, test in (("gtin", _is_gtin), ("ndc", _is_ndc)):
            if field not in found and all(map(test, values)):
                found[field] = column
                taken.add(column)
                break


def find_header_row(rows: Sequence[Sequence[str]]) -> int:
    """Row number of the headings (from 1): the one with most known words; 0 = none."""
    best, number = 1, 0
    for index, row in enumerate(rows[:_HEADING_ROWS], 1):
        known = len(guess_columns(row, ()))
        if known > best:
            best, number = known, index
    return number


def _is_gtin(text: str) -> bool:
    return len(text) >= 12 and bool(gtin_text(text))


def _is_ndc(text: str) -> bool:
    if "-" not in text and not (is_digits(text) and len(text) == 11):
        return False
    try:
        return bool(candidates(text))
    except Gs1Error:
        return False
