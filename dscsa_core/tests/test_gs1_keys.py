"""Keys, check digits and dates (requirements 2.6, 3.3, 3.4)."""

import unittest
from datetime import date

from dscsa_core.errors import Gs1Error
from dscsa_core.gs1 import dates, keys
from dscsa_core.gs1.codes import CODES

TODAY = date(2026, 11, 22)


class Refuses(unittest.TestCase):
    """Base of tests that look at the code of a refusal."""

    def refuse(self, code, function, *args, **kwargs):
        """The function refuses with this code; the error comes back for its facts."""
        with self.assertRaises(Gs1Error) as caught:
            function(*args, **kwargs)
        self.assertEqual(caught.exception.code, code)
        self.assertEqual(set(caught.exception.facts), set(CODES[code]))
        return caught.exception


class TestKeys(Refuses):
    def test_check_digits_of_the_vectors(self):
        for number in (
            *("0300011111116", "0300011111215", "0399999999991", "0399993456780"),
            *("0087701000003", "403000112345678901", "00300010123455"),
            *("10300010123452", "30300010123456", "00301162001165", "00312345678906"),
            *("00361414567894", "00355154944954", "30355154944955"),
        ):
            with self.subTest(number):
                self.assertEqual(keys.check_digit(number[:-1]), int(number[-1]))

    def test_check_digit_takes_only_ascii_digits(self):
        for text in ("", "12a", "١٢٣", "²³", "-1", "1 2"):
            with self.subTest(text):
                self.refuse("gs1.digits", keys.check_digit, text)

    def test_gtin_is_fourteen_digits_whatever_was_given(self):
        for text in ("300010123455", "0300010123455", " 00300010123455\n"):
            with self.subTest(text):
                self.assertEqual(keys.Gtin.parse(text).value, "00300010123455")
        self.assertEqual(keys.Gtin.parse("95010939").value, "00000095010939")

    def test_wrong_gtin_names_the_digit_it_should_have(self):
        error = self.refuse("gs1.gtin.check_digit", keys.Gtin.parse, "00355154944955")
        self.assertEqual(error.facts, {"value": "00355154944955", "expected": "4"})

    def test_gtin_of_another_length_is_refused(self):
        for text in ("", "123", "003000101234550", "0030001012345A", "٠٠٣٠٠٠١٠"):
            with self.subTest(text):
                self.refuse("gs1.gtin.length", keys.Gtin.parse, text)

    def test_indicator_recomputes_the_check_digit(self):
        unit = keys.Gtin.parse("00300010123455")
        self.assertEqual(unit.indicator, 0)
        self.assertEqual(unit.with_indicator(1).value, "10300010123452")
        self.assertEqual(unit.with_indicator(3).value, "30300010123456")
        self.assertEqual(unit.with_indicator(3).with_indicator(0), unit)

    def test_gln_of_twelve_digits_is_never_filled_up(self):
        self.assertEqual(keys.Gln.parse("0300011111116").value, "0300011111116")
        self.refuse("gs1.gln.length", keys.Gln.parse, "300011111116")
        self.refuse("gs1.gln.check_digit", keys.Gln.parse, "0300011111117")

    def test_sscc(self):
        self.assertEqual(
            keys.Sscc.parse("403000112345678901").value, "403000112345678901"
        )
        self.refuse("gs1.sscc.length", keys.Sscc.parse, "40300011234567890")
        self.refuse("gs1.sscc.check_digit", keys.Sscc.parse, "403000112345678902")

    def test_key_text_is_split_where_the_serial_begins(self):
        key = keys.package_key("00300010123455", "21007a")
        self.assertEqual(key, "01003000101234552121007a")
        self.assertEqual(
            keys.split_key(key),
            keys.ParsedKey("sgtin", gtin="00300010123455", serial="21007a"),
        )
        self.assertEqual(
            keys.split_key(keys.sscc_key("403000112345678901")).sscc,
            "403000112345678901",
        )

    def test_serials_keep_case_and_leading_zeros(self):
        serials = ("ab1", "AB1", "0AB1", "00AB1")
        made = {keys.package_key("00300010123455", serial) for serial in serials}
        self.assertEqual(len(made), 4)
        self.assertEqual({keys.split_key(key).serial for key in made}, set(serials))

    def test_no_other_text_is_a_key(self):
        for text in (
            *("", "0100300010123455", "010030001012345521", "00123", "urn:epc:id:x"),
            "0100300010123455219" + "9" * 20,
            "010030001012345521A B",
            "00403000112345678901\n",
        ):
            with self.subTest(text):
                self.refuse("gs1.key", keys.split_key, text)

    def test_character_set_82(self):
        self.assertTrue(keys.is_cset82("!\"%&'()*+,-./0129:;<=>?AZ_az"))
        for text in (
            "",
            " ",
            "#",
            "$",
            "@",
            "[",
            "]",
            "{",
            "^",
            "`",
            "|",
            "~",
            "\\",
            "é",
        ):
            with self.subTest(text):
                self.assertFalse(keys.is_cset82(text))


class TestDates(Refuses):
    def test_day_00_is_the_end_of_the_month(self):
        for text, day in (
            ("270200", date(2027, 2, 28)),
            ("280200", date(2028, 2, 29)),
            ("270100", date(2027, 1, 31)),
        ):
            with self.subTest(text):
                read = dates.parse_yymmdd(text, TODAY)
                self.assertEqual(read.value, day)
                self.assertTrue(read.day_00)
        self.assertFalse(dates.parse_yymmdd("270131", TODAY).day_00)

    def test_century_window(self):
        for today, year, full in (
            (2026, 26, 2026),
            (2026, 76, 2076),
            (2026, 77, 1977),
            (2026, 0, 2000),
            (2060, 9, 2109),
            (2060, 10, 2110),
            (2060, 11, 2011),
            (2001, 51, 2051),
            (2001, 52, 1952),
        ):
            with self.subTest(today=today, year=year):
                self.assertEqual(dates.full_year(year, date(today, 6, 1)), full)

    def test_impossible_dates_are_refused(self):
        for text in ("271301", "270230", "270001", "27022", "2702281", "27o228", ""):
            with self.subTest(text):
                self.refuse("gs1.date", dates.parse_yymmdd, text, TODAY)
        self.refuse("gs1.date", dates.parse_yymmdd, "270200", TODAY, allow_day_00=False)

    def test_date_texts_of_files(self):
        for text, flags in (
            ("2027-03-31", ()),
            ("2027-03-31T11", ("with_time",)),
            ("2027-03-31T00:00:00", ("with_time",)),
            ("2027-03-31T23:59:59.999-05:00", ("with_time",)),
            ("2027-03-31T00:00Z", ("with_time",)),
            ("2027-03-31-05:00", ()),
            ("\n 2027-03-31Z ", ()),
            ("20270331", ("compact",)),
            ("2027-03", ("month_only",)),
            ("2027-03-00", ("day_00",)),
        ):
            with self.subTest(text):
                read = dates.parse_date_text(text)
                self.assertEqual((read.value, read.flags), (date(2027, 3, 31), flags))

    def test_any_usual_form(self):
        """Forms of real files: each means one day and says that it is no standard."""
        forms = """04/30/2028 30/04/2028 4/30/28 04-30-2028 30.04.2028 2028/04/30
            2028.4.30 2028-4-30 30-APR-2028 30APR2028 30-Apr-28 APR/30/2028
            2028-APR-30 2028APR30 280430 043028 04302028 30042028 04/30/2028T00:00:00Z
            4/30/2028_12:00:00_AM 2028/04/30_00:00:00 20280430T000000
            2028-4-30T23:59:59.000+05:00 April_30,_2028 Apr._30,_2028""".split()
        for text in forms:
            with self.subTest(text):
                read = dates.parse_date_text(text.replace("_", " "))
                self.assertEqual(read.value, date(2028, 4, 30))
                self.assertEqual(read.flags, ("other_form",))

    def test_the_last_day_of_a_month(self):
        forms = """202804 04/2028 4/2028 2028/04 04-2028 2028.04 04/28 APR-2028
            APR2028 Apr-28 2028-APR 280400 20280400 2028-04-00 04/00/2028 00-APR-2028
            April_2028""".split()
        for text in forms:
            with self.subTest(text):
                read = dates.parse_date_text(text.replace("_", " "))
                self.assertEqual(read.value, date(2028, 4, 30))
                self.assertTrue({"day_00", "month_only"} & set(read.flags))

    def test_what_may_be_two_days_is_never_guessed(self):
        for text, first, second in (
            ("04/05/2028", "2028-04-05", "2028-05-04"),
            ("04-05-28", "2028-04-05", "2028-05-04"),
            ("28-04-30", "2028-04-30", "2030-04-28"),
            ("04052028", "2028-04-05", "2028-05-04"),
            ("042028", "2028-04-20", "2028-04-30"),
            ("030427", "2027-03-04", "2027-04-03"),
        ):
            with self.subTest(text):
                self.refuse("gs1.date.ambiguous", dates.parse_date_text, text)
                with self.assertRaises(Gs1Error) as caught:
                    dates.parse_date_text(text)
                facts = caught.exception.facts
                self.assertEqual((facts["first"], facts["second"]), (first, second))
        self.assertEqual(dates.parse_date_text("04/04/2028").value, date(2028, 4, 4))

    def test_six_digits_of_gs1_with_the_century(self):
        read = dates.parse_date_text("270331", TODAY)
        self.assertEqual(read.value, date(2027, 3, 31))

    def test_other_texts_are_no_dates(self):
        for text in (
            *("", "tomorrow", "2027-02-30", "02/30/2027", "0000-01", "2027", "46873"),
            *("1/2", "31-XYZ-2027", "99999999", "2027-13", "13/2027", "N/A", "0", "//"),
            *("9" * 50, "2027-03-31 or later", "Mar Apr 2027", "1-2-3-4", "00/00/0000"),
        ):
            with self.subTest(text):
                self.refuse("gs1.date", dates.parse_date_text, text)
