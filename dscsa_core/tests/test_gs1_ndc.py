"""NDC forms and their GTIN (requirements 2.5, 2.6)."""

import unittest

from dscsa_core.gs1 import ndc
from dscsa_core.gs1.ndc import plain_ndc
from dscsa_core.numbers import gtins_of_ndc, ndc_keys, ndc_text

from .test_gs1_keys import Refuses


def names(codes):
    return [str(code) for code in codes]


class TestNdc(Refuses):
    def test_each_ten_digit_form_is_padded_in_its_own_segment(self):
        for code, eleven, twelve in (
            ("0116-2001-16", "00116200116", "000116200116"),
            ("12345-678-90", "12345067890", "012345067890"),
            ("12345-6789-0", "12345678900", "012345678900"),
        ):
            with self.subTest(code):
                self.assertEqual(ndc.ndc11(code), eleven)
                self.assertEqual(ndc.ndc12(code), twelve)

    def test_longer_forms_with_and_without_hyphens(self):
        self.assertEqual(ndc.hyphenate("21922004917"), "21922-0049-17")
        self.assertEqual(ndc.hyphenate("21922-0049-17"), "21922-0049-17")
        self.assertEqual(ndc.hyphenate("123456789012"), "123456-7890-12")
        self.assertEqual(ndc.ndc12("21922-0049-17"), "021922004917")
        self.assertIsNone(ndc.ndc11("123456-7890-12"))
        self.assertEqual(ndc.ndc11("012345-0678-90"), "12345067890")

    def test_ten_digits_are_cut_by_the_labeler_rule(self):
        self.assertEqual(ndc.hyphenate("0116200116"), "0116-2001-16")
        error = self.refuse("ndc.ambiguous", ndc.hyphenate, "1234567890")
        self.assertEqual(error.facts["candidates"], "12345-678-90, 12345-6789-0")

    def test_eleven_to_ten_gives_every_candidate(self):
        for code, expected in (
            ("00116200116", ["0116-2001-16"]),
            ("00116020106", ["0116-0201-06", "00116-201-06", "00116-0201-6"]),
            ("12345067809", ["12345-678-09", "12345-0678-9"]),
            ("12345678900", ["12345-6789-0"]),
            ("12345678910", []),
            ("012345678900", ["12345-6789-0"]),
            ("123456789012", []),
            ("1234567890", ["12345-678-90", "12345-6789-0", "1234-5678-90"]),
            ("0116200116", ["0116-2001-16", "01162-001-16", "01162-0011-6"]),
            ("12345-678-90", ["12345-678-90"]),
        ):
            with self.subTest(code):
                self.assertEqual(names(ndc.candidates(code)), expected)

    def test_gtin_vectors(self):
        for code, indicator, gtin in (
            ("0001-0123-45", 0, "00300010123455"),
            ("0001-0123-45", 1, "10300010123452"),
            ("0001-0123-45", 3, "30300010123456"),
            ("0116-2001-16", 0, "00301162001165"),
            ("1234567890", 0, "00312345678906"),
            ("6141456789", 0, "00361414567894"),
            ("5515494495", 0, "00355154944954"),
            ("5515494495", 3, "30355154944955"),
        ):
            with self.subTest(code=code, indicator=indicator):
                self.assertEqual(ndc.gtin_of_ndc(code, indicator), gtin)
                digits = code.replace("-", "")
                self.assertEqual(ndc.ndc10_of_gtin(gtin), digits)

    def test_gtin_of_eleven_digits_only_when_certain(self):
        self.assertEqual(ndc.gtin_of_ndc("00116200116"), "00301162001165")
        self.refuse("ndc.ambiguous", ndc.gtin_of_ndc, "12345067809")
        self.refuse("ndc.no_gtin", ndc.gtin_of_ndc, "123456-7890-12")

    def test_only_the_prefix_03_may_hold_an_ndc(self):
        self.assertIsNone(ndc.ndc10_of_gtin("09520123456788"))
        self.refuse("gs1.gtin.check_digit", ndc.ndc10_of_gtin, "00355154944955")

    def test_other_texts_are_no_ndc(self):
        for text in (
            *("", "123", "1234-567-89", "123456-789-01", "0001--0123", "ABCD-1234-56"),
            *("1234567890123", "٠٠٠١-٠١٢٣-٤٥", "0001-0123-45-6"),
        ):
            with self.subTest(text):
                self.refuse("ndc.form", ndc.candidates, text)

    def test_same_product_whatever_the_form(self):
        for one, other in (
            ("0116-2001-16", "00116200116"),
            ("0116-2001-16", "00116-2001-16"),
            ("0116-2001-16", "00301162001165"),
            ("12345-678-90", "1234567890"),
            ("12345-6789-0", "1234567890"),
            ("30355154944955", "00355154944954"),
        ):
            with self.subTest(one=one, other=other):
                self.assertTrue(ndc.same_product(one, other))
                self.assertTrue(ndc.same_product(other, one))

    def test_another_product_is_another_product(self):
        self.assertFalse(ndc.same_product("12345-678-90", "12345-6789-0"))
        self.assertFalse(ndc.same_product("0116-2001-16", "0116-2001-17"))
        self.assertTrue(ndc.same_product("0116-2001-16", "0116-2001-17", package=False))
        self.assertFalse(
            ndc.same_product("0116-2001-16", "0116-2002-16", package=False)
        )


class TestPrinted(unittest.TestCase):
    """An NDC as people print and type it, with words around it."""

    def test_words_around(self):
        for text in (
            "NDC 99990-101-30",
            "99990-101-30 (30 ct)",
            "NDC: 99990 101 30, 30 tablets",
            "99990\u2013101\u201330 bottle of 30",
        ):
            with self.subTest(text):
                self.assertEqual(plain_ndc(text), "99990-101-30")
                self.assertEqual(ndc_text(text), "99990-101-30")
                self.assertEqual(ndc_keys(text), ndc_keys("99990-101-30"))
                self.assertEqual(gtins_of_ndc(text), gtins_of_ndc("99990-101-30"))

    def test_two_codes_are_not_the_first(self):
        for text in ("99990-101-30 99990-101-90", "99990-101-30/99990-101-90"):
            with self.subTest(text):
                self.assertEqual(ndc_keys(text), set())
                self.assertEqual(gtins_of_ndc(text), [])
