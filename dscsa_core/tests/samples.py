"""Events by hand: a clock that ticks a minute per event, URIs from small numbers."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from dscsa_core.epcis import model
from dscsa_core.epcis.digest import Digest
from dscsa_core.epcis.make import Node, Terms
from dscsa_core.epcis.model import Event, Header, Item, Place, Typed

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
EXPIRY = date(2028, 5, 31)
UNIT, CASE = "00312340567892", "50312340567897"
SELLER, BUYER = "urn:epc:id:sgln:031234.000001.0", "urn:epc:id:sgln:036987.000002.0"
DEPOT, STORE = "urn:epc:id:sgln:031234.000018.0", "urn:epc:id:sgln:036987.000019.0"


def unit(serial: object) -> str:
    """A package of GTIN 00312340567892."""
    return f"urn:epc:id:sgtin:031234.0056789.{serial}"


def case(serial: object) -> str:
    """A case of GTIN 50312340567897."""
    return f"urn:epc:id:sgtin:031234.5056789.{serial}"


def pallet(number: int) -> str:
    """A logistic unit."""
    return f"urn:epc:id:sscc:031234.7{number:010d}"


def unit_key(serial: object) -> str:
    return f"01{UNIT}21{serial}"


def case_key(serial: object) -> str:
    return f"01{CASE}21{serial}"


class Story:
    """Collects events; each method adds one and moves the clock a minute on."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def add(self, kind: str, action: str, step: str, epcs: Iterable[str], **rest):
        position = len(self.events) + 1
        rest.setdefault("time", START + timedelta(minutes=position))
        rest.setdefault("offset", "-05:00")
        event = Event(
            position, kind, action=action, step=step, epcs=tuple(epcs), **rest
        )
        self.events.append(event)
        return self

    def commission(self, *epcs: str, lot: str = "K7", expiry=EXPIRY, **rest):
        return self.add(
            model.OBJECT,
            "ADD",
            "commissioning",
            epcs,
            **{"lot": lot, "expiry": expiry, **rest},
        )

    def pallets(self, *epcs: str):
        return self.commission(*epcs, lot="", expiry=None)

    def pack(self, parent: str, *epcs: str, **rest):
        return self.add(
            model.AGGREGATION, "ADD", "packing", epcs, parent=parent, **rest
        )

    def unpack(self, parent: str, *epcs: str, **rest):
        return self.add(
            model.AGGREGATION, "DELETE", "unpacking", epcs, parent=parent, **rest
        )

    def retire(self, *epcs: str):
        return self.add(model.OBJECT, "DELETE", "decommissioning", epcs)

    def ship(self, *epcs: str, po: str = "PO-1", **rest):
        return self.add(
            model.OBJECT, "OBSERVE", "shipping", epcs, **{**shipping(po), **rest}
        )

    def order(self, po: str, *epcs: str, **rest):
        return self.add(
            model.TRANSACTION, "ADD", "shipping", epcs, references=(order(po),), **rest
        )

    def void(self, *epcs: str, action: str = "OBSERVE", **rest):
        return self.add(model.OBJECT, action, "void_shipping", epcs, **rest)

    def digest(self, **options) -> Digest:
        digest = Digest(**options)
        for event in self.events:
            digest.apply(event)
        return digest


def order(number: str) -> Typed:
    return Typed("po", f"urn:epcglobal:cbv:bt:0369870000023:{number}")


def shipping(po: str) -> dict:
    """Parties and references of a shipping event."""
    return {
        "disposition": "in_transit",
        "read_point": DEPOT,
        "references": (order(po),) if po else (),
        "sources": (Typed("owning_party", SELLER), Typed("location", DEPOT)),
        "destinations": (Typed("owning_party", BUYER), Typed("location", STORE)),
        "drop_shipment": False,
    }


def place(identifier: str, gln: str, name: str) -> Place:
    return Place(identifier, gln, name, "12 Mill Ln", "", "Dover", "DE", "19901", "US")


PLACES = (
    place(SELLER, "0312340000016", "Alder Generics Inc"),
    place(DEPOT, "0312340000184", "Alder Generics Depot"),
    place(BUYER, "0369870000023", "Birch Street Pharmacy"),
    place(STORE, "0369870000191", "Birch Street Pharmacy Store"),
)
ITEMS = (
    Item(
        "urn:epc:idpat:sgtin:031234.0056789.*",
        UNIT,
        "Testaprol",
        "1234-0567-89",
        "US_FDA_NDC",
        "Alder Generics Inc",
        "TABLET",
        "20 mg",
        "100 tablets",
    ),
    Item(
        "urn:epc:idpat:sgtin:031234.5056789.*",
        CASE,
        "Testaprol",
        "1234-0567-89",
        "US_FDA_NDC",
        "Alder Generics Inc",
        "TABLET",
        "20 mg",
        "24 x 100 tablets",
    ),
)
HEADER = Header(
    "xml",
    "1.2",
    START,
    SELLER,
    BUYER,
    "doc-1",
    "R1.3",
    True,
    "",
    ITEMS,
    PLACES,
)
TERMS = Terms(
    START,
    START + timedelta(days=1),
    "-05:00",
    SELLER,
    BUYER,
    DEPOT,
    STORE,
    (order("PO-1"), Typed("desadv", "urn:epcglobal:cbv:bt:0312340000016:D/77")),
)


def full_pallet(cases: int = 3, packages: int = 4, number: int = 1) -> Node:
    """One pallet of cases of packages, one lot."""
    inside = tuple(
        Node(
            case(f"C{number}-{c}"),
            "K7",
            EXPIRY,
            tuple(
                Node(unit(f"U{number}-{c}-{p}"), "K7", EXPIRY) for p in range(packages)
            ),
        )
        for c in range(cases)
    )
    return Node(pallet(number), children=inside)


def shipped(digest: Digest, index: int = 0) -> list[str]:
    """Keys of the packages of one transaction."""
    transaction = digest.transactions(HEADER)[index]
    return [digest.keys[number] for number in transaction.packages]


def unit_keys(*serials: object) -> list[str]:
    return [unit_key(serial) for serial in serials]


def codes(findings) -> list[str]:
    """Codes of findings, sorted."""
    return sorted(finding.code for finding in findings)
