"""Calendar years, leap days, clock changes."""

import unittest
from calendar import isleap
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from dscsa_core.retention import (
    disposable_from,
    flag_of,
    keep_until,
    local_day,
    years_to_keep,
)

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
YEARS = st.integers(0, 99)
BOSTON = ZoneInfo("America/New_York")
SAMOA = ZoneInfo("Pacific/Apia")


class TestKeepUntil(unittest.TestCase):
    def test_six_years_through_the_last_day(self):
        self.assertEqual(keep_until(date(2026, 11, 22), 6), date(2032, 11, 22))
        self.assertEqual(disposable_from(date(2026, 11, 22), 6), date(2032, 11, 23))

    def test_leap_day_is_kept_through_the_first_of_march(self):
        self.assertEqual(keep_until(date(2028, 2, 29), 6), date(2034, 3, 1))
        self.assertEqual(disposable_from(date(2028, 2, 29), 6), date(2034, 3, 2))

    def test_leap_day_to_leap_day(self):
        self.assertEqual(keep_until(date(2028, 2, 29), 8), date(2036, 2, 29))

    def test_century_without_leap_day(self):
        self.assertEqual(keep_until(date(2096, 2, 29), 4), date(2100, 3, 1))

    def test_years_out_of_reason(self):
        for years in (-1, 100):
            with self.assertRaises(ValueError):
                keep_until(date(2026, 1, 1), years)

    @given(DAYS, YEARS)
    def test_never_less_than_whole_years(self, day, years):
        until = keep_until(day, years)
        self.assertEqual(until.year - day.year, years)
        self.assertGreaterEqual((until.month, until.day), (day.month, day.day))
        same = (until.month, until.day) == (day.month, day.day)
        self.assertTrue(same or (not isleap(until.year) and until.day == 1))

    @given(DAYS, YEARS, st.integers(0, 400))
    def test_a_later_day_is_never_disposed_of_sooner(self, day, years, more):
        later = day + timedelta(days=more)
        self.assertLessEqual(keep_until(day, years), keep_until(later, years))

    @given(DAYS, st.integers(0, 98))
    def test_more_years_keep_longer(self, day, years):
        self.assertLess(keep_until(day, years), keep_until(day, years + 1))

    @given(DAYS, YEARS)
    def test_disposal_begins_the_day_after(self, day, years):
        first = disposable_from(day, years)
        self.assertEqual(first - keep_until(day, years), timedelta(days=1))


class TestLocalDay(unittest.TestCase):
    def test_an_evening_in_boston_is_the_next_day_in_utc(self):
        instant = datetime(2026, 12, 1, 3, 30, tzinfo=UTC)
        self.assertEqual(local_day(instant, BOSTON), date(2026, 11, 30))

    def test_naive_instants_are_utc(self):
        self.assertEqual(
            local_day(datetime(2026, 12, 1, 3, 30), BOSTON), date(2026, 11, 30)
        )

    def test_both_clock_changes(self):
        # 8 March 2026 has 23 hours, 1 November 2026 has 25
        spring = datetime(2026, 3, 8, 4, 59, tzinfo=UTC)
        self.assertEqual(local_day(spring, BOSTON), date(2026, 3, 7))
        self.assertEqual(
            local_day(spring + timedelta(minutes=1), BOSTON), date(2026, 3, 8)
        )
        self.assertEqual(
            local_day(spring + timedelta(hours=23, minutes=1), BOSTON),
            date(2026, 3, 9),
        )
        autumn = datetime(2026, 11, 1, 4, 0, tzinfo=UTC)
        self.assertEqual(local_day(autumn, BOSTON), date(2026, 11, 1))
        self.assertEqual(
            local_day(autumn + timedelta(hours=24, minutes=59), BOSTON),
            date(2026, 11, 1),
        )
        self.assertEqual(
            local_day(autumn + timedelta(hours=25), BOSTON), date(2026, 11, 2)
        )

    def test_a_day_the_calendar_left_out(self):
        # Samoa had no 30 December 2011
        before = datetime(2011, 12, 30, 9, 59, tzinfo=UTC)
        self.assertEqual(local_day(before, SAMOA), date(2011, 12, 29))
        self.assertEqual(
            local_day(before + timedelta(minutes=1), SAMOA), date(2011, 12, 31)
        )

    @given(
        st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1)),
        st.integers(-14 * 60, 14 * 60),
    )
    def test_never_more_than_a_day_off(self, instant, minutes):
        zone = timezone(timedelta(minutes=minutes))
        off = local_day(instant, zone) - instant.date()
        self.assertLessEqual(abs(off), timedelta(days=1))


class TestFlags(unittest.TestCase):
    TODAY = date(2032, 11, 22)

    def flag(self, until, held=False):
        return flag_of(until, self.TODAY, 30, held=held)

    def test_the_last_day_is_still_kept(self):
        self.assertEqual(self.flag(self.TODAY), "near")
        self.assertEqual(self.flag(self.TODAY - timedelta(days=1)), "past")

    def test_lead_time(self):
        self.assertEqual(self.flag(self.TODAY + timedelta(days=30)), "near")
        self.assertEqual(self.flag(self.TODAY + timedelta(days=31)), "kept")

    def test_a_hold_comes_first(self):
        self.assertEqual(self.flag(date(2000, 1, 1), held=True), "held")

    def test_without_an_end(self):
        self.assertEqual(self.flag(None), "kept")

    def test_the_longest_rule_counts(self):
        self.assertEqual(years_to_keep(6, 0, 10), 10)
        self.assertEqual(years_to_keep(), 0)
