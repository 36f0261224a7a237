"""Numbers, names, addresses and dates in the form they are compared."""

import unittest
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dscsa_core.licenses.dates import read_date
from dscsa_core.licenses.keys import (
    name_key,
    number_key,
    place_key,
    state_code,
    street_key,
    zip5,
)


class TestKeys(unittest.TestCase):
    def test_numbers_without_dashes_dots_spaces_and_case(self):
        for text in ("WDR 8871-A", "wdr8871a", " WDR-8871/A ", "W.D.R. 8871 a"):
            self.assertEqual(number_key(text), "WDR8871A", text)

    def test_zeros_of_a_number_stay(self):
        self.assertNotEqual(number_key("004.003412"), number_key("4003412"))

    def test_states(self):
        for text in ("US-TX", "tx", " Texas ", "TEXAS", "us-tx"):
            self.assertEqual(state_code(text), "TX", text)
        for text in ("", None, "XX", "US-ZZ", "Ontario"):
            self.assertEqual(state_code(text), "", text)

    def test_names_without_legal_form_accents_and_punctuation(self):
        same = [
            "Peña & Sons Drug Co., Inc.",
            "PENA AND SONS DRUG",
            "The Pena & Sons Drug Company LLC",
        ]
        self.assertEqual({name_key(name) for name in same}, {"PENAANDSONSDRUG"})
        self.assertEqual(name_key("The Company, Inc."), "THECOMPANYINC")
        self.assertEqual(name_key("O'Neil's"), name_key("ONEILS"))
        self.assertEqual(name_key(None), "")

    def test_streets(self):
        self.assertEqual(
            street_key("12 North Harbor Road, Suite 4"),
            street_key("12 N. Harbor Rd #STE 4"),
        )
        self.assertNotEqual(street_key("12 Harbor Rd"), street_key("21 Harbor Rd"))

    def test_a_place_needs_all_three_parts(self):
        self.assertTrue(place_key("1 Mill Ln", "Ames", "IA"))
        for parts in (
            ("", "Ames", "IA"),
            ("1 Mill", "", "IA"),
            ("1 Mill", "Ames", "Q"),
        ):
            self.assertEqual(place_key(*parts), "", parts)

    def test_zip(self):
        self.assertEqual(zip5("50010-1234"), "50010")
        self.assertEqual(zip5("5001"), "")
        self.assertEqual(zip5(None), "")

    def test_dates(self):
        for text in (
            "12/31/2027",
            "12/31/2027 00:00",
            "2027-12-31",
            "20271231",
            "2027-12-31T00:00:00-05:00",
            "31-Dec-2027",
            "31 December 2027",
        ):
            self.assertEqual(read_date(text), date(2027, 12, 31), text)
        for text in ("", None, "13/31/2027", "02/30/2027", "N/A", "31-Foo-2027"):
            self.assertIsNone(read_date(text), text)

    @given(st.text())
    def test_keys_are_plain_and_stable(self, text):
        for key in (number_key, name_key, street_key):
            value = key(text)
            self.assertRegex(value, r"^[0-9A-Z]*\Z")
            self.assertEqual(key(value), value if key is number_key else key(value))
        self.assertIn(len(state_code(text)), (0, 2))
        read_date(text)
