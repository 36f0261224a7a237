"""Scans that are refused: each says why, and at once."""

import unittest
from datetime import date

from dscsa_core.gs1.ai_table import known_ai
from dscsa_core.gs1.barcode import read_scan
from dscsa_core.gs1.codes import CODES
from dscsa_core.gs1.element_string import GS
from dscsa_core.testing import effort

TODAY = date(2026, 11, 22)
GTIN = "00361414567894"
ALL_MEASURES = "".join(
    f"({number})000000" for number in range(3100, 3400) if known_ai(str(number))
)


def scan(text, **options):
    return read_scan(text, today=TODAY, **options)


UNREADABLE = (
    ("", "barcode.empty"),
    (" \r\n", "barcode.empty"),
    ("]d2", "barcode.empty"),
    ("]d2|", "barcode.empty"),
    ("HELLO", "barcode.not_gs1"),
    ("12345", "barcode.not_gs1"),
    ("99871-1013-06", "barcode.ndc_alone"),
    (" 0116-2001-16 ", "barcode.ndc_alone"),
    ("00355154944955", "gs1.gtin.check_digit"),
    ("403000112345678902", "gs1.sscc.check_digit"),
    ("04252612", "gs1.gtin.check_digit"),
    ("94252610", "gs1.gtin.check_digit"),
    ("0100355154944955217A", "gs1.gtin.check_digit"),
    ("]E030001012345", "gs1.gtin.length"),
    (f"01{GTIN}17280732", "barcode.value"),
    (f"01{GTIN}17281331", "barcode.value"),
    (f"01{GTIN}17270230", "barcode.date"),
    (f"01{GTIN}21{'A' * 21}", "barcode.value"),
    (f"(01){GTIN}(21)A B#", "barcode.value"),
    (f"(01){GTIN}(10)^", "barcode.value"),
    (f"01{GTIN}(21)A", "barcode.ai_unknown"),
    (f"(01){GTIN}(37)5", "barcode.excluded"),
    (f"(01){GTIN}(02){GTIN}(37)5", "barcode.excluded"),
    (f"(02){GTIN}(37)5", "barcode.missing"),
    ("(21)400806", "barcode.missing"),
    ("(17)280731(10)L1", "barcode.missing"),
    (f"(01){GTIN}(21)A(21)B", "barcode.repeated"),
    (f"(01){GTIN}(21)A(235)B", "barcode.excluded"),
    (f"(01){GTIN}(250)A", "barcode.missing"),
    ("(99)INTERNAL", "barcode.no_key"),
    ("urn:epcglobal:cbv:bt:0300011111116:1", "barcode.no_key"),
    ("(8110)106141416543213150110120", "barcode.foreign"),
    ("https://example.com/", "link.path"),
    ("https://exa mple.com/01/00361414567894", "link.uri"),
    ("https://example.com/01/00361414567894?21=A", "link.query"),
    ("urn:epc:id:sgtin:030001.012345.1", "epc.sgtin.length"),
)


class TestProblems(unittest.TestCase):
    def refuse(self, text, code, **facts):
        found = scan(text)
        self.assertEqual(found.readings, (), text)
        self.assertEqual(found.problem.code, code, text)
        self.assertEqual(set(found.problem.facts), set(CODES[code]), text)
        for name, value in facts.items():
            self.assertEqual(found.problem.facts[name], value, text)

    def test_what_cannot_be_read_says_why(self):
        for text, code in UNREADABLE:
            with self.subTest(text):
                self.refuse(text, code)

    def test_more_fields_than_any_label_has(self):
        self.refuse(ALL_MEASURES, "barcode.too_long", limit=64)
        self.refuse("A" * 2049, "barcode.too_long", length=2049)

    def test_a_long_text_is_not_repeated_whole(self):
        self.refuse("A1" * 1000, "barcode.not_gs1", value="A1" * 20 + "…")

    def test_facts_show_what_to_do(self):
        self.refuse("00355154944955", "gs1.gtin.check_digit", expected="4")
        self.refuse("(21)400806", "barcode.missing", ai="21", needs="01 / 03 / 8006")
        self.refuse(f"(01){GTIN}(37)5", "barcode.excluded", ai="01", other="37")
        self.refuse(f"01{GTIN}17270230", "barcode.date", value="270230")

    def test_hostile_texts_come_back_at_once(self):
        for text in (
            "10" * 5000,
            "(" * 10_000,
            "(10)" * 500,
            "10" * 120,
            "9" * 240,
            "1" * 240,
            "17280731" * 30,
            f"01{GTIN}" + "21" * 100,
            f"01{GTIN}" + "1021A" * 40,
            f"01{GTIN}21" + "91A92B" * 30,
            ALL_MEASURES,
            f"01{GTIN}" + "A" * 500,
            "1" + f"{GS}02".join(["0" * 9] * 150),
            "https://a/" + "01/" * 600,
            "\x1d" * 2000,
            "]d2" + "|" * 2000,
        ):
            with self.subTest(text[:30]):
                effort.calls(lambda text=text: scan(text), 200_000)
