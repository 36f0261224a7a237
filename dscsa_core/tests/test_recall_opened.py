"""Open recalls asked about one package; what is said first at the bench."""

import unittest
from datetime import date

from dscsa_core.recall.lots import Like, Names, Range
from dscsa_core.recall.opened import OpenRecalls, Recalled
from dscsa_core.rules.danger import danger
from dscsa_core.rules.receiving import Delivery, Known, Seen, judge_package

WHY = "REC/1, too strong"


LOT, NONE = Names(("L-1",)), Names()
ITEMS = frozenset(("p1", "g00399990101300"))


def recalls(lots=LOT, serials=NONE):
    return OpenRecalls((Recalled(ITEMS, lots, serials, WHY),))


def codes(seen, known=None, **facts):
    delivery = Delivery(date(2026, 11, 30), recalled=recalls(), **facts)
    return [each.code for each in judge_package(seen, known, delivery)]


class TestOpenRecalls(unittest.TestCase):
    def test_by_lot(self):
        for lot, expected in (
            ("L-1", WHY),
            ("l1", WHY),
            ("L 1", WHY),
            ("L2", ""),
            ("", ""),
        ):
            with self.subTest(lot):
                self.assertEqual(recalls().why({"p1"}, lot), expected)
        self.assertFalse(recalls().why({"p2"}, "L-1"))
        self.assertFalse(OpenRecalls())

    def test_a_lot_nobody_knows_is_a_doubt(self):
        self.assertEqual(recalls().doubt({"p1"}, ""), "L-1")
        self.assertFalse(recalls().doubt({"p1"}, "L2"))
        self.assertFalse(recalls().doubt({"p2"}, ""))

    def test_what_looks_like_a_recalled_lot_is_a_question(self):
        for lot, named in (
            ("L-01", "L-1"),
            ("I-1", "L-1"),
            ("11", "L-1"),
            ("l - i", "L-1"),
            ("L-10", ""),
            ("M-1", ""),
        ):
            with self.subTest(lot):
                self.assertFalse(recalls().why({"p1"}, lot))
                self.assertEqual(recalls().doubt({"p1"}, lot), named)
        names = Names(ranges=(Range.of("QO100", "QO199"),))
        self.assertTrue(recalls(names).doubt({"p1"}, "Q0150"))
        self.assertFalse(recalls(names).why({"p1"}, "Q0150"))
        like = Names(ranges=(Like("QO", ""),))
        self.assertTrue(recalls(like).doubt({"p1"}, "Q01"))
        spared = OpenRecalls((Recalled(ITEMS, LOT, NONE, WHY, Names(("I-1",))),))
        self.assertFalse(spared.doubt({"p1"}, "I-1"))
        self.assertTrue(spared.doubt({"p1"}, "L01"))

    def test_a_serial_nobody_knows_is_a_question_where_serials_alone_are_named(self):
        alone = recalls(NONE, Names(("S1",)))
        self.assertEqual(alone.doubt({"p1"}, "L9"), "S1")
        self.assertEqual(alone.doubt({"p1"}, ""), "S1")
        self.assertFalse(alone.doubt({"p1"}, "L9", "S2"))
        self.assertFalse(alone.with_lots())

    def test_ranges_of_numbers_of_any_length(self):
        """Python makes no number of more than 4,300 digits, and refuses loudly."""
        for first, last, inside, outside in (
            ("A9", "A11", "A10", "A12"),
            ("A09", "A101", "A0099", "B100"),
            ("8" * 5000, "1" + "0" * 5000, "9" * 5000, "7" * 5000),
            ("A1", "A" + "9" * 20000, "A" + "9" * 19999, "A" + "9" * 20001),
        ):
            with self.subTest(first[:9]):
                found = Range.of(first, last)
                self.assertIn(inside, found)
                self.assertNotIn(outside, found)
        self.assertIsNone(Range.of("A" + "9" * 5000, "A" + "1" * 4999))

    def test_every_lot(self):
        every = recalls(Names(every=True))
        self.assertEqual(every.why({"p1"}, ""), WHY)

    def test_by_serial(self):
        some = recalls(serials=Names(ranges=(Range.of("S10", "S20"),)))
        self.assertEqual(some.why({"p1"}, "L-1", "S15"), WHY)
        self.assertFalse(some.why({"p1"}, "L-1", "S21"))
        self.assertEqual(some.why({"p1"}, "L-1"), WHY, "it may be one of them")
        alone = recalls(Names(), Names(("S1",)))
        self.assertEqual(alone.why({"p1"}, "L9", "S1"), WHY)
        self.assertFalse(alone.why({"p1"}, "L9"))


class TestSaidFirst(unittest.TestCase):
    seen = Seen("k", "p1", gtin="00399990101300", serial="S1", lot="L-1")

    def test_recalled_comes_with_every_other_finding(self):
        for known, facts in (
            (None, {}),
            (None, {"has_proof": True}),
            (Known("in_stock"), {}),
            (Known(lot="OTHER", has_data=True, announced=True), {}),
        ):
            with self.subTest(known=known):
                self.assertEqual(codes(self.seen, known, **facts)[0], "RECALLED")

    def test_the_lot_on_record_counts_too(self):
        seen = Seen("k", "p1", gtin="00399990101300", serial="S1", lot="CLONE")
        self.assertIn("RECALLED", codes(seen, Known(lot="L1", has_data=True)))

    def test_goods_without_a_product_are_known_by_gtin(self):
        seen = Seen("k", "p77", gtin="00399990101300", lot="L-1")
        self.assertIn("RECALLED", codes(seen))

    def test_order_of_danger(self):
        order = ["SERIAL_OTHER_SELLER", "RECALLED", "LOT_MISMATCH", "EXPIRED"]
        order += ["EXPIRY_MISMATCH", "NO_TI"]
        ranks = [danger(code) for code in order]
        self.assertEqual(ranks, sorted(ranks, reverse=True))
