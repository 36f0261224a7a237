"""TI of real files of the corpus; skipped where the corpus is absent."""

import unittest
from collections import Counter
from datetime import date

from ..epcis.digest import Digest
from ..epcis.reader import open_document
from ..finding import BLOCK
from ..rules.document import check_document
from .corpus import CORPUS, corpus_file
from .samples import NOW, TODAY, codes

EXAMPLE = corpus_file(
    "epcis/openepcis-testres__Capture-Documents-GS1_US_Pharma_Example_2_2_1_1.xml"
)


def digested(path):
    """(header, digest, transactions, all findings) of a file."""
    with path.open("rb") as stream:
        reader, digest = open_document(stream), Digest()
        for event in reader.events():
            digest.apply(event)
        header = reader.header
    transactions = digest.transactions(header)
    found = [*reader.findings, *digest.findings]
    found += check_document(header, digest, transactions, TODAY, NOW)
    return header, digest, transactions, found


@unittest.skipUnless(EXAMPLE, "the corpus is not beside the checkout")
class TestCorpus(unittest.TestCase):
    def test_r13_direct_purchase_example(self):
        _header, digest, (found,), findings = digested(EXAMPLE)
        kinds = Counter((t.kind, t.gtin) for t in digest.things())
        self.assertEqual(
            kinds,
            {
                ("sgtin", "00300010123455"): 12,
                ("sgtin", "10300010123452"): 3,
                ("sscc", ""): 1,
            },
        )
        (line,) = found.lines
        self.assertEqual(
            (line.gtin, line.lot, line.expiry, line.quantity),
            ("00300010123455", "A123", date(2025, 3, 27), 12),
        )
        self.assertTrue(found.statement)
        self.assertEqual((found.po, found.date), (("XYZPO189",), date(2023, 4, 1)))
        for role in ("seller", "buyer", "ship_from", "ship_to"):
            self.assertTrue(getattr(found, role).has_address, role)
        self.assertEqual(found.seller.name, "GS1 Pharma")
        blocking = [finding for finding in findings if finding.level == BLOCK]
        self.assertEqual(codes(blocking), ["EXPIRED"])

    def test_wholesaler_sample(self):
        path = corpus_file(
            "epcis/jamischarles-transformer__assets-epcis_1.2.sample.xml"
        )
        _header, _digest, (found,), findings = digested(path)
        (line,) = found.lines
        self.assertEqual((line.lot, line.quantity), ("LOT123", 3))
        self.assertEqual(found.ship_from.name, "My Shipping LLC")
        self.assertEqual(found.numbers("inv"), ("INV12345",))
        blocking = [finding for finding in findings if finding.level == BLOCK]
        self.assertEqual(codes(blocking), ["EXPIRED"])

    def test_every_file_can_be_digested(self):
        for path in sorted((CORPUS / "epcis").iterdir()):
            with self.subTest(path.name):
                _header, digest, transactions, _findings = digested(path)
                for found in transactions:
                    self.assertEqual(len(found.packages), len(found.line_of))
                self.assertEqual(len(list(digest.things())), len(digest))
