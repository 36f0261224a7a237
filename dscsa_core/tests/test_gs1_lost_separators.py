"""Scans whose separators were lost on the way, or that could be cut in many ways."""

import unittest
from datetime import date

from dscsa_core.gs1.ai_table import known_ai
from dscsa_core.gs1.barcode import MAX_READINGS, read_scan
from dscsa_core.gs1.element_string import GS, every_split

TODAY = date(2026, 11, 22)
GTIN = "00361414567894"
PACK = f"01{GTIN}1717072810190864{{}}2E{{}}21400806"
ALL_MEASURES = "".join(
    f"({number})000000" for number in range(3100, 3400) if known_ai(str(number))
)
KEY = f"01{GTIN}21400806"


def scan(text, **options):
    return read_scan(text, today=TODAY, **options)


class TestLostSeparators(unittest.TestCase):
    def test_one_valid_way_to_cut_is_the_reading(self):
        found = scan("010030116200116521100000835465631728073110608464T")
        self.assertEqual(found.reading.serial, "10000083546563")
        self.assertEqual(found.reading.lot, "608464T")
        self.assertEqual(found.reading.expiry, date(2028, 7, 31))
        self.assertEqual(
            [note.code for note in found.notes], ["barcode.separators_lost"]
        )

    def test_company_internal_fields_explain_nothing_where_others_do(self):
        found = scan("015030116200116021100000096797721728073110608464T")
        self.assertEqual(found.reading.serial, "10000009679772")
        internal = scan(f"01{GTIN}21{'S' * 18}91{'X' * 9}")
        self.assertEqual([r.serial for r in internal.readings], ["S" * 18])
        other = f"01{GTIN}21SSSS97"
        text = f"{other}91{'7' * 20}17280731"
        self.assertIn(other, [r.key for r in scan(text).readings])

    def test_lot_that_could_swallow_the_expiry_is_cut_for_an_announced_package(self):
        text = f"01{GTIN}21S9137AB10L{'7' * 8}17280731"
        for expected in (None, {f"01{GTIN}21S9137AB"}):
            found = scan(text, expected=expected)
            self.assertEqual(found.reading.lot, "L" + "7" * 8)
            self.assertEqual(found.reading.expiry, date(2028, 7, 31))

    def test_same_package_with_two_lots_is_left_to_a_person(self):
        text = f"01{GTIN}21S117280731" + "10AB240CD"
        found = scan(text, expected={f"01{GTIN}21S1"})
        self.assertEqual({r.key for r in found.readings}, {f"01{GTIN}21S1"})
        self.assertEqual([r.lot for r in found.readings], ["AB240CD", "AB"])

    def test_the_one_way_with_all_four_parts_stands_alone(self):
        found = scan(f"01{GTIN}17280731101908642E21400806")
        self.assertEqual((found.reading.key, found.reading.lot), (KEY, "1908642E"))
        self.assertIn("barcode.separators_lost", [note.code for note in found.notes])

    def test_a_question_offers_only_ways_with_all_four_parts(self):
        found = scan(f"01{GTIN}17280731101908642E21400821806")
        self.assertTrue(found.is_ambiguous)
        self.assertTrue(all(reading.is_complete for reading in found.readings))
        self.assertLess({"1908642E"}, {r.lot for r in found.readings})

    def test_several_ways_without_four_parts_are_all_returned(self):
        found = scan(f"01{GTIN}101908642E2140080621777")
        self.assertTrue(found.is_ambiguous)
        self.assertIsNone(found.reading)

    def test_the_expected_key_decides_if_it_is_alone(self):
        text = f"01{GTIN}17280731101908642E21400806"
        found = scan(text, expected={KEY, "00403000112345678901"})
        self.assertEqual(found.reading.key, KEY)
        self.assertIn("barcode.expected_decided", [note.code for note in found.notes])

    def test_two_expected_keys_decide_nothing(self):
        text = f"01{GTIN}2112103410L21717280731"
        keys = {r.key for r in scan(text).readings if r.key}
        self.assertGreater(len(keys), 1)
        both = scan(text, expected=keys)
        self.assertEqual({r.key for r in both.readings}, keys)
        self.assertNotIn("barcode.expected_decided", [n.code for n in both.notes])
        self.assertTrue(scan(text, expected={"other"}).is_ambiguous)

    def test_an_expected_key_is_found_though_the_text_keeps_the_standard(self):
        text = f"01{GTIN}21ABC10LOT"
        self.assertEqual(scan(text).reading.serial, "ABC10LOT")
        found = scan(text, expected={f"01{GTIN}21ABC"})
        self.assertEqual((found.reading.serial, found.reading.lot), ("ABC", "LOT"))

    def test_the_standard_reading_wins_when_it_is_the_expected_one(self):
        text = f"01{GTIN}21ABC10LOT"
        found = scan(text, expected={f"01{GTIN}21ABC10LOT"})
        self.assertEqual(found.reading.serial, "ABC10LOT")

    def test_a_standard_text_is_no_riddle(self):
        for serial in ("12345107788", "10000009679772", "21212121", "S9137AB"):
            with self.subTest(serial):
                self.assertEqual(scan(f"01{GTIN}21{serial}").reading.serial, serial)

    def test_a_swallowed_product_identifier_makes_it_one(self):
        found = scan(f"01{GTIN}21AB1728073110L7")
        self.assertEqual([r.serial for r in found.readings], ["AB"])
        self.assertIn("barcode.separators_lost", [note.code for note in found.notes])
        announced = scan(
            f"01{GTIN}21AB1728073110L7", expected={f"01{GTIN}21AB1728073110L7"}
        )
        self.assertEqual(announced.reading.serial, "AB1728073110L7")

    def test_separators_that_are_there_are_trusted(self):
        text = f"01{GTIN}21AB1728073110L7{GS}240X"
        self.assertEqual(scan(text).reading.serial, "AB1728073110L7")

    def test_one_lost_of_two_separators(self):
        text = f"01{GTIN}21{'S' * 18}240X1{GS}10L1{GS}17280731"
        found = scan(text)
        self.assertEqual({r.lot for r in found.readings}, {"L1"})
        self.assertIn("S" * 18, [r.serial for r in found.readings])

    def test_the_number_of_readings_is_bounded_and_it_is_said(self):
        found = scan(
            f"01{GTIN}21" + "A10B21C17280731240D" * 3 + "AAAAAAAAAAAAAAAAAAAAAAAA"
        )
        self.assertLessEqual(len(found.readings), MAX_READINGS)
        text = f"01{GTIN}17280731" + "21" + "1" * 9 + "10" * 9 + "2" * 9
        found = scan(text)
        self.assertEqual(len(found.readings), MAX_READINGS)
        self.assertIn("barcode.capped", [note.code for note in found.notes])

    def test_the_work_is_bounded_and_it_is_said(self):
        for text in ("21A10B240C241D715E" * 5, "211024024171591929394" * 6):
            with self.subTest(text):
                found = scan(f"01{GTIN}{text}")
                self.assertTrue(found.readings)
                self.assertIn("barcode.capped", [note.code for note in found.notes])

    def test_a_label_longer_than_any_is_not_cut(self):
        self.assertEqual(every_split(f"01{GTIN}21" + "A10" * 80, TODAY, 9), ([], False))
