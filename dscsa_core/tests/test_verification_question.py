"""What is asked, how it is spelled on the wire, and what is not asked at all."""

import string
import unittest
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from dscsa_core import catalogue
from dscsa_core.errors import CoreError
from dscsa_core.verification.provider import (
    DOUBT,
    USES,
    Provider,
    Secrets,
    check_address,
    check_provider,
)
from dscsa_core.verification.question import (
    Possession,
    Question,
    connectivity_request,
    verify_request,
)

from .verification_samples import ASKER, GTIN, PROVIDER, QUESTION, UUID, WRONG_GLN

STATED = Possession("A. Pharmacist", "pic@river.example", "802 555 0175")
SIGNS = "!\"%&'()*+,-./:;<=>?_"
CSET82 = SIGNS + string.ascii_letters + string.digits
CANNOT = (
    ({"gtin": GTIN[:-1]}, "gs1.gtin.length"),
    ({"gtin": GTIN[1:]}, "gs1.gtin.length"),
    ({"gtin": f" {GTIN[1:]}"}, "gs1.gtin.length"),
    ({"gtin": ""}, "gs1.gtin.length"),
    ({"gtin": GTIN[:-1] + str((int(GTIN[-1]) + 1) % 10)}, "gs1.gtin.check_digit"),
    ({"gtin": "9999-0771-20"}, "gs1.gtin.length"),
    ({"serial": ""}, "vrs.serial"),
    ({"serial": "S" * 21}, "vrs.serial"),
    ({"serial": "A B"}, "vrs.serial"),
    ({"serial": "A\x1d10L"}, "vrs.serial"),
    ({"serial": "Ä7"}, "vrs.serial"),
    ({"serial": ".."}, "vrs.serial"),
    ({"lot": ""}, "vrs.lot"),
    ({"lot": "."}, "vrs.lot"),
    ({"lot": "L" * 21}, "vrs.lot"),
    ({"expiry": None}, "vrs.expiry"),
    ({"expiry": date(1999, 12, 31)}, "vrs.expiry"),
    ({"expiry": date(2128, 4, 30)}, "vrs.expiry"),
    ({"asker": " "}, "vrs.asker"),
    ({"asker": WRONG_GLN}, "gs1.gln.check_digit"),
    ({"asker": ASKER[1:]}, "gs1.gln.length"),
    ({"uuid": ""}, "vrs.uuid"),
    ({"uuid": UUID.replace("-4", "-1")}, "vrs.uuid"),
    ({"uuid": UUID + "\n"}, "vrs.uuid"),
    ({"use": "curiosity"}, "vrs.use"),
    ({"use": DOUBT}, "vrs.use"),
    ({"possession": Possession(" ")}, "vrs.possession"),
    ({"possession": Possession("A", "nobody")}, "vrs.possession"),
    ({"possession": Possession("A", "a@b\nBcc: c@d")}, "vrs.possession"),
    ({"possession": Possession("A", telephone="call me")}, "vrs.possession"),
)
BAD_PROVIDERS = (
    {"url": ""},
    {"url": "http://ask.provider.example"},
    {"url": "ftp://ask.provider.example"},
    {"url": "https://"},
    {"url": "https://user:word@ask.provider.example"},
    {"url": "https://ask.provider.example/?"},
    {"url": "https://ask.provider.example/a#b"},
    {"url": "https://ask.provider.example/a b"},
    {"url": "https://ask.provider.example\\@10.0.0.1/"},
    {"url": "https://[::1"},
    {"url": "https://a.example:99999/"},
    {"url": "https://10.1.2.3/"},
    {"url": "https://127.0.0.1/"},
    {"url": "https://127.1/"},
    {"url": "https://0x7f000001/"},
    {"url": "https://2130706433/"},
    {"url": "https://[::ffff:192.168.1.1]/"},
    {"url": "https://localhost./"},
    {"url": "https://ask.provider.example", "is_test": True},
    {"url": "http://10.0.0.1", "is_test": True},
    {"shape": "fax"},
    {"token_header": "X Token"},
    {"token_header": "X-Token\r\nHost"},
    {"credential_header": "Host"},
    {"token_header": "X-A", "credential_header": "x-a"},
    {"version_header": "V", "version": "1.3.0\n"},
    {"contexts": {"curiosity": "x"}},
    {"contexts": {DOUBT: "a&b=c"}},
    {"contexts": {DOUBT: ""}},
)


class TestQuestion(unittest.TestCase):
    def test_the_standard(self):
        request = verify_request(QUESTION, PROVIDER)
        self.assertEqual(
            request.url,
            f"https://ask.provider.example/vrs/verify/gtin/{GTIN}/lot/PX2206/ser/T4R9W0KC"
            "?exp=280430&linkType=verificationService&context=dscsaSaleableReturn"
            f"&reqGLN={ASKER}&corrUUID={UUID}",
        )
        self.assertEqual(dict(request.headers), {"Accept": "application/json"})
        self.assertEqual((request.method, request.body), ("GET", b""))

    def test_signs_that_part_an_address(self):
        request = verify_request(replace(QUESTION, serial="A/1%2"), PROVIDER)
        self.assertIn("/ser/A%2F1%252?", request.url)

    @given(
        serial=st.text(CSET82, min_size=1, max_size=20),
        lot=st.text(CSET82, min_size=1, max_size=20),
        expiry=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
        is_day_00=st.booleans(),
    )
    def test_what_arrives_is_what_was_asked(self, serial, lot, expiry, is_day_00):
        question = Question(GTIN, serial, lot, expiry, ASKER, UUID, is_day_00=is_day_00)
        if {serial, lot} & {".", ".."}:
            return
        parts = urlsplit(verify_request(question, PROVIDER).url)
        path = [unquote(part) for part in parts.path.split("/")]
        self.assertEqual(path[2:], ["verify", "gtin", GTIN, "lot", lot, "ser", serial])
        day = "00" if is_day_00 else f"{expiry.day:02d}"
        told = dict(parse_qsl(parts.query, strict_parsing=True))
        self.assertEqual(told["exp"], f"{expiry:%y%m}{day}")
        self.assertEqual(parts.fragment, "")

    def test_extras_are_off_until_they_are_wanted(self):
        question = replace(QUESTION, possession=STATED)
        plain = verify_request(question, PROVIDER)
        self.assertEqual(plain, verify_request(QUESTION, PROVIDER))
        provider = replace(
            PROVIDER,
            us_extras=True,
            version_header="GS1US-Version",
            token_header="Authorization",
            credential_header="ATP-Authorization",
        )
        secrets = Secrets("Bearer t0ken", "presented")
        request = verify_request(question, provider, secrets)
        told = dict(parse_qsl(urlsplit(request.url).query))
        self.assertEqual(told["ctrlPossessAtt"], "true")
        self.assertEqual(told["email"], "pic@river.example")
        self.assertEqual(told["telephone"], "802 555 0175")
        self.assertIn("email=pic%40river.example", request.url)
        self.assertEqual(request.headers["GS1US-Version"], "1.3.0")
        self.assertEqual(request.headers["ATP-Authorization"], "presented")
        self.assertNotIn("t0ken", repr(request) + repr(secrets) + request.url)
        unstated = verify_request(QUESTION, provider, secrets).url
        for name in ("ctrlPossessAtt", "email", "telephone"):
            self.assertNotIn(name, unstated)
        bare = verify_request(
            replace(QUESTION, possession=Possession("A")), provider, secrets
        )
        self.assertTrue(bare.url.endswith("&ctrlPossessAtt=true"))

    def test_a_use_is_asked_as_its_provider_spells_it(self):
        provider = replace(PROVIDER, contexts={DOUBT: "dscsaDoubt"})
        request = verify_request(replace(QUESTION, use=DOUBT), provider)
        self.assertIn("&context=dscsaDoubt&", request.url)
        with self.assertRaises(CoreError):
            verify_request(QUESTION, provider)
        self.assertEqual(set(PROVIDER.contexts), {USES[0]})

    def test_connectivity(self):
        self.assertEqual(
            connectivity_request(GTIN, ASKER, PROVIDER).url,
            f"https://ask.provider.example/vrs/checkConnectivity?gtin={GTIN}"
            f"&reqGLN={ASKER}&context=dscsaSaleableReturn&linkType=verificationService",
        )
        for gtin, asker in ((GTIN[1:] + "0", ASKER), (GTIN, WRONG_GLN)):
            with self.assertRaises(CoreError):
                connectivity_request(gtin, asker, PROVIDER)

    def test_what_cannot_be_asked(self):
        for changes, code in CANNOT:
            with self.subTest(changes), self.assertRaises(CoreError) as caught:
                verify_request(replace(QUESTION, **changes), PROVIDER)
            error = caught.exception
            self.assertEqual(error.code, code)
            self.assertIn(code, catalogue.RULES)
            self.assertTrue(catalogue.sentence(code, error.facts))

    def test_providers_nobody_can_ask(self):
        for changes in BAD_PROVIDERS:
            provider = replace(PROVIDER, **changes)
            with self.subTest(changes), self.assertRaises(CoreError) as caught:
                check_provider(provider)
            self.assertEqual(caught.exception.code, "vrs.provider")
            with self.assertRaises(CoreError):
                verify_request(QUESTION, provider)

    def test_an_exercise_stays_here(self):
        for url in ("http://127.0.0.1:8099", "http://localhost:8099", "http://[::1]:1"):
            check_provider(Provider(url, is_test=True))
        check_address("https://8.8.8.8/a")

    def test_secrets_that_cannot_be_sent(self):
        provider = replace(PROVIDER, token_header="X-Token")
        for token in ("", " ", "a\r\nHost: b", "ä", "a ", "\0"):
            with self.subTest(token), self.assertRaises(CoreError) as caught:
                verify_request(QUESTION, provider, Secrets(token))
            self.assertEqual(caught.exception.code, "vrs.secret")
            self.assertNotIn("Host", str(caught.exception))


if __name__ == "__main__":
    unittest.main()
