"""Read out so that nobody mishears it; an answer counts only when it is whole."""

import unittest
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from dscsa_core import catalogue
from dscsa_core.investigation import call_sheet as calls
from dscsa_core.investigation.call_sheet import Answer, call_sheet, spoken
from dscsa_core.investigation.errors import DoubtError
from dscsa_core.investigation.words import WORDS

BOISE = ZoneInfo("America/Boise")
ASKED = datetime(2026, 11, 30, 14, 20, tzinfo=BOISE)
NOW = ASKED + timedelta(hours=3)
CSET82 = (
    "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
    "abcdefghijklmnopqrstuvwxyz"
)
WHOLE = Answer("confirmed", NOW, "Mr. Lund", "V-311", number_from="maker_site")


def sheet(**change):
    facts = {
        "gtin": "00399990412101",
        "serial": "8hB-2/0",
        "lot": "QX7401",
        "expiry": date(2028, 3, 4),
        "asked_at": ASKED,
        "zone": BOISE,
    }
    return call_sheet(**{**facts, **change})


class TestReadOut(unittest.TestCase):
    def test_four_elements(self):
        found = sheet()
        names = [each.name for each in found.elements]
        self.assertEqual(names, ["gtin", "serial", "lot", "expiry"])
        gtin, serial, lot, expiry = found.elements
        self.assertEqual(gtin.groups, ("0039", "9990", "4121", "01"))
        self.assertEqual(serial.groups, ("8hB-", "2/0"))
        self.assertEqual(
            serial.said,
            (("eight", "small Hotel", "Bravo", "hyphen"), ("two", "slash", "zero")),
        )
        self.assertEqual(lot.said[0], ("Quebec", "X-ray", "seven", "four"))
        self.assertEqual(expiry.said, (("March 4, 2028",),))
        self.assertEqual(sheet(expiry="03/28").elements[3].text, "03/28")

    def test_the_law_that_obliges_the_maker(self):
        law = " ".join(WORDS[code] for code in sheet().law)
        for words in ("582(b)(4)(D)", "582(b)(4)(C)", "24 hours", "telephone"):
            self.assertIn(words, law)
        self.assertIn("Never", WORDS["number.warning"])

    def test_due_in_a_day(self):
        self.assertEqual(sheet().due - ASKED, timedelta(hours=24))
        spring = datetime(2027, 3, 13, 20, 0, tzinfo=BOISE)
        self.assertEqual(
            sheet(asked_at=spring).due.isoformat(), "2027-03-14T21:00:00-06:00"
        )

    def test_what_cannot_be_asked(self):
        with self.assertRaises(DoubtError) as caught:
            sheet(gtin="", serial=" ", lot="")
        self.assertEqual(caught.exception.code, "doubt.nothing_to_ask")
        self.assertEqual(sheet(gtin="", serial="").elements[0].groups, ())

    def test_every_sign_has_a_word_of_its_own(self):
        said = [spoken("serial", sign).said[0][0] for sign in CSET82]
        self.assertEqual(len(set(said)), len(CSET82))
        self.assertFalse([words for words in said if "U+" in words])
        self.assertEqual(spoken("lot", "é").said, (("sign U+00E9",),))

    @given(st.text(max_size=60))
    def test_nothing_is_lost(self, text):
        found = spoken("serial", text)
        self.assertEqual("".join(found.groups), text.strip())
        self.assertEqual(
            [len(group) for group in found.groups], [len(each) for each in found.said]
        )
        self.assertTrue(all(len(group) == 4 for group in found.groups[:-1]))


class TestAnswers(unittest.TestCase):
    def test_whole_ones(self):
        for answer in (
            WHOLE,
            replace(WHOLE, reference=""),
            replace(WHOLE, answer="not_confirmed", why="serial unknown"),
            Answer("not_checked", why="closed until Monday"),
        ):
            self.assertEqual(calls.missing_of(answer, ASKED, NOW), ())
            self.assertEqual(calls.result_of(answer, ASKED, NOW), answer.answer)

    def test_what_is_missing(self):
        for change, codes in (
            ({"answer": ""}, ["answer", "answer_why"]),
            ({"answer": "verified"}, ["answer", "answer_why"]),
            ({"answer": "Confirmed"}, ["answer", "answer_why"]),
            ({"answer": "not_confirmed"}, ["answer_why"]),
            ({"name": " "}, ["answer_name"]),
            ({"number_from": ""}, ["number_from"]),
            ({"number_from": "package"}, ["number_from"]),
            ({"at": None}, ["answer_at"]),
            ({"at": ASKED - timedelta(minutes=1)}, ["answer_at"]),
            ({"at": NOW + timedelta(minutes=1)}, ["later"]),
            ({"at": datetime(2026, 11, 30, 15)}, ["zone"]),
        ):
            with self.subTest(change=change):
                answer = replace(WHOLE, **change)
                found = calls.missing_of(answer, ASKED, NOW)
                self.assertEqual(list(found), [f"doubt.{code}" for code in codes])
                self.assertLessEqual(set(found), catalogue.RULES.keys())
                self.assertEqual(calls.result_of(answer, ASKED, NOW), "not_checked")
        self.assertEqual(calls.result_of(None, ASKED, NOW), "not_checked")

    @given(
        answer=st.sampled_from((*calls.ANSWERS, "", "true", "CONFIRMED")),
        name=st.sampled_from(["", "Mr. Lund"]),
        why=st.sampled_from(["", "policy"]),
        number=st.sampled_from(["", "seller", *calls.TRUSTED_NUMBERS]),
        hours=st.integers(-48, 48) | st.none(),
    )
    def test_confirmed_only_when_whole(self, answer, name, why, number, hours):
        at = None if hours is None else ASKED.astimezone(UTC) + timedelta(hours=hours)
        told = Answer(answer, at, name, "", why, number)
        result = calls.result_of(told, ASKED, NOW)
        self.assertIn(result, calls.ANSWERS)
        is_whole = answer == "confirmed" and name and hours is not None
        is_timely = hours is not None and 0 <= hours <= 3
        trusted = number in calls.TRUSTED_NUMBERS
        self.assertEqual(
            result == "confirmed", bool(is_whole and is_timely and trusted)
        )

    def test_words_of_answers_and_elements(self):
        for code in (
            *(f"answer.{each}" for each in calls.ANSWERS),
            *(f"number.{each}" for each in calls.TRUSTED_NUMBERS),
            *(f"element.{each.name}" for each in sheet().elements),
        ):
            self.assertTrue(WORDS[code])
        self.assertFalse([text for text in WORDS.values() if "erified" in text])
