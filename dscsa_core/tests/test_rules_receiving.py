"""Rules of the bench: one package against data and history, then counts."""

import unittest
from dataclasses import replace
from datetime import date

from dscsa_core.rules.receiving import (
    Delivery,
    Known,
    Seen,
    judge_package,
)
from dscsa_core.rules.surplus import surplus

TODAY = date(2026, 11, 22)
LATER = date(2028, 3, 31)
SEEN = Seen("key", "p1", "Testamol", "gtin", "S1", "L1", LATER, needs_expiry=True)
KNOWN = Known(lot="L1", expiry=LATER, announced=True, has_data=True)
DELIVERY = Delivery(
    TODAY,
    "Brook",
    180,
    has_proof=True,
    has_lines=True,
    quantities={("p1", "L1"): 3, ("p2", "M1"): 2},
)


def codes(seen=SEEN, known=KNOWN, delivery=DELIVERY):
    """Codes of the findings, in order."""
    return [each.code for each in judge_package(seen, known, delivery)]


class TestPackage(unittest.TestCase):
    """What is found about one package."""

    def test_as_announced(self):
        self.assertEqual(codes(), [])

    def test_not_announced(self):
        self.assertEqual(codes(known=None), ["SERIAL_NOT_ANNOUNCED"])
        other_lot = replace(SEEN, lot="L9")
        self.assertEqual(codes(other_lot, None), ["LOT_NOT_ANNOUNCED"])
        stranger = replace(SEEN, item="p9")
        self.assertEqual(codes(stranger, None), ["NDC_NOT_ANNOUNCED"])
        # the lot of another product announces nothing
        self.assertEqual(codes(replace(SEEN, item="p2"), None), ["LOT_NOT_ANNOUNCED"])

    def test_lot_level_data_name_no_serials(self):
        by_lot = replace(DELIVERY, by_lot=frozenset({("p1", "L1")}))
        self.assertEqual(codes(known=None, delivery=by_lot), ["TI_LOT_LEVEL"])

    def test_the_date_on_the_label_is_compared_with_that_of_the_lot(self):
        for by_lot in (frozenset({("p1", "L1")}), frozenset()):
            told = replace(
                DELIVERY, by_lot=by_lot, expiries={("p1", "L1"): frozenset({LATER})}
            )
            own = replace(KNOWN, lot="", announced=False, has_data=False)
            for known in (None, own):
                self.assertNotIn("EXPIRY_MISMATCH", codes(known=known, delivery=told))
                other = replace(SEEN, expiry=date(2028, 1, 31))
                self.assertIn("EXPIRY_MISMATCH", codes(other, known, told))
            # a package that is named has its own date, if that is told
            self.assertEqual(
                codes(other, replace(KNOWN, expiry=other.expiry), told), []
            )
            bare = replace(KNOWN, expiry=None)
            self.assertIn("EXPIRY_MISMATCH", codes(other, bare, told))
        none = replace(SEEN, expiry=None, needs_expiry=False)
        self.assertNotIn("EXPIRY_MISMATCH", codes(none, None, told))

    def test_a_list_without_lots_could_not_compare_them(self):
        bare = replace(
            DELIVERY,
            quantities={("p1", ""): 3},
            by_lot=frozenset({("p1", "")}),
            expiries={("p1", ""): frozenset({LATER})},
        )
        self.assertEqual(codes(SEEN, None, bare)[0], "LOT_MISSING")
        other = replace(SEEN, expiry=date(2028, 1, 31))
        self.assertIn("EXPIRY_MISMATCH", codes(other, None, bare))

    def test_nobody_owes_data_for_a_sample(self):
        samples = Delivery(TODAY, samples=frozenset({"p1"}))
        self.assertEqual(codes(known=None, delivery=samples), ["SAMPLE"])

    def test_proof_in_any_form(self):
        none = Delivery(TODAY)
        self.assertEqual(codes(known=None, delivery=none), ["NO_TI"])
        portal = Delivery(TODAY, has_proof=True)
        self.assertEqual(codes(known=None, delivery=portal), [])

    def test_label_against_data(self):
        self.assertEqual(codes(replace(SEEN, lot="L2")), ["LOT_MISMATCH"])
        other = replace(SEEN, expiry=date(2028, 4, 30))
        self.assertEqual(codes(other), ["EXPIRY_MISMATCH"])
        bare = replace(SEEN, lot="", expiry=None)
        self.assertEqual(codes(bare), [])

    def test_dates(self):
        yesterday = replace(SEEN, expiry=date(2026, 11, 21))
        known = replace(KNOWN, expiry=date(2026, 11, 21))
        self.assertEqual(codes(yesterday, known), ["EXPIRED"])
        last_day = replace(yesterday, expiry=TODAY)
        self.assertEqual(codes(last_day, replace(KNOWN, expiry=TODAY)), ["SHORT_DATED"])
        unknown = replace(SEEN, expiry=None)
        self.assertEqual(
            codes(unknown, replace(KNOWN, expiry=None)), ["EXPIRY_UNKNOWN"]
        )
        free = replace(unknown, needs_expiry=False)
        self.assertEqual(codes(free, replace(KNOWN, expiry=None)), [])

    def test_seen_before(self):
        in_stock = replace(KNOWN, status="in_stock", since=TODAY)
        self.assertEqual(codes(known=in_stock), ["SERIAL_IN_STOCK"])
        self.assertEqual(
            codes(known=replace(in_stock, hold="data")),
            ["SERIAL_IN_STOCK", "SERIAL_ON_HOLD"],
        )
        # a second package with the serial of one that is here
        found = codes(replace(SEEN, lot="L9"), in_stock)
        self.assertEqual(found, ["SERIAL_IN_STOCK", "LOT_MISMATCH"])
        for status, code in (
            ("returned", "SERIAL_RETURNED_BEFORE"),
            ("dispensed", "SERIAL_DISPENSED_BEFORE"),
            ("destroyed", "SERIAL_DESTROYED_BEFORE"),
        ):
            self.assertEqual(codes(known=replace(KNOWN, status=status)), [code])

    def test_a_return_that_comes_back_owes_no_data(self):
        back = replace(KNOWN, status="returned", announced=False)
        self.assertEqual(codes(known=back), ["SERIAL_RETURNED_BEFORE"])
        resold = replace(back, same_seller=False)
        self.assertEqual(
            codes(known=resold), ["SERIAL_RETURNED_BEFORE", "SERIAL_NOT_ANNOUNCED"]
        )

    def test_another_seller_and_another_receipt(self):
        other = replace(KNOWN, announced=False, same_seller=False, seller="Hazel")
        self.assertEqual(
            codes(known=other), ["SERIAL_OTHER_SELLER", "SERIAL_NOT_ANNOUNCED"]
        )
        elsewhere = replace(KNOWN, announced=False, receipt="WH/IN/7")
        self.assertEqual(codes(known=elsewhere), ["WRONG_RECEIPT"])

    def test_denied_statement(self):
        self.assertEqual(
            codes(known=replace(KNOWN, denied=True)), ["STATEMENT_NEGATIVE"]
        )


class TestCounts(unittest.TestCase):
    """More or fewer than announced."""

    def test_surplus_is_never_taken_from_announced_packages(self):
        self.assertEqual(surplus(announced=3, matched=3, unmatched=2), 2)
        self.assertEqual(surplus(announced=3, matched=1, unmatched=2), 0)
        self.assertEqual(surplus(announced=3, matched=2, unmatched=2), 1)
        self.assertEqual(surplus(announced=0, matched=5, unmatched=0), 0)


if __name__ == "__main__":
    unittest.main()
