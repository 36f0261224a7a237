"""Both adapters against a provider that really listens: good, bad and hostile."""

import json
import unittest
from dataclasses import replace
from types import MappingProxyType

from dscsa_core.errors import CoreError
from dscsa_core.gs1.keys import Gln
from dscsa_core.testing import effort
from dscsa_core.testing.provider import GLN, MODES, TOKEN, Package, Provider, serving
from dscsa_core.testing.sending import sender
from dscsa_core.verification import provider as settings
from dscsa_core.verification.adapters import adapter_of, exchange
from dscsa_core.verification.answer import Reply, is_answer
from dscsa_core.verification.asking import MAX_MOVES
from dscsa_core.verification.table import GREEN, NOT_CHECKED

from .verification_samples import ASKER, GTIN, NOW, QUESTION, message, numbered, reply

NOWHERE = numbered("0039999077999")
PACKAGES = (
    Package(GTIN, "T4R9W0KC", "PX2206", "280430"),
    Package(GTIN, "A/1%2", "L/%", "280400"),
    Package(GTIN, "R1", "PX2206", "280430", remark="Recalled"),
    Package(GTIN, "S1", "PX2206", "280430", "Suspect", "Not_for_re-distribution"),
)
# what of the question is changed, and what it must mean
RIGHT = (
    ({}, "confirmed"),
    ({"serial": "A/1%2", "lot": "L/%", "is_day_00": True}, "confirmed"),
    ({"serial": "R1"}, "recalled"),
    ({"serial": "S1"}, "refused_suspect"),
    ({"serial": "T4R9W0KD"}, "no_match"),
    ({"lot": "PX2207"}, "no_match_lot"),
    ({"is_day_00": True}, "no_match_expiry"),
    ({"lot": "PX2207", "is_day_00": True}, "no_match_both"),
    ({"gtin": NOWHERE}, "no_entry"),
)
VENDOR_TOKEN = {"shape": settings.VENDOR, "token_header": "X-Access-Token"}


class TestProvider(unittest.TestCase):
    def setUp(self):
        serves = serving(Provider(PACKAGES, lambda: NOW, seconds=0.6))
        self.provider = serves.__enter__()
        self.addCleanup(serves.__exit__, None, None, None)
        self.send = sender(lambda: NOW)

    def adapters(self):
        base = settings.Provider(self.provider.url, is_test=True)
        yield adapter_of(base)
        vendor = replace(base, **VENDOR_TOKEN)
        yield adapter_of(vendor, settings.Secrets(TOKEN))

    def asked(self, mode, times=1, send=None):
        """The verdicts of both adapters, each asked so often."""
        self.provider.mode = mode
        for adapter in self.adapters():
            for _time in range(times):
                yield adapter.verify(QUESTION, send or self.send)

    def test_right(self):
        for adapter in self.adapters():
            for changes, code in RIGHT:
                with self.subTest(adapter.describe().kind, **changes):
                    verdict, got = adapter.verify(
                        replace(QUESTION, **changes), self.send
                    )
                    self.assertEqual(verdict.code, f"vrs.{code}")
                    self.assertEqual(verdict.level == GREEN, code == "confirmed")
                    self.assertEqual(verdict.at, got.received_at)
                    self.assertEqual(verdict.notes, ())

    def test_reach(self):
        self.assertEqual(Gln.parse(GLN).value, GLN)
        for adapter in self.adapters():
            found = adapter.connectivity(GTIN, ASKER, self.send)
            self.assertEqual((found.is_reached, found.responder), (True, GLN))
            found = adapter.connectivity(NOWHERE, ASKER, self.send)
            self.assertEqual((found.is_reached, found.status), (False, "404"))
            for mode in ("html", "dead", "busy", "wrong", "redirecting", "huge"):
                self.provider.mode = mode
                self.assertFalse(
                    adapter.connectivity(GTIN, ASKER, self.send).is_reached
                )
            self.provider.mode = "right"

    def test_no_bad_mode_is_an_answer(self):
        codes = {
            "busy": {"vrs.too_many"},
            "html": {"vrs.not_json"},
            "huge": {"vrs.too_large"},
            "dead": {"vrs.unreachable"},
            "redirecting": {"vrs.led_on"},
        }
        for mode, expected in codes.items():
            with self.subTest(mode), effort.answers():
                found = [verdict for verdict, _got in self.asked(mode, 8)]
                self.assertEqual({each.code for each in found}, expected)
                self.assertFalse(any(map(is_answer, found)))

    def test_wrong_and_lying(self):
        with effort.answers():
            wrong = [verdict for verdict, _got in self.asked("wrong", 10)]
            lies = [verdict for verdict, _got in self.asked("lying", 11)]
        self.assertEqual({each.outcome for each in wrong}, {NOT_CHECKED})
        self.assertNotIn(GREEN, {each.level for each in lies})
        self.assertEqual(len({each.code for each in lies}), 7)

    def test_slow_and_dripping_end_in_time(self):
        short = sender(lambda: NOW, seconds=0.3)
        for mode in ("slow", "dripping"):
            with self.subTest(mode), effort.answers():
                for verdict, _got in self.asked(mode, send=short):
                    self.assertEqual(
                        (verdict.code, verdict.repeat), ("vrs.timeout", True)
                    )
        with effort.answers():
            for verdict, _got in self.asked("slow"):
                self.assertEqual(verdict.level, GREEN)

    def test_gone(self):
        self.provider.server_close()
        for verdict, got in self.asked("right"):
            self.assertEqual(verdict.code, "vrs.unreachable")
            self.assertTrue(got.why)

    def test_without_its_token(self):
        base = settings.Provider(self.provider.url, is_test=True, **VENDOR_TOKEN)
        adapter = adapter_of(base, settings.Secrets("another"))
        verdict, _got = adapter.verify(QUESTION, self.send)
        self.assertEqual(verdict.code, "vrs.credentials")
        with self.assertRaises(CoreError):
            adapter_of(base).verify(QUESTION, self.send)

    def test_what_is_told_of_it(self):
        for adapter in self.adapters():
            told = adapter.describe()
            self.assertTrue(told.is_test)
            self.assertEqual(told.host, self.provider.url.removeprefix("http://"))
            self.assertNotIn(TOKEN, repr(told) + repr(adapter))

    def test_overhead(self):
        """Putting together and judging, without the network."""
        adapter, answer = next(self.adapters()), reply(message())
        effort.calls(lambda: adapter.verify(QUESTION, lambda _request: answer), 1500)

    def test_modes_are_all_tried(self):
        tried = {"right", "slow", "wrong", "lying", "redirecting", "busy"}
        self.assertEqual(tried | {"html", "huge", "dripping", "dead"}, set(MODES))


class TestExchange(unittest.TestCase):
    """Redirects, with a network that is only told."""

    BASE = settings.Provider("https://ask.provider.example", token_header="X-Token")

    def run_through(self, *places):
        adapter, seen = adapter_of(self.BASE, settings.Secrets("t0ken")), []
        good = json.dumps(message()).encode()

        def send(request):
            seen.append(request)
            if len(seen) > len(places):
                return Reply(200, NOW, "application/json", good)
            headers = MappingProxyType({"location": places[len(seen) - 1]})
            return Reply(307, NOW, headers=headers)

        return adapter.verify(QUESTION, send)[0], seen

    def test_three_and_no_more(self):
        verdict, seen = self.run_through(*["/a"] * MAX_MOVES)
        self.assertEqual((verdict.level, len(seen)), (GREEN, MAX_MOVES + 1))
        verdict, seen = self.run_through(*["/a"] * (MAX_MOVES + 1))
        self.assertEqual((verdict.code, len(seen)), ("vrs.led_on", MAX_MOVES + 1))
        self.assertEqual(verdict.why, "more than 3 times")

    def test_sign_in_stays_at_home(self):
        verdict, seen = self.run_through(
            "https://maker.example/v", "https://ask.provider.example/v"
        )
        self.assertEqual(verdict.level, GREEN)
        signed = ["X-Token" in request.headers for request in seen]
        self.assertEqual(signed, [True, False, False])

    def test_into_a_network_of_ones_own(self):
        for place in (
            "https://192.168.0.9/",
            "https://[fd00::1]/",
            "http://a.example/",
        ):
            verdict, seen = self.run_through(place)
            self.assertEqual((verdict.code, len(seen)), ("vrs.led_on", 1))

    def test_a_question_that_is_sent_once(self):
        base = replace(self.BASE, shape=settings.VENDOR)
        headers = MappingProxyType({"location": "/a"})
        adapter = adapter_of(base, settings.Secrets("t0ken"))
        moved = Reply(307, NOW, headers=headers)
        verdict, _got = adapter.verify(QUESTION, lambda _request: moved)
        self.assertEqual(verdict.code, "vrs.led_on")

    def test_nothing_is_followed_twice_by_accident(self):
        answer = reply(message())
        self.assertIs(exchange(None, lambda _request: answer, self.BASE), answer)


if __name__ == "__main__":
    unittest.main()
