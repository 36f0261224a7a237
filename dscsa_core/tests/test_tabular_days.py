"""Days as spreadsheets and portals write them."""

import unittest
from datetime import date

from dscsa_core.tabular.days import day
from dscsa_core.tabular.model import DMY, MDY
from dscsa_core.tabular.values import (
    CellError,
)

from .table_samples import table
from .x12_samples import gtin

DECEMBER, LAST = date(2028, 12, 31), date(2027, 12, 31)
EXPIRIES = (
    ("12/28", DECEMBER),
    ("12-28", DECEMBER),
    ("12.28", DECEMBER),
    ("12/2028", DECEMBER),
    ("2028/12", DECEMBER),
    ("202812", DECEMBER),
    ("122028", DECEMBER),
    ("1228", DECEMBER),
    ("2812", DECEMBER),
    ("28/12", DECEMBER),
    ("281200", DECEMBER),
    ("12/00/2028", DECEMBER),
    ("2028-12-00", DECEMBER),
    ("DEC 2028", DECEMBER),
    ("Dec-28", DECEMBER),
    ("DEC2028", DECEMBER),
    ("2028-DEC", DECEMBER),
    ("2028 Dec 31", DECEMBER),
    ("31DEC2028", DECEMBER),
    ("December 31, 2028", DECEMBER),
    ("12312028", DECEMBER),
    ("46752", LAST),
    ("46752.0", LAST),
    ("46752.25", LAST),
    ("12/27", LAST),
    ("12/31/27", LAST),
)


class TestDays(unittest.TestCase):
    def test_forms_of_an_expiry(self):
        for text, expected in EXPIRIES:
            with self.subTest(text):
                self.assertEqual(day(text, MDY, is_expiry=True), expected)
        self.assertEqual(day("31122028", DMY, is_expiry=True), DECEMBER)
        self.assertEqual(day("46752", MDY), LAST)

    def test_words_and_blanks_around_a_day(self):
        for text in (
            "EXP 09/2028",
            "Exp. Date: 2028-09-30",
            "Expires 30 Sep 2028",
            "Saturday, September 30, 2028",
            "Sat 30-Sep-2028",
            "09 / 30 / 2028",
            "2028\u201309\u201330",
            "20280930000000",
            "20280930T0000",
            "20280930T235959",
        ):
            with self.subTest(text):
                self.assertEqual(day(text, is_expiry=True), date(2028, 9, 30))

    def test_what_is_no_day(self):
        for text in ("13/13", "05/06", "26/27", "99999", "12345", "123", "2028", "x"):
            with self.subTest(text), self.assertRaises(CellError):
                day(text, is_expiry=True)
        for text in ("12/28", "202812", "DEC 2028"):
            with self.subTest(text), self.assertRaises(CellError):
                day(text)

    def test_words_for_nothing(self):
        for word in ("N/A", "none", "-"):
            reading = table(f"{gtin(1)},L1,{word}", headings="GTIN,Lot,Exp")
            self.assertIsNone(reading.entries[0].expiry)
