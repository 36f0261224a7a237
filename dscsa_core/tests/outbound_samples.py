"""Sales by hand: a maker's packages, a wholesaler, a pharmacy. All numbers are ours."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from dscsa_core.check import check_stream
from dscsa_core.epcis.digest import Digest
from dscsa_core.epcis.model import Item, Place
from dscsa_core.epcis.reader import open_document
from dscsa_core.gs1.epc_encode import sgln_uri, sgtin_uri, sscc_uri
from dscsa_core.gs1.keys import check_digit
from dscsa_core.outbound.dialect import DETAILS, NONE, TRANSACTIONS, Dialect
from dscsa_core.outbound.model import Origin, Party, Sale, Thing

PREFIX = "0399555"
EXPIRY = date(2028, 4, 30)
MADE = datetime(2026, 9, 3, 11, 15, tzinfo=UTC)
PACKED = MADE + timedelta(hours=2)
SHIPPED = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
TODAY, NOW = date(2026, 11, 25), datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
OFFSET = "-05:00"
SOURCE = "5e" * 32
DIALECTS = tuple(
    Dialect(release, orders)
    for release in ("R1.2", "R1.3")
    for orders in (NONE, TRANSACTIONS, DETAILS)
)
R12, R13 = DIALECTS[0], DIALECTS[3]


def gtin(number: int, indicator: int = 0) -> str:
    body = f"{indicator}{PREFIX}{100 + number}01"
    return f"{body}{check_digit(body)}"


def place(number: int, name: str, city: str, state: str, extension="") -> Place:
    body = f"0399556{number:05d}"
    gln = f"{body}{check_digit(body)}"
    uri = sgln_uri(gln, 7, extension)
    return Place(
        uri, gln, name, f"{number} Weir Street", "", city, state, "01040", "US"
    )


MAKER = place(1, "Heron Pharma", "Salem", "OR")
WHOLESALER = place(2, "Tidewater Drug", "Norfolk", "VA")
DOCK = place(2, "Tidewater Drug, dock", "Norfolk", "VA", "D4")
PHARMACY = place(3, "Quarry Hill Pharmacy", "Bath", "ME")
STORE = place(4, "Quarry Hill Pharmacy, store", "Bath", "ME")


def unit(serial: object, number: int = 1) -> str:
    return sgtin_uri(gtin(number), str(serial), 7)


def case_of(serial: object, number: int = 1) -> str:
    return sgtin_uri(gtin(number, 3), str(serial), 7)


def sscc(number: int, extension: int = 2) -> str:
    body = f"{extension}{PREFIX}{number:09d}"
    return sscc_uri(f"{body}{check_digit(body)}", 7)


def made(at: datetime = MADE, size: int = 0, place: Place = MAKER) -> Origin:
    return Origin(at, "+02:00", place.id, SOURCE, size)


def package(serial: object, number: int = 1, **rest) -> Thing:
    given = {"lot": "H41", "expiry": EXPIRY, "made": made(), "direct": True}
    return Thing(unit(serial, number), **{**given, **rest})


def sealed(serial: str, count: int = 3, number: int = 1, **rest) -> Thing:
    """A case as the maker packed it."""
    inside = tuple(package(f"{serial}{n}", number, **rest) for n in range(count))
    return Thing(
        case_of(serial, number),
        "H41",
        EXPIRY,
        made(),
        made(PACKED, count),
        children=inside,
    )


def tote(number: int, *inside: Thing) -> Thing:
    """A box with our own label."""
    return Thing(sscc(number), own=True, children=inside)


def item(number: int, indicator: int = 0) -> Item:
    code = gtin(number, indicator)
    ndc = f"99555-{code[8:11]}-{code[11:13]}"
    return Item(
        "", code, f"Heronol {number}", ndc, "", "Heron Pharma", "TABLET",
        f"{number}0 mg", "90 tablets",
    )  # fmt: skip


ITEMS = tuple(item(number, level) for number in (1, 2, 3) for level in (0, 3))
SALE = Sale(
    "TW-000417",
    SHIPPED,
    Party(WHOLESALER, ("VA wholesale 0201-77, until 2027-02-28",)),
    Party(PHARMACY),
    (tote(7, sealed("C1"), package("P1"), package("P2", 2, lot="K9")),),
    SHIPPED,
    OFFSET,
    ITEMS,
    (MAKER,),
    ship_from=DOCK,
    ship_to=STORE,
    packed_at=SHIPPED - timedelta(hours=1),
    orders=("Q-1/7",),
    delivery="D 55%",
    invoice="I-900",
    affirmed=True,
    direct_statement="Tidewater Drug bought directly from the maker.",
    received_statement="Told by the wholesaler before us.",
)


def sale(**changes) -> Sale:
    return replace(SALE, **changes)


def report(data: bytes) -> dict:
    """What our own checker says of a file."""
    return check_stream(io.BytesIO(data), "out.xml", TODAY, NOW)


def codes(data: bytes) -> list[str]:
    return sorted(found["code"] for found in report(data)["findings"])


def read(data: bytes):
    """(digest, transactions, events) as the buyer reads them."""
    reader, digest, events = open_document(io.BytesIO(data)), Digest(), []
    for event in reader.events():
        digest.apply(event)
        events.append(event)
    return digest, digest.transactions(reader.header), events


def keys_of(digest: Digest, transaction) -> list[str]:
    return sorted(digest.keys[number] for number in transaction.packages)
