"""Shipments of any size, made by the product's own EPCIS writer.

Everything about package number *i* follows from its number, so a file, an order and
the labels on the bench agree without anything being kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from dscsa_core.epcis.make import Node, Terms, shipment
from dscsa_core.epcis.model import Header, Item, Place, Typed
from dscsa_core.epcis.writer import write_document
from dscsa_core.gs1.epc_encode import sgln_uri, sgtin_uri, sscc_uri
from dscsa_core.gs1.keys import check_digit

PREFIX = "0399870"
SELLER, BUYER = "0399882000018", "0399880000010"
_FROM, _TO = (
    dict(zip(("name", "street", "city", "state", "zip", "country"), each, strict=True))
    for each in (
        ("Bench Wholesale", "88 Depot Lane", "Concord", "NH", "03301", "US"),
        ("Bench Pharmacy", "12 Maple Street", "Burlington", "VT", "05401", "US"),
    )
)
# Serials in the order of their numbers would flatter every index.
_SCATTER, _SERIALS = 6_364_136_223, 10**10


@dataclass(frozen=True, slots=True)
class Package:
    """What the label of one package says."""

    gtin: str
    serial: str
    lot: str
    expiry: date

    @property
    def label(self) -> str:
        """The text of its GS1 Data Matrix as a scanner types it."""
        return f"]d201{self.gtin}21{self.serial}\x1d17{self.expiry:%y%m%d}10{self.lot}"


@dataclass(frozen=True, slots=True)
class Shipment:
    """So many packages: lots of ``lot_size``, spread over ``products`` GTINs, in cases
    of ``case_size`` (0: loose in totes), ``boxes`` cases or packages in each pallet or
    tote. ``mark`` (two characters) tells the serials and lots of one from another.
    """

    packages: int
    mark: str
    products: int = 12
    lot_size: int = 960
    case_size: int = 24
    boxes: int = 40
    first_product: int = 0

    @property
    def order(self) -> str:
        return f"PO-{self.mark}-{self.packages}"

    def product(self, lot: int) -> int:
        return self.first_product + lot % self.products

    def gtin(self, product: int, indicator: int = 0) -> str:
        body = f"{indicator}{PREFIX}{product:05d}"
        return f"{body}{check_digit(body)}"

    def package(self, number: int) -> Package:
        lot = number // self.lot_size
        serial = f"{self.mark}{number * _SCATTER % _SERIALS:010d}"
        return Package(self._gtin_of(lot), serial, *self._lot(lot))

    def _gtin_of(self, lot: int) -> str:
        return self.gtin(self.product(lot))

    def _lot(self, lot: int) -> tuple[str, date]:
        expiry = date.today().replace(day=1) + timedelta(days=400 + 30 * (lot % 12))
        return f"{self.mark}L{lot:06d}", expiry

    def sscc(self, number: int) -> str:
        mark = int(self.mark, 36)
        body = f"{number % 10}{PREFIX}{mark:04d}{number // 10:05d}"
        return f"{body}{check_digit(body)}"

    def _tops(self) -> Iterator[Node]:
        """Pallets or totes with what is in them."""
        inside = self.boxes * (self.case_size or 1)
        for number, start in enumerate(range(0, self.packages, inside)):
            end = min(start + inside, self.packages)
            children = (
                self._cases(start, end)
                if self.case_size
                else (self._node(each) for each in range(start, end))
            )
            uri = sscc_uri(self.sscc(number), len(PREFIX))
            yield Node(uri, children=tuple(children))

    def _cases(self, start: int, end: int) -> Iterator[Node]:
        for first in range(start, end, self.case_size):
            lot = first // self.lot_size
            gtin = self.gtin(self.product(lot), 5)
            uri = sgtin_uri(gtin, f"{self.mark}C{first:08d}", len(PREFIX))
            last = min(first + self.case_size, end)
            nodes = tuple(self._node(each) for each in range(first, last))
            yield Node(uri, *self._lot(lot), nodes)

    def _node(self, number: int) -> Node:
        package = self.package(number)
        uri = sgtin_uri(package.gtin, package.serial, len(PREFIX))
        return Node(uri, package.lot, package.expiry)

    def write(self, path: Path) -> Path:
        """The whole file: master data, packing history, one shipping event."""
        now = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
        seller, buyer = (sgln_uri(gln, len(PREFIX)) for gln in (SELLER, BUYER))
        terms = Terms(
            made_at=now - timedelta(days=30),
            shipped_at=now,
            offset="-05:00",
            seller=seller,
            buyer=buyer,
            references=(Typed("po", f"urn:epcglobal:cbv:bt:{BUYER}:{self.order}"),),
        )
        header = Header(
            "xml",
            created=now,
            sender=SELLER,
            receiver=BUYER,
            instance_id=f"{self.mark}-{self.packages}",
            statement=True,
        )
        with open(path, "wb") as out:
            write_document(
                out,
                header=header,
                items=self._items(),
                places=(Place(seller, SELLER, **_FROM), Place(buyer, BUYER, **_TO)),
                events=shipment(self._tops(), terms),
            )
        return path

    def _items(self) -> Iterator[Item]:
        for product in map(self.product, range(self.products)):
            for indicator in (0, 5) if self.case_size else (0,):
                gtin = self.gtin(product, indicator)
                uri = f"urn:epc:idpat:sgtin:{PREFIX}.{indicator}{product:05d}.*"
                yield Item(
                    uri,
                    gtin,
                    f"Benchazole {product} mg",
                    f"998700{product:05d}",
                    "FDA_NDC_11",
                    "Bench Labs",
                    "TABLET",
                    f"{product} mg",
                    "30",
                )
