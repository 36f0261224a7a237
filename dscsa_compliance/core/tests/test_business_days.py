"""Business days over weekends and holidays."""

import unittest
from datetime import date

from ..business_days import add_business_days, is_business_day

THANKSGIVING = date(2026, 11, 26)


class TestBusinessDays(unittest.TestCase):
    def test_weekend_and_holiday_do_not_count(self):
        wednesday = date(2026, 11, 25)
        self.assertEqual(
            add_business_days(wednesday, 2, {THANKSGIVING}), date(2026, 11, 30)
        )
        self.assertEqual(add_business_days(wednesday, 2), date(2026, 11, 27))

    def test_no_days_is_the_day_itself(self):
        self.assertEqual(add_business_days(THANKSGIVING, 0), THANKSGIVING)

    def test_a_day_on_a_weekend_counts_from_monday(self):
        saturday = date(2026, 11, 21)
        self.assertFalse(is_business_day(saturday))
        self.assertEqual(add_business_days(saturday, 1), date(2026, 11, 23))
