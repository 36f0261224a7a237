"""What a license is worth on a day, in both tenses."""

import unittest
from datetime import date, timedelta

from dscsa_core.rules.standing import Check, standing

DAY = date(2026, 3, 10)


def seen(day, result="confirmed", **more):
    return Check(day, result, **more)


def kind(checks, on=DAY, **more):
    return standing(checks, on, **more).kind


class TestStanding(unittest.TestCase):
    def test_nobody_looked(self):
        self.assertEqual(kind([]), "unchecked")

    def test_clerical_results_say_nothing(self):
        for result in ("not_found", "differs", "unreachable"):
            with self.subTest(result):
                self.assertEqual(kind([seen(DAY, result)]), "unchecked")
                good = seen(DAY, valid_to=date(2027, 1, 1))
                self.assertEqual(kind([good, seen(DAY, result)]), "valid")

    def test_both_ends_count(self):
        checks = [seen(DAY, valid_from=date(2026, 1, 1), valid_to=DAY)]
        self.assertEqual(kind(checks, DAY), "valid")
        self.assertEqual(kind(checks, date(2026, 1, 1)), "valid")
        self.assertEqual(kind(checks, DAY + timedelta(days=1)), "expired")
        self.assertEqual(kind(checks, date(2025, 12, 31)), "not_yet")

    def test_days_of_an_end(self):
        found = standing([seen(DAY, valid_to=DAY)], DAY + timedelta(days=9))
        self.assertEqual((found.since, found.until), (DAY + timedelta(days=1), DAY))

    def test_no_stated_start_proves_nothing_before_the_look(self):
        checks = [seen(DAY, valid_to=date(2027, 1, 1))]
        self.assertEqual(kind(checks, DAY - timedelta(days=1)), "unchecked")
        self.assertEqual(kind(checks, DAY), "valid")

    def test_renewal_keeps_the_old_period(self):
        checks = [
            seen(
                date(2025, 1, 5),
                valid_from=date(2025, 1, 1),
                valid_to=date(2025, 12, 31),
            ),
            seen(
                date(2026, 2, 1),
                valid_from=date(2026, 1, 1),
                valid_to=date(2026, 12, 31),
            ),
        ]
        self.assertEqual(kind(checks, date(2025, 6, 1)), "valid")
        self.assertEqual(kind(checks, date(2026, 1, 15)), "valid")
        known = {"known_by": date(2026, 1, 15)}
        self.assertEqual(kind(checks, date(2026, 1, 15), **known), "expired")

    def test_grace(self):
        checks = [seen(date(2025, 5, 1), valid_to=date(2025, 12, 31))]
        found = standing(checks, date(2026, 1, 15), grace=15)
        self.assertEqual((found.kind, found.late), ("valid", True))
        self.assertEqual(kind(checks, date(2026, 1, 16), grace=15), "expired")

    def test_found_expired(self):
        checks = [seen(date(2026, 1, 1)), seen(date(2026, 3, 1), "expired")]
        self.assertEqual(kind(checks), "expired")
        self.assertEqual(kind(checks, date(2026, 2, 1)), "valid")
        self.assertEqual(kind([seen(date(2026, 3, 1), "expired")]), "expired")
        renewed = [*checks, seen(date(2026, 3, 5), valid_to=date(2027, 3, 5))]
        self.assertEqual(kind(renewed), "valid")

    def test_end_before_the_look(self):
        checks = [
            seen(date(2026, 1, 1)),
            seen(date(2026, 3, 1), "expired", effective=date(2026, 2, 1)),
        ]
        self.assertEqual(kind(checks, date(2026, 2, 15)), "expired")
        known = {"known_by": date(2026, 2, 15)}
        self.assertEqual(kind(checks, date(2026, 2, 15), **known), "valid")

    def test_found_expired_with_its_last_day(self):
        last = date(2026, 2, 20)
        look = seen(date(2026, 3, 1), "expired", valid_to=last)
        for checks in ([look], [seen(date(2026, 1, 1)), look]):
            with self.subTest(checks=len(checks)):
                found = standing(checks, DAY)
                self.assertEqual(found.kind, "expired")
                self.assertEqual((found.since, found.until), (date(2026, 2, 21), last))
                self.assertEqual(kind(checks, date(2026, 2, 25)), "expired")
        self.assertEqual(kind([seen(date(2026, 1, 1)), look], last), "valid")
        self.assertEqual(kind([look], last), "unchecked")
        whole = seen(
            DAY, "expired", valid_from=date(2025, 1, 1), valid_to=date(2026, 2, 20)
        )
        self.assertEqual(kind([whole], date(2025, 6, 1)), "valid")
        self.assertEqual(kind([whole], date(2026, 2, 21)), "expired")

    def test_found_expired_without_a_day_names_none(self):
        look = seen(date(2026, 3, 1), "expired")
        for checks in ([look], [seen(date(2026, 1, 1)), look]):
            with self.subTest(checks=len(checks)):
                found = standing(checks, DAY)
                self.assertEqual(found.kind, "expired")
                self.assertEqual((found.since, found.until), (look.day, None))

    def test_suspension_is_not_ended_by_a_list(self):
        checks = [
            seen(date(2026, 1, 1), valid_to=date(2027, 1, 1)),
            seen(date(2026, 2, 1), "suspended"),
            seen(date(2026, 3, 1), valid_to=date(2027, 1, 1)),
        ]
        self.assertEqual(kind(checks), "suspended")
        self.assertEqual(kind(checks, date(2026, 1, 20)), "valid")

    def test_lifting(self):
        checks = [
            seen(date(2026, 1, 1), valid_to=date(2027, 1, 1)),
            seen(date(2026, 2, 1), "revoked"),
            seen(date(2026, 3, 1), valid_to=date(2027, 1, 1), lifts=True),
        ]
        self.assertEqual(kind(checks), "valid")
        self.assertEqual(kind(checks, date(2026, 2, 20)), "revoked")
        again = [*checks, seen(date(2026, 3, 5), "revoked")]
        self.assertEqual(kind(again), "revoked")

    def test_revoked_in_hindsight(self):
        checks = [
            seen(date(2026, 1, 1), valid_to=date(2027, 1, 1)),
            seen(date(2026, 3, 9), "revoked", effective=date(2026, 2, 1)),
        ]
        on = date(2026, 2, 10)
        self.assertEqual(kind(checks, on), "revoked")
        self.assertEqual(kind(checks, on, known_by=on), "valid")

    def test_no_end_stated(self):
        found = standing([seen(DAY)], date(2030, 1, 1))
        self.assertEqual((found.kind, found.until), ("valid", None))
