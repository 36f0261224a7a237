"""Ship notices of our own, and how tests read them."""

import io
from datetime import UTC, date, datetime

from dscsa_core.epcis.digest import Digest
from dscsa_core.epcis.model import Place, Typed
from dscsa_core.gs1.keys import check_digit
from dscsa_core.notice.model import Goods, Notice
from dscsa_core.x12.reader import open_x12


def gtin(number):
    body = f"00399999{number:05d}"
    return f"{body}{check_digit(body)}"


def sscc(number):
    body = f"00399999{number:09d}"
    return f"{body}{check_digit(body)}"


EXPIRY = date(2028, 3, 31)
SHIPPED = datetime(2026, 11, 20, 20, 15, tzinfo=UTC)
GLN = f"039988000010{check_digit('039988000010')}"
SELLER = Place("x", GLN, "Brook Drug", "1 Mill Lane", "", "Concord", "NH")
BUYER = Place(
    "y", "", "Elm Street Pharmacy", "9 Elm Street", "", "Keene", "NH", "03431"
)


def notice(*goods, **values):
    values.setdefault("references", (Typed("po", "P00012"), Typed("inv", "44871")))
    return Notice(
        "ZZ:BROOKDRUG/S100",
        goods or (Goods(gtin(1), "7K21", EXPIRY, 12),),
        seller=SELLER,
        buyer=BUYER,
        ship_to=BUYER,
        shipped_at=values.pop("shipped_at", SHIPPED),
        **values,
    )


def read(text, **options):
    """(reader, digest, transactions) of an interchange text."""
    data = text if isinstance(text, bytes) else text.encode()
    reader = open_x12(io.BytesIO(data), **options)
    digest = Digest()
    for event in reader.events():
        digest.apply(event)
    return reader, digest, digest.transactions(reader.header)


def codes_of(reader):
    return [finding.code for finding in reader.findings]
