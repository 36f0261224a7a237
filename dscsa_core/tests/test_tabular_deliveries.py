"""Rows of a table put together: deliveries, and what later exports add."""

import unittest
from datetime import date

from dscsa_core.epcis.digest import Digest
from dscsa_core.notice.events import NoticeReader, shipping_positions
from dscsa_core.notice.model import CSV
from dscsa_core.tabular.deliveries import (
    COVERS,
    REST,
    SAME,
    Earlier,
    compare,
    deliveries,
    header_of,
)
from dscsa_core.tabular.model import (
    Terms,
)

from .table_samples import BUYER, ROWS, SELLER, TERMS, table
from .x12_samples import gtin


class TestDeliveries(unittest.TestCase):
    def transactions(self, reading, terms=TERMS):
        notices, findings = deliveries(reading.entries, terms)
        header = header_of(CSV, reading.entries, notices, terms)
        reader = NoticeReader(header, notices, findings)
        digest = Digest()
        for event in reader.events():
            digest.apply(event)
        self.assertEqual(list(digest.findings), [])
        found = digest.transactions(header)
        positions = [p for p in shipping_positions(notices) if p]
        self.assertEqual(positions, [t.position for t in found])
        return found, findings

    def test_one_for_each_invoice(self):
        found, _findings = self.transactions(
            table(*ROWS, ROWS[0].replace("44871", "44872"))
        )
        self.assertEqual([t.numbers("inv") for t in found], [("44871",), ("44872",)])
        self.assertEqual([t.quantity for t in found], [15, 12])
        self.assertEqual(found[0].po, ("P00012",))
        self.assertEqual(found[0].date, date(2026, 11, 20))
        self.assertEqual(found[0].seller.name, "Brook Drug")
        self.assertEqual(found[0].statement, True)
        line = found[0].lines[0]
        self.assertEqual(
            (line.name, line.expiry), ("Testamol 10 mg", date(2028, 3, 31))
        )

    def test_without_invoice_column(self):
        headings = "GTIN,Lot,Qty,Serial"
        lines = (f"{gtin(1)},A,,S1", f"{gtin(1)},A,,S2", f"{gtin(1)},B,4,")
        terms = Terms(SELLER, BUYER, invoice="900", po="P1", day=date(2026, 1, 2))
        (found,), _findings = self.transactions(table(*lines, headings=headings), terms)
        self.assertEqual(found.numbers("inv"), ("900",))
        self.assertEqual(
            [(x.lot, x.quantity, x.serials) for x in found.lines],
            [("A", 2, 2), ("B", 4, 0)],
        )
        self.assertEqual(found.date, date(2026, 1, 2))

    def test_count_beside_serials_is_their_sum(self):
        lines = (f"{gtin(1)},A,1,S1", f"{gtin(1)},A,5,")
        (found,), findings = self.transactions(
            table(*lines, headings="GTIN,Lot,Qty,Serial")
        )
        self.assertEqual(found.quantity, 1)
        self.assertEqual([f.code for f in findings], ["TABLE_COUNT_IS_SUMMARY"])

    def test_later_exports(self):
        (notice,), _findings = deliveries(table(*ROWS).entries, TERMS)
        keys = [(g.gtin, g.lot, g.expiry) for g in notice.goods]
        for earlier, kind, left in (
            ({keys[0]: 12, keys[1]: 3}, SAME, None),
            ({keys[0]: 12}, COVERS, 15),
            ({}, COVERS, 15),
            ({keys[0]: 12, keys[1]: 3, (gtin(3), "C", None): 1}, SAME, 0),
            ({keys[0]: 10, (gtin(3), "C", None): 1}, REST, 5),
        ):
            with self.subTest(kind=kind, left=left):
                found, rest = compare(notice, Earlier(earlier))
                self.assertEqual(found, kind)
                if left is not None:
                    self.assertEqual(sum(g.quantity for g in rest.goods), left)

    def test_later_exports_with_serials(self):
        lines = [f"{gtin(1)},A,S{n}" for n in range(4)]
        (notice,), _f = deliveries(
            table(*lines, headings="GTIN,Lot,Serial").entries, TERMS
        )
        key = (gtin(1), "A", None)

        def serials(*numbers):
            return frozenset((gtin(1), f"S{n}") for n in numbers)

        for count, known, kind, left in (
            (4, serials(0, 1, 2, 3), SAME, 4),
            (4, serials(), COVERS, 4),
            (2, serials(0, 1), COVERS, 4),
            (3, serials(0, 1, 9), REST, 2),
            (6, serials(), SAME, 0),
            (9, serials(0, 9), REST, 3),
        ):
            with self.subTest(count=count, known=len(known)):
                found, rest = compare(notice, Earlier({key: count}, known))
                self.assertEqual(found, kind)
                self.assertEqual(sum(len(g.serials) for g in rest.goods), left)
