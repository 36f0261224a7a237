"""When it is asked again, when no more, where a question may go, what may be stated."""

import unittest
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from dscsa_core import catalogue
from dscsa_core.errors import CoreError
from dscsa_core.verification.answer import Reply, is_answer, judge
from dscsa_core.verification.asking import (
    AGAIN,
    ENDED,
    LONGEST_PAUSE,
    follow,
    next_of,
    pause_of,
    possession_of,
)
from dscsa_core.verification.provider import Secrets
from dscsa_core.verification.question import verify_request

from .verification_samples import NOW, PROVIDER, QUESTION, message, reply

MINUTE, DAY = timedelta(minutes=1), timedelta(hours=24)
SIGNED = replace(PROVIDER, token_header="X-Token", credential_header="ATP")
SECRETS = Secrets("t0ken", "presented")


def verdict(status=503, at=NOW):
    return judge(QUESTION, replace(reply({}, status), received_at=at))


class TestAgain(unittest.TestCase):
    def test_pauses(self):
        waits = [pause_of(tries) // MINUTE for tries in (0, 1, 2, 3, 4, 99)]
        self.assertEqual(waits, [1, 1, 5, 30, 30, 30])

    def test_what_the_provider_asks_for(self):
        for text, minutes in (
            *(("", 1), ("0", 1), ("30", 1), ("120", 2), ("-5", 1), ("1e9", 1)),
            *(("9" * 400, 360), ("٣٠٠", 1), ("soon", 1), ("99999999", 360)),
            (format_datetime(NOW + 7 * MINUTE, usegmt=True), 7),
            (format_datetime(NOW - DAY, usegmt=True), 1),
            (format_datetime(NOW + 9 * DAY, usegmt=True), 360),
            ("Tue, 01 Dec 2026 15:40:00 -0000", 10),
            ("Tue, 99 Dec 9999999 15:40:00 GMT", 1),
        ):
            with self.subTest(text):
                self.assertEqual(pause_of(1, text, NOW) // MINUTE, minutes)
        self.assertEqual(pause_of(3, "60", NOW) // MINUTE, 30)

    @given(st.integers(-5, 10**6), st.text(max_size=60))
    def test_a_pause_has_bounds(self, tries, text):
        self.assertTrue(MINUTE <= pause_of(tries, text, NOW) <= LONGEST_PAUSE)

    def test_what_waiting_does_not_mend(self):
        for status in (400, 401, 403, 404, 405, 302, "certificate", "address"):
            with self.subTest(status):
                found = next_of(verdict(status), 1, NOW)
                self.assertEqual((found.what, found.at), (ENDED, None))
                self.assertEqual(found.verdict, verdict(status))
        for content in (message(), message(False), message("true")):
            self.assertEqual(
                next_of(judge(QUESTION, reply(content)), 1, NOW).what, ENDED
            )

    def test_what_it_may_mend(self):
        for status in (408, 429, 500, 502, 503, 504, 599, "timeout", "unreachable"):
            with self.subTest(status):
                found = next_of(verdict(status), 2, NOW, retry_after="600")
                self.assertEqual((found.what, found.at), (AGAIN, NOW + 10 * MINUTE))
        self.assertEqual(next_of(judge(QUESTION, reply(b"<p>")), 1, NOW).what, AGAIN)

    def test_a_day_without_an_answer(self):
        """The last try is when the day is over; then a person asks."""
        at, tries = NOW, 1
        while (found := next_of(verdict("timeout", at), tries, NOW)).what == AGAIN:
            self.assertGreater(found.at, at)
            at, tries = found.at, tries + 1
        self.assertEqual(at, NOW + DAY)
        self.assertEqual(tries, 51)
        last = found.verdict
        self.assertEqual((last.code, last.repeat), ("vrs.late", False))
        self.assertFalse(is_answer(last))
        text = catalogue.sentence(last.code, last.facts)
        self.assertIn("late by law", text)
        self.assertIn("timeout", text)

    def test_no_clock_without_a_zone(self):
        with self.assertRaises(CoreError):
            next_of(verdict(), 1, datetime(2026, 12, 1))


class TestFollow(unittest.TestCase):
    REQUEST = verify_request(QUESTION, SIGNED, SECRETS)

    def led(self, location, request=REQUEST, moves=0, provider=SIGNED):
        headers = MappingProxyType({"location": location} if location else {})
        return follow(request, Reply(302, NOW, headers=headers), moves, provider)

    def test_on_the_same_host_with_sign_in(self):
        for place in (
            "/other?x=1",
            "https://ASK.provider.example:443/other?x=1#part",
            "//ask.provider.example/other?x=1",
        ):
            moved = self.led(place)
            self.assertTrue(moved.url.endswith("/other?x=1"), moved.url)
            self.assertEqual(moved.headers["X-Token"], "t0ken")

    def test_to_another_host_without(self):
        for place in (
            "https://maker.example/verify",
            "https://ask.provider.example:8443/verify",
            "https://ask.provider.example.evil.example/",
        ):
            moved = self.led(place)
            self.assertEqual(dict(moved.headers), {"Accept": "application/json"})
            back = self.led("https://ask.provider.example/verify", moved, 1)
            self.assertEqual(dict(back.headers), {"Accept": "application/json"})

    def test_nowhere_else(self):
        for place in (
            *("", "http://ask.provider.example/", "file:///etc/passwd", "data:,x"),
            *("https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/"),
            *("https://a:b@maker.example/", "https://[", "//localhost/"),
            *("https://maker.example/\r\nHost: x", "https://10.1/", "https://0/"),
        ):
            with self.subTest(place), self.assertRaises(CoreError) as caught:
                self.led(place)
            self.assertEqual(caught.exception.code, "vrs.led_on")
        with self.assertRaises(CoreError):
            self.led("/a", moves=3)
        self.assertTrue(self.led("/a", moves=2))
        with self.assertRaises(CoreError):
            self.led("/a", replace(self.REQUEST, method="POST", body=b"{}"))

    @given(st.text(max_size=40))
    def test_any_place(self, place):
        try:
            moved = self.led(place)
        except CoreError:
            return
        self.assertTrue(moved.url.startswith("https://"))


class TestPossession(unittest.TestCase):
    def test_only_what_was_scanned_here_and_is_here(self):
        good = {"by": " A. P. ", "scanned_at": NOW, "is_here": True, "asked_at": NOW}
        stated = possession_of(**good, mail="a@b.example ")
        self.assertEqual((stated.by, stated.mail), ("A. P.", "a@b.example"))
        for changes in (
            {"by": " "},
            {"scanned_at": None},
            {"is_here": False},
            {"scanned_at": NOW.astimezone(UTC) + MINUTE},
        ):
            self.assertIsNone(possession_of(**{**good, **changes}))


if __name__ == "__main__":
    unittest.main()
