"""One package in the hand, by its lot where no record names it."""

import unittest
from datetime import date

from dscsa_core.recall.opened import OpenRecalls
from dscsa_core.rules.in_hand import OfLot, Printed, Record, judge

TODAY = date(2026, 5, 4)
GOOD, OTHER, OVER = date(2028, 3, 31), date(2028, 4, 30), date(2026, 3, 31)


def codes(printed, of_lot=None, record=None):
    return judge(printed, record, TODAY, OpenRecalls(()), False, of_lot)


class TestByLot(unittest.TestCase):
    def test_what_the_lot_says(self):
        for expiry, of_lot, expected in (
            (GOOD, None, ()),
            (GOOD, OfLot(), ()),
            (GOOD, OfLot(expiries=frozenset({GOOD})), ()),
            (GOOD, OfLot(expiries=frozenset({GOOD, OTHER})), ()),
            (GOOD, OfLot(expiries=frozenset({OTHER})), ("LOT_DATE_DIFFERS",)),
            (GOOD, OfLot(True, frozenset({GOOD})), ("LOT_HELD",)),
            (GOOD, OfLot(True, frozenset({OTHER})), ("LOT_DATE_DIFFERS", "LOT_HELD")),
            (None, OfLot(expiries=frozenset({OVER})), ("EXPIRED",)),
            (None, OfLot(expiries=frozenset({OVER, GOOD})), ()),
            (OVER, OfLot(expiries=frozenset({OVER})), ("EXPIRED",)),
        ):
            with self.subTest(expiry=expiry, of_lot=of_lot):
                found = codes(Printed(lot="K1", expiry=expiry), of_lot)
                self.assertEqual(found, (*expected, "NOT_IN_REGISTER"))

    def test_a_row_of_its_own_counts_alone(self):
        printed = Printed(lot="K1", expiry=GOOD)
        record = Record(lot="K1", expiry=GOOD)
        self.assertEqual(codes(printed, OfLot(True, frozenset({OTHER})), record), ())
