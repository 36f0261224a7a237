"""Fields, their company and Digital Links, with numbers of our own."""

from datetime import date

from dscsa_core.gs1 import ai_table
from dscsa_core.gs1.ai_rules import check_elements
from dscsa_core.gs1.digital_link import build_link, parse_link
from dscsa_core.gs1.element_string import parse_bracketed, parse_separated
from dscsa_core.gs1.scan_text import normalise_separators

from .test_gs1_keys import Refuses

TODAY = date(2026, 11, 22)
GTIN = "00300010123455"
LINK = f"https://a.example/01/{GTIN}"


class TestFields(Refuses):
    def test_unknown_fields_have_a_place(self):
        error = self.refuse(
            "barcode.ai_unknown", parse_separated, f"01{GTIN}89X", TODAY
        )
        self.assertEqual((error.facts["text"], error.facts["position"]), ("89X", 17))
        error = self.refuse(
            "barcode.ai_unknown", parse_separated, f"01{GTIN}21S\x1d8X", TODAY
        )
        self.assertEqual(error.facts["position"], 21)

    def test_pieces_of_a_set(self):
        for pieces, good in (("0102", True), ("0000", False), ("0302", False)):
            with self.subTest(pieces):
                ai = ai_table.known_ai("8006")
                self.assertEqual(ai_table.is_value(ai, GTIN + pieces, TODAY), good)

    def test_no_field_is_found_in_other_digits_or_beyond_the_end(self):
        for text in ("", "0", "A1", "٠١", "89"):
            with self.subTest(text):
                self.assertIsNone(ai_table.find_ai(text))
        self.assertIsNone(ai_table.known_ai("0100"))

    def test_expiry_time_has_no_day_00_and_no_hour_24(self):
        for value, good in (
            ("2703311159", True),
            ("2703001159", False),
            ("2703312459", False),
        ):
            with self.subTest(value):
                ai = ai_table.known_ai("7003")
                self.assertEqual(ai_table.is_value(ai, value, TODAY), good)

    def test_pairs_that_must_and_must_not_stand_together(self):
        for elements, code in (
            ((("01", GTIN), ("37", "5")), "barcode.excluded"),
            ((("01", GTIN), ("21", "A"), ("235", "B")), "barcode.excluded"),
            ((("02", GTIN), ("37", "5")), "barcode.missing"),
            ((("254", "A"),), "barcode.missing"),
            ((("715", "A"),), "barcode.missing"),
            ((("7003", "2703311159"),), "barcode.missing"),
            ((("01", GTIN), ("3101", "1" * 6), ("3102", "1" * 6)), "barcode.excluded"),
        ):
            with self.subTest(elements):
                self.refuse(code, check_elements, elements)
        check_elements((("00", "1"), ("02", GTIN), ("37", "5"), ("10", "L")))
        check_elements((("01", GTIN), ("21", "A"), ("21", "A"), ("250", "B")))

    def test_longer_separators_go_first(self):
        text = normalise_separators("A{GS}B G", ("G", "{GS}"))
        self.assertEqual(text, "A\x1dB")

    def test_an_escaped_bracket_is_data(self):
        elements = parse_bracketed(f"(01){GTIN}(21)A\\(10)B", TODAY)
        self.assertEqual(dict(elements)["21"], "A(10)B")


class TestDigitalLink(Refuses):
    def test_plus_is_data_in_the_path_and_a_blank_in_the_query(self):
        self.assertEqual(dict(parse_link(f"{LINK}/21/A+B", TODAY))["21"], "A+B")
        self.refuse("barcode.value", parse_link, f"{LINK}?240=A+B", TODAY)
        self.assertEqual(dict(parse_link(f"{LINK}?240=A%2BB", TODAY))["240"], "A+B")

    def test_escapes_and_the_sites_own_path(self):
        link = f"https://a.example/01/x/p/01/{GTIN}/10/L%2F1/21/S?17=270331&utm=q#f"
        self.assertEqual(
            parse_link(link, TODAY),
            (("01", GTIN), ("10", "L/1"), ("21", "S"), ("17", "270331")),
        )

    def test_short_gtins_are_filled(self):
        elements = parse_link("https://a.example/gtin/300010123455", TODAY)
        self.assertEqual(elements, (("01", GTIN),))

    def test_order_and_place_of_the_qualifiers(self):
        for link, code in (
            (f"{LINK}/21/S/10/L", "link.path"),
            (f"{LINK}/21/S/", "link.path"),
            (f"{LINK}/99/S", "link.path"),
            (f"{LINK}?10=L", "link.query"),
            (f"{LINK}/10/L?10=L", "link.query"),
            (f"{LINK}?89=X", "link.query"),
            ("https://a.example/x/y", "link.path"),
            ("ftp://a.example/01/" + GTIN, "link.uri"),
            (f"{LINK}/21/A%2", "link.uri"),
            (f"{LINK}/21/A%00", "barcode.value"),
            ("https://a.example/01/00300010123456", "gs1.gtin.check_digit"),
        ):
            with self.subTest(link):
                self.refuse(code, parse_link, link, TODAY)

    def test_links_are_built_and_read_back(self):
        elements = (("01", GTIN), ("21", "A/1%2"), ("10", "L+"), ("17", "270331"))
        link = build_link(elements, "https://a.example/")
        self.assertEqual(link, f"{LINK}/10/L%2B/21/A%2F1%252?17=270331")
        self.assertEqual(set(parse_link(link, TODAY)), set(elements))
        self.refuse("link.path", build_link, (("99", "X"),))
        self.refuse("link.query", build_link, (("01", GTIN), ("8200", "x")))
