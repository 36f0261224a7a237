"""What a column may mean, and the words sellers use as headings for it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

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
        *("del document number", "delivery document number", "delivery document"),
        *("tote number", "delivery no", "shipment id", "asn", "delivery"),
    ),
    "day": (
        *("transaction date", "invoice date", "date of transaction", "sale date"),
        *("transactiondate", "invoicedate", "order date", "date"),
    ),
    "shipped": ("date of shipment", "shipment date", "ship date", "shipped date"),
    "seller": (
        *("seller name", "sold by name", "sold by", "seller", "supplier name"),
        *("supplier", "wholesaler", "distributor", "vendor name", "vendor"),
        *("sold from name", "sold from"),
    ),
    "seller_gln": ("sold by gln", "seller gln", "supplier gln", "sold from gln"),
    "buyer": (
        *("sold to name", "sold to", "buyer name", "buyer", "customer name"),
        *("bill to name", "bill to", "purchaser"),
    ),
    "buyer_gln": ("sold to gln", "buyer gln", "customer gln", "bill to gln"),
    "ship_from": ("ship from name", "shipped from name", "ship from", "shipped from"),
    "ship_from_gln": ("ship from gln", "shipped from gln"),
    "ship_to": ("ship to name", "shipped to name", "ship to", "shipped to"),
    "ship_to_gln": ("ship to gln", "shipped to gln"),
    "direct_purchase": (
        *("direct purchase statement", "direct purchase indicator"),
        *("direct purchase", "purchased directly", "dp"),
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
PARTIES = ("seller", "buyer", "ship_from", "ship_to")
PARTY_FIELDS = (*PARTIES, *(f"{name}_gln" for name in PARTIES), "direct_purchase")
_NAMES = frozenset((*PARTIES, "manufacturer", "name"))
# beside a party these say that something other than its name stands in the column
_NO_NAME = frozenset(
    ("gln", "address", "street", "city", "state", "zip", "postal", "country", "id")
    + ("license", "license", "dea", "hin", "number", "no", "phone", "email", "code")
)

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
        is_free = field not in found and column not in taken
        if is_free and _fits(field, column, samples):
            found[field] = column
            taken.add(column)
    _guess_by_content(found, taken, samples)
    return found


def guess_below(
    above: Sequence[str], headings: Sequence[str], samples: Sequence[Sequence[str]]
) -> dict[str, int]:
    """As ``guess_columns``, below a row of wider headings: Lot above, Number here."""
    found = guess_columns(headings, samples)
    if sum(map(bool, above)) < 2:
        # a title of the whole table
        return found
    wide, full = "", []
    for own, heading in zip_longest(above, headings, fillvalue=""):
        wide = own or wide
        # a cell that reaches down to this row heads its column alone
        full.append(f"{wide} {heading}".strip() if heading else own)
    taken = set(found.values())
    more = guess_columns(
        ["" if column in taken else text for column, text in enumerate(full)], ()
    )
    return {**more, **found}


def _quality(field: str, heading: str) -> int:
    """How well a heading names a field: whole heading, or some of its words."""
    if field in _NAMES and _NO_NAME & set(heading.split()):
        return 0
    best = 0
    padded = f" {heading} "
    for words in FIELDS[field]:
        if heading == words:
            return 1000
        if f" {words} " in padded:
            best = max(best, 10 * len(words) - len(heading))
    return max(best, 0)


def _fits(field: str, column: int, samples: Sequence[Sequence[str]]) -> bool:
    """Whether what stands in a column can be what its heading says."""
    values = [row[column] for row in samples if len(row) > column and row[column]]
    if field in _NAMES:
        return not values or any(any(map(str.isalpha, text)) for text in values)
    if field.endswith("_gln"):
        return all(is_digits(text) and 12 <= len(text) <= 13 for text in values)
    return True


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


def repeats(
    headings: Sequence[str], columns: Mapping[str, int]
) -> dict[str, list[int]]:
    """Columns beside the one of the lot or serial that are headed as it is.

    ``Lot 1``, ``Lot 2`` in one row are two lots; only one of them can be read.
    """
    words = [_without_number(words_of(heading)) for heading in headings]
    taken = set(columns.values())
    return {
        name: [
            column
            for column, text in enumerate(words)
            if text and text == words[columns[name]] and column not in taken
        ]
        for name in ("lot", "serial")
        if columns.get(name, len(words)) < len(words)
    }


def _without_number(words: str) -> str:
    return " ".join(word for word in words.split() if not word.isdecimal())


def has_goods(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows are a table that names products and their lots or serials."""
    header = find_header_row(rows)
    found = guess_columns(rows[header - 1], ()) if header else {}
    return bool(found.keys() & set(PRODUCT_FIELDS)) and bool(
        found.keys() & {"lot", "serial"} and any(map(any, rows[header:]))
    )


def find_header_row(rows: Sequence[Sequence[str]]) -> int:
    """Row number of the headings (from 1): the one with most known words; 0 = none."""
    best, number = 1, 0
    for index, row in enumerate(rows[:_HEADING_ROWS], 1):
        known = len(guess_columns(row, ()))
        if known > best:
            best, number = known, index
    return number


def best_sheet(sheets: Iterable[tuple[str, Sequence[Sequence[str]]]]) -> str:
    """The sheet whose headings name most; the first of equals. A cover has none."""
    best, found = -1, ""
    for name, rows in sheets:
        head = rows[:_HEADING_ROWS]
        number = find_header_row(head)
        known = len(guess_columns(head[number - 1], ())) if number else 0
        if known > best:
            best, found = known, name
    return found


_SUM = re.compile(
    r"(?:grand |sub[- ]?)?totals?\b|page \d|end of (?:report|file)|number of ",
    re.IGNORECASE,
)


def is_sum(row: Sequence[str]) -> bool:
    """A row that begins with the word for a sum, or tells of the page or report."""
    first = next(filter(None, row), "")
    return _SUM.match(first) is not None


def tells_of_goods(cells: Mapping[str, str]) -> bool:
    """A lot or serial, or a product with at least one digit (not «Total»)."""
    if "lot" in cells or "serial" in cells:
        return True
    products = "".join(cells.get(name, "") for name in PRODUCT_FIELDS)
    return any(char.isdigit() for char in products)


def _is_gtin(text: str) -> bool:
    return len(text) >= 12 and bool(gtin_text(text))


def _is_ndc(text: str) -> bool:
    if "-" not in text and not (is_digits(text) and len(text) == 11):
        return False
    try:
        return bool(candidates(text))
    except Gs1Error:
        return False
