"""Writes the bundled files of ``setup/demo`` again, from ``products.csv``.

Serials come from a fixed seed, so the files only change when this program does. The
labels are what lies on the bench: one bottle of the tote is of another lot and serial
than the file announces; the corrected file announces it.
"""

import csv
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from demo_places import NORTHFIELD, ORCHARD, PHARMACY, WHOLESALE
from dscsa_core.epcis.make import Node, Terms, shipment
from dscsa_core.epcis.model import Header, Item, Place, Typed
from dscsa_core.epcis.writer import write_document
from dscsa_core.gs1.epc_encode import (
    gtin_pattern_uri,
    sgln_uri,
    sgtin_uri,
    sscc_uri,
)
from dscsa_core.gs1.keys import Gtin, check_digit
from dscsa_core.gs1.ndc import gtin_of_ndc

DEMO = Path(__file__).resolve().parents[1] / "demo"
MADE = datetime(2026, 11, 20, 13, 30, tzinfo=UTC)
PREFIX_LENGTH = 7
ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LABELS = ("gtin", "serial", "lot", "expiry", "sscc")


def in_scope():
    with open(DEMO / "products.csv", encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["scope"] == "in_scope"]


def master_data(row, gtin):
    return Item(
        gtin_pattern_uri(gtin, PREFIX_LENGTH),
        gtin=gtin,
        name=row["name"],
        ndc=row["ndc"],
        ndc_type="US_FDA_NDC",
        manufacturer=row["manufacturer"],
        dosage_form=row["form"],
        strength=row["strength"],
        container_size=row["container"],
    )


def place(vals):
    return Place(
        sgln_uri(vals["gln"], PREFIX_LENGTH),
        gln=vals["gln"],
        name=vals["name"],
        street=vals["street"],
        city=vals["city"],
        state=vals["state"],
        zip=vals["zip"],
        country="US",
    )


def sscc(vals, number):
    body = f"0{vals['gln'][:PREFIX_LENGTH]}{number:09d}"
    return f"{body}{check_digit(body)}"


def serial(draw, length=12):
    return "".join(draw.choice(ALPHABET) for _ in range(length))


def lot(draw):
    return f"{draw.randrange(1, 10)}{draw.choice('CDFHKMN')}{draw.randrange(100, 1000)}"


def expiry(draw):
    months = draw.randrange(14, 40)
    first = date(2026 + (11 + months) // 12, (11 + months) % 12 + 1, 1)
    return first - timedelta(days=1)


def package(gtin, number, lot_name, expires):
    return Node(sgtin_uri(gtin, number, PREFIX_LENGTH), lot_name, expires)


def label(gtin="", number="", lot_name="", expires="", tote=""):
    return dict(zip(LABELS, (gtin, number, lot_name, expires, tote), strict=True))


def write_labels(name, labels):
    with open(DEMO / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, LABELS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(labels)


def write_file(
    name, *, seller, buyer, references, tops, items, instance, drop_shipment=False
):
    buyer_gln, seller_gln = buyer["gln"], seller["gln"]
    owners = {"po": buyer_gln, "inv": seller_gln, "desadv": seller_gln}
    typed = tuple(
        Typed(kind, f"urn:epcglobal:cbv:bt:{owners[kind]}:{number}")
        for kind, number in references.items()
    )
    sgln = [sgln_uri(gln, PREFIX_LENGTH) for gln in (seller_gln, buyer_gln)]
    made = MADE - timedelta(days=20)
    terms = Terms(
        made, MADE, "-05:00", *sgln, references=typed, drop_shipment=drop_shipment
    )
    header = Header(
        "xml",
        created=MADE,
        sender=sgln[0],
        receiver=sgln[1],
        instance_id=instance,
        statement=True,
    )
    with open(DEMO / name, "wb") as out:
        write_document(
            out,
            header=header,
            items=items,
            places=[place(seller), place(buyer)],
            events=shipment(tops, terms),
        )


def packed(draw):
    """24 packages of 12 NDCs: (packages, labels, master data)."""
    packages, labels, items = [], [], []
    for row in in_scope():
        gtin = gtin_of_ndc(row["ndc"])
        items.append(master_data(row, gtin))
        lot_name, expires = lot(draw), expiry(draw)
        for _ in range(2):
            number = serial(draw)
            packages.append(package(gtin, number, lot_name, expires))
            labels.append(label(gtin, number, lot_name, expires))
    return packages, labels, items


def next_tote(draw):
    """Tomorrow's tote: announced, for a visitor to scan."""
    packages, labels, items = packed(draw)
    write_labels("northfield-next-tote-labels.csv", labels)
    holder = Node(sscc_uri(sscc(NORTHFIELD, 44958), PREFIX_LENGTH))
    write_file(
        "northfield-next-tote.xml",
        seller=NORTHFIELD,
        buyer=PHARMACY,
        references={"po": "MSP-1061", "inv": "44958", "desadv": "80044958"},
        tops=[replace(holder, children=tuple(packages))],
        items=items,
        instance="NF-44958-1",
    )


def tote(draw):
    """The same; on the bench one of them is of another lot."""
    packages, labels, items = packed(draw)
    wrong = next(i for i, row in enumerate(in_scope()) if "Amlodipine" in row["name"])
    odd = labels[2 * wrong + 1]
    odd.update(serial=serial(draw), lot="7K21", expiry=odd["expiry"])
    write_labels("northfield-tote-labels.csv", labels)
    common = {
        "seller": NORTHFIELD,
        "buyer": PHARMACY,
        "references": {"po": "MSP-1041", "inv": "44871", "desadv": "80044871"},
        "items": items,
    }
    holder = Node(sscc_uri(sscc(NORTHFIELD, 44871), PREFIX_LENGTH))
    write_file(
        "northfield-tote.xml",
        tops=[replace(holder, children=tuple(packages))],
        instance="NF-44871-1",
        **common,
    )
    packages[2 * wrong + 1] = package(
        odd["gtin"], odd["serial"], odd["lot"], odd["expiry"]
    )
    write_file(
        "northfield-tote-corrected.xml",
        tops=[replace(holder, children=tuple(packages))],
        instance="NF-44871-1",
        **common,
    )


def pallet(draw):
    """Two products, four cases of twelve each, on one pallet."""
    cases, items = [], []
    for row in in_scope()[:2]:
        gtin = gtin_of_ndc(row["ndc"])
        case_gtin = Gtin.parse(gtin).with_indicator(1).value
        items += [master_data(row, gtin), master_data(row, case_gtin)]
        lot_name, expires = lot(draw), expiry(draw)
        for _ in range(4):
            packages = tuple(
                package(gtin, serial(draw), lot_name, expires) for _ in range(12)
            )
            case = package(case_gtin, serial(draw, 8), lot_name, expires)
            cases.append(replace(case, children=packages))
    number = sscc(ORCHARD, 2207)
    write_labels("orchard-pallet-labels.csv", [label(tote=number)])
    write_file(
        "orchard-pallet.xml",
        seller=ORCHARD,
        buyer=WHOLESALE,
        references={"po": "BAY-2207", "inv": "OL-90012", "desadv": "700031"},
        tops=[Node(sscc_uri(number, PREFIX_LENGTH), children=tuple(cases))],
        items=items,
        instance="OL-700031-1",
    )


def few(name, ndc, count, **options):
    """A few packages of one drug in a file of their own, and their labels."""
    draw = random.Random(name)  # noqa: S311 a demo's serials need no secrecy
    row = next(row for row in in_scope() if row["ndc"] == ndc)
    gtin = gtin_of_ndc(ndc)
    lot_name, expires = lot(draw), expiry(draw)
    numbers = [serial(draw) for _ in range(count)]
    write_labels(
        f"{name}-labels.csv", [label(gtin, n, lot_name, expires) for n in numbers]
    )
    write_file(
        f"{name}.xml",
        buyer=PHARMACY,
        tops=[package(gtin, number, lot_name, expires) for number in numbers],
        items=[master_data(row, gtin)],
        instance=f"{name}-1",
        **options,
    )


def main():
    draw = random.Random(44871)  # noqa: S311 a demo's serials need no secrecy
    tote(draw)
    pallet(draw)
    next_tote(random.Random(44958))  # noqa: S311 as above
    few(
        "northfield-vials-late",
        "99872-201-05",
        2,
        seller=NORTHFIELD,
        references={"inv": "44915"},
    )
    few(
        "orchard-insulin-drop",
        "99871-104-10",
        6,
        seller=ORCHARD,
        references={"po": "MSP-1052", "inv": "OL-90077"},
        drop_shipment=True,
    )


if __name__ == "__main__":
    main()
