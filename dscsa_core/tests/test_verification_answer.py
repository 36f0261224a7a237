"""Answers of a verification service: one is green, all others say why they are not."""

import json
import unittest
from datetime import UTC, datetime

from dscsa_core import catalogue
from dscsa_core.investigation.call_sheet import ANSWERS
from dscsa_core.testing import effort
from dscsa_core.verification.answer import MAX_BYTES, Names, judge, said_of
from dscsa_core.verification.table import (
    AMBER,
    CONFIRMED,
    CONFIRMED_REMARK,
    CONFIRMED_STOP,
    GREEN,
    NOT_CHECKED,
    NOT_CONFIRMED,
    RED,
)

from .verification_samples import (
    GTIN,
    MAKER,
    NOW,
    OTHER_UUID,
    QUESTION,
    TOLD_AT,
    UUID,
    WRONG_GLN,
    message,
    reply,
)

YES, STOP, REMARK = CONFIRMED, CONFIRMED_STOP, CONFIRMED_REMARK
NO, NONE = NOT_CONFIRMED, NOT_CHECKED
POLICY, RESALE = "Manufacturer_policy", "Not_for_re-distribution"


def no(reason=None, remark=None):
    return message(False, reason=reason, remark=remark)


def yes(remark=None, **changes):
    return message(remark=remark, **changes)


# what came, and what it means: outcome, color, code, first step
SAID = (
    (yes(), YES, GREEN, "confirmed", ""),
    (yes(""), YES, GREEN, "confirmed", ""),
    (yes(" \n"), YES, GREEN, "confirmed", ""),
    (yes(responderGLN=WRONG_GLN), YES, GREEN, "confirmed", ""),
    (yes(responderGLN=None), YES, GREEN, "confirmed", ""),
    (yes(corrUUID=UUID.upper()), YES, GREEN, "confirmed", ""),
    (yes(verificationTimestamp="yesterday"), YES, GREEN, "confirmed", ""),
    (yes("Recalled"), STOP, RED, "recalled", "recall_question"),
    (yes("re-called"), STOP, RED, "recalled", "recall_question"),
    (yes("Expired"), STOP, RED, "expired", "expired"),
    (yes("SUSPECT"), STOP, RED, "suspect", "suspect_case"),
    (yes("il_legitimate "), STOP, RED, "illegitimate", "suspect_case"),
    (yes("ExpirationExtended"), REMARK, AMBER, "extended", "keep_evidence"),
    (yes("expiration extended"), REMARK, AMBER, "extended", "keep_evidence"),
    (yes("Stolen"), REMARK, AMBER, "remark", "person_looks"),
    (yes("none"), REMARK, AMBER, "remark", "person_looks"),
    (yes("*"), REMARK, AMBER, "remark", "person_looks"),
    (yes("-"), REMARK, AMBER, "remark", "person_looks"),
    (yes("\u200b"), REMARK, AMBER, "remark", "person_looks"),
    (yes(warning="call us"), REMARK, AMBER, "remark", "person_looks"),
    (yes(additionalInfo="Recalled"), REMARK, AMBER, "remark", "person_looks"),
    (message(True, reason=POLICY), NONE, AMBER, "contradiction", "by_telephone"),
    (
        message(True, reason=POLICY, remark="Recalled"),
        *(STOP, RED, "recalled", "recall_question"),
    ),
    (
        yes(data={"verified": True, "additional_info": "recalled"}),
        *(STOP, RED, "recalled", "recall_question"),
    ),
    (
        yes(data={"verified": True, "additionalInfo": None, "AdditionalInfo": "x"}),
        *(NONE, AMBER, "shape", "ask_again"),
    ),
    (
        yes(data={"verified": True, "AdditionalInfo": None, "additional info": "x"}),
        *(NONE, AMBER, "shape", "ask_again"),
    ),
    (
        yes(data={"verified": False, "VerificationFailureReason": POLICY}),
        *(NO, RED, "policy", "suspect_question"),
    ),
    (no("No_match_GTIN_Serial"), NO, RED, "no_match", "scan_again"),
    (no("no match gtin serial"), NO, RED, "no_match", "scan_again"),
    (no("No_match_GTIN_Serial_Lot"), NO, RED, "no_match_lot", "scan_again"),
    (no("NoMatch-GTIN-Serial-Expiry"), NO, RED, "no_match_expiry", "scan_again"),
    (no("No_match_GTIN_Serial_Lot_Expiry"), NO, RED, "no_match_both", "scan_again"),
    (no("No_reason_provided"), NO, RED, "no_reason", "suspect_question"),
    (no(POLICY), NO, RED, "policy", "suspect_question"),
    (no(RESALE), NO, RED, "not_for_resale", "suspect_question"),
    (no("Not for redistribution"), NO, RED, "not_for_resale", "suspect_question"),
    (no(), NO, RED, "reason_missing", "suspect_question"),
    (no("Out_of_stock"), NO, RED, "reason_unknown", "suspect_question"),
    (no("*"), NO, RED, "reason_unknown", "suspect_question"),
    (no("-"), NO, RED, "reason_unknown", "suspect_question"),
    (no(POLICY, "Recalled"), NO, RED, "refused_recalled", "recall_question"),
    (no(POLICY, "Expired"), NO, RED, "refused_expired", "expired"),
    (no(RESALE, "Suspect"), NO, RED, "refused_suspect", "suspect_case"),
    (no(RESALE, "illegitimate"), NO, RED, "refused_illegitimate", "suspect_case"),
    (no(POLICY, "Stolen"), NO, RED, "policy", "suspect_question"),
    (no(POLICY, "ExpirationExtended"), NO, RED, "policy", "suspect_question"),
    (yes(corrUUID=OTHER_UUID), NONE, AMBER, "other_question", "ask_again"),
    (yes(corrUUID=None), NONE, AMBER, "other_question", "ask_again"),
    (yes(corrUUID=""), NONE, AMBER, "other_question", "ask_again"),
    (yes(corrUUID=f" {UUID}"), NONE, AMBER, "other_question", "ask_again"),
    (yes(corrUUID=[UUID]), NONE, AMBER, "shape", "ask_again"),
    (yes(data=None), NONE, AMBER, "shape", "ask_again"),
    (yes(data=True), NONE, AMBER, "shape", "ask_again"),
    (yes(data=[{"verified": True}]), NONE, AMBER, "shape", "ask_again"),
    (yes(data={}), NONE, AMBER, "shape", "ask_again"),
    (yes(data={"Verified": True}), NONE, AMBER, "shape", "ask_again"),
    (yes(DATA={"verified": False}), NONE, AMBER, "shape", "ask_again"),
    (message("true"), NONE, AMBER, "shape", "ask_again"),
    (message(1), NONE, AMBER, "shape", "ask_again"),
    (message(None), NONE, AMBER, "shape", "ask_again"),
    (yes(["Recalled"]), NONE, AMBER, "shape", "ask_again"),
    (yes(False), NONE, AMBER, "shape", "ask_again"),
    (no(7), NONE, AMBER, "shape", "ask_again"),
    (yes(responderGLN=7), NONE, AMBER, "shape", "ask_again"),
    (yes(verificationTimestamp=17), NONE, AMBER, "shape", "ask_again"),
)
GOOD = json.dumps(message()).encode()
# bytes that are no answer, with status 200
BYTES = (
    b"",
    b"<html><body>Back soon</body></html>",
    b"true",
    b"[" + GOOD + b"]",
    GOOD + GOOD,
    GOOD[:-1],
    GOOD.replace(b'{"verified"', b'{"verified": false, "verified"'),
    GOOD.replace(b'"data"', b'"data": {"verified": false}, "data"'),
    GOOD.replace(b"true}", b'true, "n": NaN}'),
    GOOD.replace(b"true}", b'true, "n": -Infinity}'),
    GOOD.replace(b"true}", b'true, "n": 1e999}'),
    GOOD.replace(b"true}", b'true, "n": ' + b"9" * 5000 + b"}"),
    GOOD.replace(b"true}", b'true, "n": ' + b"[" * 5000 + b"]" * 5000 + b"}"),
    GOOD.replace(b"true}", b'true, "n": "' + b"x" * MAX_BYTES + b'"}'),
    GOOD.replace(b"true}", b'true, "n": "\\ud800"}'),
    GOOD.replace(b"true}", b'true, "n": "\\u0000"}'),
    GOOD.replace(b"true}", b'true, "n": "\xff"}'),
    GOOD.decode().encode("utf-16"),
    b" " * (MAX_BYTES + 1) + GOOD,
    b"\0" * 40,
)
STATUSES = {
    400: ("malformed", False),
    401: ("credentials", False),
    403: ("forbidden", False),
    404: ("no_entry", False),
    405: ("method", False),
    408: ("timeout", True),
    429: ("too_many", True),
    500: ("broken", True),
    502: ("down", True),
    503: ("down", True),
    504: ("down", True),
    521: ("down", True),
    302: ("led_on", False),
    201: ("status", False),
    204: ("status", False),
    206: ("status", False),
    418: ("status", False),
    0: ("status", False),
    -200: ("status", False),
    5000: ("status", False),
    "timeout": ("timeout", True),
    "unreachable": ("unreachable", True),
    "cut_off": ("cut_off", True),
    "certificate": ("certificate", False),
    "too_large": ("too_large", False),
    "redirect": ("led_on", False),
    "address": ("inside", False),
    "200": ("unreachable", True),
    "": ("unreachable", True),
}


class TestAnswer(unittest.TestCase):
    def check(self, verdict, outcome, level, code, step):
        self.assertEqual(
            (verdict.outcome, verdict.level, verdict.code, verdict.next_step),
            (outcome, level, f"vrs.{code}", step),
        )
        text = catalogue.sentence(verdict.code, verdict.facts)
        self.assertNotIn("verified", text.lower())
        self.assertIn(verdict.code, catalogue.RULES)

    def test_what_is_said(self):
        self.assertGreaterEqual(len(SAID), 33)
        for content, *expected in SAID:
            with self.subTest(content=content):
                self.check(judge(QUESTION, reply(content)), *expected)

    def test_what_is_recorded(self):
        """Only green speaks for a package."""
        for content, _outcome, level, *_rest in SAID:
            verdict = judge(QUESTION, reply(content))
            said = said_of(verdict)
            self.assertIn(said, ANSWERS)
            self.assertEqual(said == "confirmed", level == GREEN)
            self.assertEqual(said == "not_confirmed", level == RED)

    def test_bytes_that_are_no_answer(self):
        for content in BYTES:
            with self.subTest(content=content[:80]), effort.ends():
                verdict = judge(QUESTION, reply(content))
                self.check(verdict, NONE, AMBER, "not_json", "ask_again_later")

    def test_no_status_but_200_is_read(self):
        for status, (code, repeat) in STATUSES.items():
            with self.subTest(status=status):
                verdict = judge(QUESTION, reply(GOOD, status))
                self.check(verdict, NONE, AMBER, code, "by_telephone")
                self.assertEqual(verdict.repeat, repeat)
        for status in (True, 200.0, None, "200 OK"):
            verdict = judge(QUESTION, reply(GOOD, status))
            self.assertEqual(verdict.outcome, NONE)

    def test_kinds_of_content(self):
        for kind in (
            *("", "application/json", "Application/JSON; charset=utf-8"),
            *("application/vnd.maker+json", "text/json", " text/plain ; x"),
        ):
            with self.subTest(kind):
                self.assertEqual(judge(QUESTION, reply(GOOD, kind=kind)).level, GREEN)
        for kind in ("text/html", "application/jsonp", "image/png", "json", "x" * 999):
            with self.subTest(kind):
                verdict = judge(QUESTION, reply(GOOD, kind=kind))
                self.check(verdict, NONE, AMBER, "not_json", "ask_again_later")

    def test_a_question_without_a_number_has_no_answer(self):
        for uuid in ("", " ", "7", UUID.replace("-4b83", "-1b83")):
            asked = type(QUESTION)(GTIN, "S", "L", None, "", uuid)
            verdict = judge(asked, reply(message(corrUUID=uuid)))
            self.assertEqual(verdict.code, "vrs.other_question")

    def test_what_the_maker_wrote_is_kept(self):
        verdict = judge(QUESTION, reply(no("Out of_stock", "See Letter")))
        self.assertEqual(
            (verdict.reason, verdict.remark), ("Out of_stock", "See Letter")
        )
        text = catalogue.sentence(verdict.code, verdict.facts)
        self.assertIn("“Out of_stock”", text)
        verdict = judge(QUESTION, reply(yes("Look", warning={"a": ["b", 1.5]})))
        self.assertEqual(verdict.remark, 'Look {"warning": {"a": ["b", 1.5]}}')
        long = judge(QUESTION, reply(yes("x" * 3000, other="y" * 3000)))
        self.assertLess(len(long.remark), 1100)

    def test_who_and_when(self):
        verdict = judge(QUESTION, reply(yes()))
        self.assertEqual((verdict.responder, verdict.notes), (MAKER, ()))
        told = datetime(2026, 12, 1, 15, 29, 58, 250000, UTC)
        self.assertEqual((verdict.timestamp, verdict.at), (told, NOW))
        verdict = judge(QUESTION, reply(yes(responderGLN=WRONG_GLN)))
        self.assertEqual(verdict.responder, WRONG_GLN)
        self.assertEqual(verdict.notes, ("vrs.note_responder",))
        for text, note in (
            ("2026-12-01T15:34:59Z", ()),
            ("2026-12-01T15:36:00Z", ("vrs.note_clock",)),
            ("2026-11-30T15:00:00Z", ("vrs.note_clock",)),
            ("2026-12-01T15:29:00", ("vrs.note_time",)),
            ("2026-13-01T15:29:00Z", ("vrs.note_time",)),
            ("0001-01-01T00:00:00+14:00", ("vrs.note_time",)),
            (TOLD_AT.replace("250", "250123456"), ()),
        ):
            with self.subTest(text):
                verdict = judge(QUESTION, reply(yes(verificationTimestamp=text)))
                self.assertEqual((verdict.level, verdict.notes), (GREEN, note))

    def test_fields_of_a_provider(self):
        """Only what a manager called harmless, and nothing an answer is made of."""
        message = yes(trace="17-a")
        message["data"]["took ms"] = 4
        content = reply(message)
        self.assertEqual(judge(QUESTION, content).level, AMBER)
        named = frozenset({"Trace", "took_ms"})
        self.assertEqual(judge(QUESTION, content, harmless=named).level, GREEN)
        every = frozenset({*message, "verified", "additionalInfo", "trace", "took ms"})
        verdict = judge(QUESTION, reply(yes("Recalled")), harmless=every)
        self.assertEqual(verdict.level, RED)
        verdict = judge(QUESTION, reply(yes(additionalInfo="x")), harmless=every)
        self.assertEqual(verdict.level, AMBER)

    def test_other_names(self):
        names = Names("id", "who", "when", "result", "ok", "why", "notice")
        told = {"id": UUID, "who": MAKER, "when": TOLD_AT, "result": {"ok": True}}
        self.assertEqual(judge(QUESTION, reply(told), names=names).level, GREEN)
        self.assertEqual(judge(QUESTION, reply(told)).level, AMBER)
        told["result"]["notice"] = "Recalled"
        self.assertEqual(judge(QUESTION, reply(told), names=names).level, RED)
        every = frozenset({"additionalInfo"})
        told["result"] = {"ok": True, "additionalInfo": "Recalled"}
        verdict = judge(QUESTION, reply(told), names=names, harmless=every)
        self.assertEqual(verdict.level, AMBER)


if __name__ == "__main__":
    unittest.main()
