"""TI of whole files: every line, party, number and date that the file tells."""

import io
import unittest
from datetime import date

from dscsa_core.epcis.digest import Digest
from dscsa_core.epcis.reader import open_document
from dscsa_core.finding import BLOCK
from dscsa_core.rules.document import check_document

from . import epcis_senders as senders
from .samples import NOW, TODAY

_A, _B = "00399990543216", "00399990600018"
_L7 = (_A, "L7", date(2028, 3, 31), 2)
_WHOLESALER = {
    "lines": [_L7, (_A, "L8", date(2028, 4, 30), 1), (_B, "M1", date(2027, 12, 31), 1)],
    "parties": ("Brook Wholesale", "Elm Street Pharmacy"),
    "places": ("Brook Wholesale Depot", "Elm Street Pharmacy Store"),
    "po": ("PO-8",),
    "other": {"inv": ("I-8",)},
    "statement": True,
    "drop": None,
}
_LINKS = {
    "lines": [_L7],
    "parties": ("0399770000014", "0399991000022"),
    "places": ("0399770000021", "0399991000039"),
    "po": ("PO-20",),
    "other": {},
    "statement": None,
    "drop": None,
}
# What each file says (FD&C Act 581(26): the parts of TI; GS1 US guideline, section 2).
SAID = {
    senders.manufacturer: {
        "lines": [(_A, "L7", date(2028, 3, 31), 6)],
        "parties": ("Alder Labs", "Elm Street Pharmacy"),
        "places": ("Alder Labs Plant", "Elm Street Pharmacy Store"),
        "po": ("PO-7",),
        "other": {"desadv": ("D-7",)},
        "statement": True,
        "drop": False,
    },
    senders.wholesaler: _WHOLESALER,
    senders.vendor: _WHOLESALER,
    senders.query: _WHOLESALER,
    senders.logistics_provider: {
        "lines": [_L7],
        "parties": ("Alder Labs", "Elm Street Pharmacy"),
        "places": ("Cedar Logistics", "Elm Street Pharmacy Store"),
        "po": ("PO-9",),
        "other": {},
        "statement": True,
        "drop": True,
    },
    senders.version_1_0: {
        "lines": [(_A, "", None, 2)],
        "parties": ("", ""),
        # where it was read as shipped is where it left (EPCIS 1.2, section 7.3.5.3)
        "places": ("0399990000016", ""),
        "po": ("PO-1",),
        "other": {},
        "statement": None,
        "drop": None,
    },
    senders.version_1_1: {
        "lines": [(_A, "L7", None, 24)],
        "parties": ("Brook Wholesale", "Elm Street Pharmacy"),
        "places": ("Brook Wholesale Depot", "Elm Street Pharmacy Store"),
        "po": ("PO-11",),
        "other": {},
        "statement": None,
        "drop": None,
    },
    senders.version_2_0: _LINKS,
    senders.json_ld: _LINKS,
}


def digested(text):
    """(reader, digest, transactions, codes that block) of a file."""
    reader, digest = open_document(io.BytesIO(text.encode())), Digest()
    for event in reader.events():
        digest.apply(event)
    transactions = digest.transactions(reader.header)
    found = [*reader.findings, *digest.findings]
    found += check_document(reader.header, digest, transactions, TODAY, NOW)
    return reader, digest, transactions, {f.code for f in found if f.level == BLOCK}


def _name(party):
    return (party.name or party.gln) if party else ""


class TestSenders(unittest.TestCase):
    def test_ti_of_every_sender(self):
        for make, said in SAID.items():
            with self.subTest(make.__name__):
                _reader, digest, (found,), _codes = digested(make())
                self.assertEqual(
                    sorted(
                        ((x.gtin, x.lot, x.expiry, x.quantity) for x in found.lines),
                        key=str,
                    ),
                    said["lines"],
                )
                self.assertEqual(
                    (_name(found.seller), _name(found.buyer)), said["parties"]
                )
                self.assertEqual(
                    (_name(found.ship_from), _name(found.ship_to)), said["places"]
                )
                self.assertEqual(found.po, said["po"])
                for kind, numbers in said["other"].items():
                    self.assertEqual(found.numbers(kind), numbers)
                self.assertIs(found.statement, said["statement"])
                self.assertIs(found.drop_shipment, said["drop"])
                self.assertEqual(found.date, date(2026, 11, 19))
                self.assertEqual(len(found.packages), len(found.line_of))
                self.assertEqual(len(list(digest.things())), len(digest))

    def test_a_whole_file_has_nothing_to_block_it(self):
        for make in (senders.manufacturer, senders.wholesaler, senders.vendor):
            with self.subTest(make.__name__):
                self.assertEqual(digested(make())[3], set())

    def test_what_a_file_leaves_out_is_said(self):
        """FD&C Act 581(26): no lot, no parties, no statement is no TI/TS."""
        self.assertTrue(digested(senders.version_1_0())[3])

    def test_an_expired_package_blocks(self):
        text = senders.manufacturer().replace("2028-03-31", "2026-11-21")
        self.assertEqual(digested(text)[3], {"EXPIRED"})

    def test_header_of_a_file_by_the_guideline(self):
        reader, _digest, (found,), _codes = digested(senders.manufacturer())
        header = reader.header
        self.assertEqual((header.guideline, header.statement), ("R1.3", True))
        self.assertEqual([item.gtin for item in header.items], [_A, _B])
        self.assertEqual(header.items[0].ndc, "99990-5432-1")
        self.assertEqual({place.zip for place in header.places}, {"19901"})
        for role in ("seller", "buyer", "ship_from", "ship_to"):
            self.assertTrue(getattr(found, role).has_address, role)
        reader, *_rest = digested(senders.wholesaler())
        self.assertEqual(reader.header.guideline, "R1.2")
        self.assertEqual(reader.header.items[0].ndc, "99990543201")

    def test_pallet_cases_and_packages(self):
        _reader, digest, _transactions, _codes = digested(senders.manufacturer())
        kinds = [(thing.kind, thing.gtin) for thing in digest.things()]
        self.assertEqual(kinds.count(("sgtin", _A)), 6)
        self.assertEqual(kinds.count(("sgtin", "50399990543211")), 2)
        self.assertEqual(kinds.count(("sscc", "")), 1)
        self.assertEqual(len(kinds), 9)
