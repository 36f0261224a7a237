"""Scans (requirements 3.1 to 3.6, 9.1; users' day 18)."""

import unittest
from datetime import date

from dscsa_core.gs1.barcode import read_scan
from dscsa_core.gs1.element_string import GS, join_elements, parse_bracketed

TODAY = date(2026, 11, 22)
GTIN = "00361414567894"
PACK = f"01{GTIN}1717072810190864{{}}2E{{}}21400806"
KEY = f"01{GTIN}21400806"


def scan(text, **options):
    return read_scan(text, today=TODAY, **options)


RAW = f"01{GTIN}17170728101908642E{{}}21400806"
FORMS = (
    (f"(01){GTIN}(17)170728(10)1908642E(21)400806", "bracketed"),
    (f"(01) {GTIN} (17) 170728 (10) 1908642E\n(21) 400806", "bracketed"),
    (f"(01){GTIN}(17)170728(10)1908642E{GS}(21)400806", "bracketed"),
    (RAW.format(GS), "element_string"),
    (f"]d2{RAW.format(GS)}", "element_string"),
    (f"]d2{GS}{RAW.format(GS)}{GS}\r\n", "element_string"),
    (f"]C1{RAW.format(GS)}", "element_string"),
    (f"]Q3{RAW.format(GS)}", "element_string"),
    (f"]e0{RAW.format(GS)}", "element_string"),
    (f"]d1{RAW.format(GS)}", "element_string"),
    (
        f"https://a.example/01/{GTIN}/10/1908642E/21/400806?17=170728",
        "digital_link",
    ),
    (
        f"https://a.example/gtin/{GTIN}/lot/1908642E/ser/400806?exp=170728",
        "digital_link",
    ),
    (
        f"]Q1https://a.example/01/{GTIN}/10/1908642E/21/400806?17=170728",
        "digital_link",
    ),
)


class TestForms(unittest.TestCase):
    def test_one_package_in_every_form(self):
        for text, source in FORMS:
            with self.subTest(text):
                found = scan(text)
                self.assertIsNone(found.problem)
                self.assertEqual(found.raw, text)
                reading = found.reading
                self.assertEqual((reading.kind, reading.key), ("package", KEY))
                self.assertEqual(reading.lot, "1908642E")
                self.assertEqual(reading.expiry, date(2017, 7, 28))
                self.assertEqual(reading.source, source)
                self.assertTrue(reading.is_complete)

    def test_what_keyboards_make_of_the_separator(self):
        for separator in ("|", "^", "~", "{GS}", "<GS>", "\\x1d", "Alt+029", "[FNC1]"):
            with self.subTest(separator):
                text = f"{separator}01{GTIN}10L1{separator}21S1"
                self.assertEqual(scan(text).reading.lot, "L1")
                self.assertEqual(scan(text).reading.serial, "S1")

    def test_spelt_out_separators_in_any_letter_case(self):
        for separator in ("<gs>", "[gs]", "\\X1D", "&#29;", "&#x1D;", "\\035", "<f1>"):
            with self.subTest(separator):
                reading = scan(f"01{GTIN}21F003{separator}1728093010L-1").reading
                self.assertEqual((reading.serial, reading.lot), ("F003", "L-1"))

    def test_upc_without_its_leading_zero(self):
        for text in ("]E0399871101306", "]E00399871101306", "399871101306"):
            with self.subTest(text):
                self.assertEqual(scan(text).reading.gtin, "00399871101306")

    def test_links_with_lot_and_expiry_anywhere(self):
        stem = f"https://a.example/p/01/{GTIN}"
        for rest in (
            "/21/F003/10/LF-7401?17=280930",
            "/10/LF-7401/21/F003/17/280930",
            "/21/F003?17=280930&10=LF-7401",
            "/21/F003?lot=LF-7401&exp=280930&utm_source=box",
            "/21/F003/lot/LF-7401/exp/280930",
        ):
            with self.subTest(rest):
                reading = scan(stem + rest).reading
                self.assertEqual((reading.serial, reading.lot), ("F003", "LF-7401"))
                self.assertEqual(reading.expiry, date(2028, 9, 30))

    def test_links_that_contradict_themselves(self):
        stem = f"https://a.example/01/{GTIN}"
        for rest in (
            "/21/F003/10/A?10=B",
            "/10/A/21/F003?lot=B",
            "/21/F003/10/A/10/B",
            "/21/F003?21=F004",
            "/21/F003/10",
            "/21/F003?17=281330&10=L",
        ):
            with self.subTest(rest):
                self.assertEqual(scan(stem + rest).readings, ())

    def test_signs_of_another_keyboard_are_named(self):
        french = dict(zip("1234567890", "&é\"'(-è_çà", strict=True))
        shifted = dict(zip("1234567890", "!@#$%^&*()", strict=True))
        code = f"01{GTIN}21F003{GS}1728093010LF-7401"
        for keys in (french, shifted):
            text = code.translate(str.maketrans(keys))
            for arrived in (text, f"]d2{text}", f"$d2{text}"):
                with self.subTest(arrived):
                    problem = scan(arrived).problem
                    self.assertEqual(problem.code, "barcode.keyboard")
        self.assertEqual(scan(code.replace("-", "ß")).problem.code, "barcode.keyboard")
        for text in ("Café 10", "hello", "----------", "№ 5", "(555) 123-4567"):
            with self.subTest(text):
                self.assertNotEqual(scan(text).problem.code, "barcode.keyboard")

    def test_separators_are_a_setting(self):
        text = f"01{GTIN}21S1XX17280731"
        self.assertNotEqual(scan(text).reading.serial, "S1")
        found = scan(text, separators=("XX",))
        self.assertEqual(found.reading.serial, "S1")

    def test_a_sign_no_field_can_hold_is_the_separator(self):
        known = ("{GS}", "<GS>", "[GS]", "␝", "%1D", "\\x1d", "\\u001d", "Alt029", "^]")
        signs = (*"#}{\\|^~@$`[] \t", "  ", "\r\n", "§", "\u00a0", "\x1e", *known)
        orders = (
            f"01{GTIN}21F003{{}}10LF-7401{{}}17280930",
            f"01{GTIN}21F003{{}}1728093010LF-7401",
            f"01{GTIN}1728093010LF-7401{{}}21F003{{}}",
            f"]d201{GTIN}10LF-7401{{}}1728093021F003",
        )
        for sign in signs:
            for order in orders:
                text = order.format(*[sign] * order.count("{}"))
                with self.subTest(text):
                    reading = scan(text).reading
                    self.assertEqual(reading.key, f"01{GTIN}21F003")
                    self.assertEqual(reading.lot, "LF-7401")
                    self.assertEqual(reading.expiry, date(2028, 9, 30))

    def test_blanks_between_groups_are_no_separators(self):
        for text in (
            f"01 {GTIN} 21 F003 17 280930 10 LF-7401",
            "01 0036 1414 5678 94 21F003 17280930 10LF-7401",
        ):
            with self.subTest(text):
                reading = scan(text).reading
                self.assertEqual((reading.serial, reading.lot), ("F003", "LF-7401"))

    def test_square_brackets_and_an_identifier_without_its_bracket(self):
        for text in (
            f"[01]{GTIN}[21]F(10)3[17]280930[10]LF-7401",
            f"[01] {GTIN} [21] F(10)3 [17] 280930 [10] LF-7401",
            f"d201{GTIN}21F(10)3{GS}1728093010LF-7401",
            f"[)>\x1e05\x1d01{GTIN}21F(10)3{GS}1728093010LF-7401\x1e\x04",
        ):
            with self.subTest(text):
                reading = scan(text).reading
                self.assertEqual((reading.serial, reading.lot), ("F(10)3", "LF-7401"))

    def test_an_ndc_alone_names_the_drug(self):
        for text in (
            "9987110130",
            "99871010130",
            "]C09987110130",
            "]A09987110130",
            "NDC 99871-101-30",
            "NDC99871-101-30",
            "ndc: 99871 101 30",
            "99871 101 30",
            "99871-0101-30",
            "9987-1101-30",
            "NDC 099871010130",
            "N499871010130",
        ):
            with self.subTest(text):
                problem = scan(text).problem
                self.assertEqual(problem.code, "barcode.ndc_alone")
                self.assertNotIn("NDC", problem.facts["value"])

    def test_other_kinds_of_codes_are_named(self):
        for text, name in (
            ("+A99912345/$$52001510X3C", "HIBC"),
            ("=W0000 17 123456 00", "ISBT 128"),
            ("[)>\x1e06\x1d9N111234567842\x1dS1", "ISO 15434"),
            ("1Z999AA10123456784", "UPS"),
        ):
            with self.subTest(text):
                problem = scan(text).problem
                self.assertEqual(problem.code, "barcode.other_standard")
                self.assertEqual(problem.facts["name"], name)

    def test_two_codes_in_one_text(self):
        one = f"01{GTIN}21F001{GS}1728093010LF-7401"
        two = f"01{GTIN}21F002{GS}1728093010LF-7401"
        other = f"0100300010123455211728{GS}10L1"
        bare = f"01{GTIN}21F00217280930"
        for text in (
            one + two,
            f"{one}{GS}{two}",
            f"]d2{one}]d2{two}",
            f"{one}\r\n{two}\r\n",
            f"{one}\n{two}\n{other}",
            f"{one}{other}",
            f"{one}{bare}",
            f"{bare}{GS}{one}",
            f"(01){GTIN}(21)F001(01){GTIN}(21)F002",
            f"{one}00403000112345678901",
            one + two + other,
            f"{one}\r\n361414567894",
            f"361414567894\r\n{one}\r\n",
            "361414567894\n9987110130",
        ):
            with self.subTest(text):
                found = scan(text)
                self.assertEqual(found.problem.code, "barcode.several_codes")
        for text in (one + one, f"]d2{one}]d2{one}", f"{one}\r\n{one}\r\n"):
            with self.subTest(text):
                self.assertEqual(scan(text).reading.serial, "F001")

    def test_identifier_of_a_file(self):
        reading = scan("urn:epc:id:sgtin:030001.0012345.A%2F1").reading
        self.assertEqual(reading.key, "010030001012345521A/1")
        self.assertEqual((reading.kind, reading.source), ("package", "epc_urn"))
        reading = scan("urn:epc:id:sscc:030001.41234567890").reading
        self.assertEqual((reading.kind, reading.key), ("logistic", reading.key))
        self.assertEqual(reading.sscc, "403000112345678901")

    def test_bare_numbers(self):
        for text, kind, gtin, key in (
            ("00300010123455", "gtin", "00300010123455", None),
            ("300010123455", "gtin", "00300010123455", None),
            ("0300010123455", "gtin", "00300010123455", None),
            ("]E00300010123455", "gtin", "00300010123455", None),
            ("]E402345673", "gtin", "00000002345673", None),
            ("04252614", "gtin", "00042100005264", None),
            ("403000112345678901", "logistic", None, "00403000112345678901"),
            ("00403000112345678901", "logistic", None, "00403000112345678901"),
        ):
            with self.subTest(text):
                reading = scan(text).reading
                self.assertEqual(
                    (reading.kind, reading.gtin, reading.key), (kind, gtin, key)
                )

    def test_composite_part_belongs_to_the_number_before_it(self):
        reading = scan("]E00300010123455|]e010L1\x1d17280731").reading
        self.assertEqual((reading.gtin, reading.lot), ("00300010123455", "L1"))
        self.assertEqual(reading.expiry, date(2028, 7, 31))

    def test_eight_digits_that_are_two_numbers_are_two_readings(self):
        texts = (f"0{number:07d}" for number in range(1000, 4000))
        both = next(found for found in map(scan, texts) if len(found.readings) == 2)
        self.assertEqual({reading.kind for reading in both.readings}, {"gtin"})

    def test_logistic_label_with_content(self):
        reading = scan(
            f"00403000112345678901021030001012345237 24{GS}10L1".replace(" ", "")
        ).reading
        self.assertEqual((reading.kind, reading.count), ("logistic", 24))
        self.assertEqual((reading.gtin, reading.lot), ("10300010123452", "L1"))
        self.assertEqual(reading.key, "00403000112345678901")

    def test_place(self):
        reading = scan("(414)0300060000041(254)DOCK2").reading
        self.assertEqual((reading.kind, reading.gln), ("gln", "0300060000041"))
        self.assertEqual((reading.extension, reading.key), ("DOCK2", None))

    def test_case_and_leading_zeros_stay(self):
        keys = {scan(f"01{GTIN}21{s}").reading.key for s in ("ab1", "AB1", "0AB1")}
        self.assertEqual(len(keys), 3)

    def test_a_bracket_in_a_serial_is_data(self):
        reading = scan(f"(01){GTIN}(21)A(x)B(5").reading
        self.assertEqual(reading.serial, "A(x)B(5")
        self.assertEqual(scan(f"01{GTIN}21A(10)B").reading.serial, "A(10)B")

    def test_day_00_is_noted_and_is_the_end_of_the_month(self):
        found = scan(f"(01){GTIN}(17)280200(10)L(21)S")
        self.assertEqual(found.reading.expiry, date(2028, 2, 29))
        self.assertTrue(found.reading.expiry_day_00)
        self.assertIn("barcode.expiry_day_00", [note.code for note in found.notes])

    def test_elements_are_joined_with_separators_only_where_needed(self):
        elements = parse_bracketed(f"(01){GTIN}(21)S1(17)280731(10)L1", TODAY)
        self.assertEqual(join_elements(elements), f"01{GTIN}21S1{GS}1728073110L1")
