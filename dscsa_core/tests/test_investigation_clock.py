"""Twenty-four elapsed hours, whatever the clocks on the wall do."""

import unittest
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from dscsa_core.errors import CoreError
from dscsa_core.investigation import clock
from dscsa_core.investigation.errors import DoubtError

ZONES = ("America/Chicago", "America/Denver", "Pacific/Honolulu", "America/St_Johns")
CHICAGO = ZoneInfo("America/Chicago")
# determined, due: both as a clock in Chicago shows them
DUE = (
    ("2026-12-24T16:05-06:00", "2026-12-25T16:05-06:00"),  # a holiday counts
    ("2026-12-04T18:30-06:00", "2026-12-05T18:30-06:00"),  # so does a Saturday
    ("2027-03-13T20:00-06:00", "2027-03-14T21:00-05:00"),  # a day of 23 hours
    ("2027-03-14T01:59-06:00", "2027-03-15T02:59-05:00"),
    ("2026-10-31T09:10-05:00", "2026-11-01T08:10-06:00"),  # a day of 25 hours
    ("2026-11-01T01:30-05:00", "2026-11-02T00:30-06:00"),  # the first 1:30
    ("2026-11-01T01:30-06:00", "2026-11-02T01:30-06:00"),  # the second 1:30
    ("2028-02-28T12:00-06:00", "2028-02-29T12:00-06:00"),
    ("2026-12-31T23:59-06:00", "2027-01-01T23:59-06:00"),
)
MOMENTS = st.datetimes(
    datetime(2015, 1, 2), datetime(2060, 1, 1), timezones=st.just(UTC)
)


class TestDue(unittest.TestCase):
    def test_table(self):
        for start, wanted in DUE:
            with self.subTest(start):
                moment = datetime.fromisoformat(start)
                due = clock.due_after_determination(moment, CHICAGO)
                self.assertEqual(due.isoformat(timespec="minutes"), wanted)
                self.assertEqual(clock.due_of_maker(moment, CHICAGO), due)
                self.assertEqual(
                    clock.clocks_change(moment, due, CHICAGO),
                    start[-6:] != wanted[-6:],
                )

    @given(MOMENTS, st.sampled_from(ZONES), st.sampled_from(ZONES))
    def test_the_zone_changes_no_instant(self, moment, one, other):
        local = moment.astimezone(ZoneInfo(one))
        due = clock.due_after_determination(local, ZoneInfo(other))
        self.assertEqual(due.astimezone(UTC) - moment, timedelta(hours=24))
        self.assertIsNotNone(due.utcoffset())

    @given(MOMENTS, st.integers(0, 10_000_000))
    def test_later_determined_never_due_sooner(self, moment, seconds):
        later = moment + timedelta(seconds=seconds)
        self.assertLessEqual(
            clock.due_after_determination(moment, CHICAGO),
            clock.due_after_determination(later, CHICAGO),
        )

    def test_without_zone_or_calendar(self):
        for moment, code in (
            (datetime(2026, 12, 1, 9), "doubt.zone"),
            (datetime.max.replace(tzinfo=UTC), "doubt.time"),
            (datetime.min.replace(tzinfo=timezone(timedelta(hours=5))), "doubt.time"),
        ):
            with self.subTest(code), self.assertRaises(DoubtError) as caught:
                clock.due_after_determination(moment, CHICAGO)
            self.assertEqual(caught.exception.code, code)
            self.assertIsInstance(caught.exception, ValueError)
            self.assertIsInstance(caught.exception, CoreError)


class TestDetermination(unittest.TestCase):
    NOW = datetime(2026, 12, 1, 17, 40, tzinfo=CHICAGO)

    def test_now_and_before(self):
        for back in (0, 1, 3600, 40 * 24 * 3600):
            at = self.NOW - timedelta(seconds=back)
            self.assertEqual(clock.checked_determination(at, self.NOW), at)

    def test_yet_to_come(self):
        for ahead in (timedelta(seconds=1), timedelta(days=1)):
            with self.assertRaises(DoubtError) as caught:
                clock.checked_determination(self.NOW + ahead, self.NOW)
            self.assertEqual(caught.exception.code, "doubt.future")

    def test_the_hour_that_comes_twice(self):
        # the second 1:30 is still to come at the first 1:45
        now = datetime.fromisoformat("2026-11-01T01:45-05:00")
        second = datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=CHICAGO)
        with self.assertRaises(DoubtError):
            clock.checked_determination(second, now)
        self.assertTrue(clock.checked_determination(second.replace(fold=0), now))

    @given(MOMENTS, MOMENTS)
    def test_over_or_not(self, due, now):
        self.assertEqual(clock.is_over(due, now), now > due)
        self.assertEqual(
            clock.time_left(due, now) < timedelta(0), clock.is_over(due, now)
        )
