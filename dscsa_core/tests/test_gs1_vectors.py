"""Vectors of GS1's rules: every line of the tables, and the code of a refusal."""

import unittest
from datetime import date

from dscsa_core.errors import Gs1Error
from dscsa_core.gs1 import ai_table, dates, keys
from dscsa_core.gs1.ai_rules import check_elements
from dscsa_core.gs1.barcode import read_scan
from dscsa_core.gs1.digital_link import build_link, parse_link
from dscsa_core.gs1.element_string import (
    join_elements,
    parse_bracketed,
    parse_separated,
)

from .tables import fields, is_code, rows

TODAY = date(2026, 11, 22)


class VectorCase(unittest.TestCase):
    def check(self, result, read, *given, why=""):
        """``read`` gives the result, or raises its code."""
        with self.subTest(why, given=given):
            try:
                found = read(*given)
            except Gs1Error as error:
                found = error.code
            self.assertEqual(found, result)


def _known(code):
    ai = ai_table.known_ai(code)
    if not ai:
        raise Gs1Error("barcode.ai_unknown", text=code, position=1)
    return ai


class TestElements(VectorCase):
    def test_values(self):
        def read(code, value):
            ai_table.check_value(_known(code), value, TODAY)
            return "ok"

        for result, code, value, why in rows("values"):
            self.check(result, read, code, value, why=why)

    def test_every_sign_of_set_82_and_no_other(self):
        """General Specifications, figure 7.11-1."""
        signs = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
        signs = set(f"{signs}abcdefghijklmnopqrstuvwxyz")
        self.assertEqual(len(signs), 82)
        for sign in map(chr, range(300)):
            self.assertEqual(keys.is_cset82(sign), sign in signs, sign)

    def test_separated(self):
        for result, text, why in rows("elements"):
            expected = result if is_code(result) else fields(result)
            if result.count("(01)") == 1 and text.count("0100399990543216") == 2:
                expected += fields("(01)00399990543216")
            self.check(
                expected, lambda given: parse_separated(given, TODAY), text, why=why
            )

    def test_bracketed(self):
        def read(text):
            return join_elements(parse_bracketed(text, TODAY))

        for result, text, why in rows("bracketed"):
            self.check(result, read, text, why=why)

    def test_together(self):
        def read(text):
            for code, _value in fields(text):
                _known(code)
            check_elements(fields(text))
            return "ok"

        for result, text, why in rows("together"):
            self.check(result, read, text, why=why)


class TestLinks(VectorCase):
    def test_read(self):
        for result, text, why in rows("links_read"):
            expected = result if is_code(result) else fields(result)
            self.check(expected, lambda given: parse_link(given, TODAY), text, why=why)

    def test_built(self):
        def build(text):
            for code, value in fields(text):
                ai_table.check_value(_known(code), value, TODAY)
            return build_link(fields(text), "https://a.example/").removeprefix(
                "https://a.example"
            )

        for result, text, why in rows("links_built"):
            self.check(result, build, text, why=why)


class TestScans(VectorCase):
    def test_sent(self):
        def read(text):
            found = read_scan(text, today=TODAY)
            if found.problem:
                return found.problem.code
            reading = found.reading
            if reading.source == "bare":
                return f"{reading.kind}:{reading.gtin or reading.sscc}"
            return reading.elements

        for result, text, why in rows("scans"):
            expected = fields(result) if result[:1] == "(" else result
            self.check(expected, read, text, why=why)

    def test_lost_separators(self):
        for text, *expected in rows("lost_separators"):
            with self.subTest(text):
                found = read_scan(text, today=TODAY)
                readings = [reading.elements for reading in found.readings]
                self.assertEqual(readings, [fields(each) for each in expected])


class TestNumbers(VectorCase):
    def test_check_digits(self):
        for digit, body, why in rows("digits"):
            self.assertEqual(keys.check_digit(body), int(digit), why)
            for wrong in set("0123456789") - {digit}:
                if len(body) in (7, 11, 12, 13):
                    self.assertRaises(Gs1Error, keys.Gtin.parse, body + wrong)

    def test_one_wrong_digit_is_always_seen(self):
        """General Specifications 7.9: weights 3 and 1 are prime to ten."""
        for parse, number in (
            (keys.Gtin.parse, "00399990543216"),
            (keys.Sscc.parse, "103999901234567891"),
            (keys.Gln.parse, "0399990777772"),
        ):
            self.assertEqual(parse(number).value, number)
            for place in range(len(number)):
                for digit in set("0123456789") - {number[place]}:
                    wrong = number[:place] + digit + number[place + 1 :]
                    self.assertRaises(Gs1Error, parse, wrong)

    def test_gtins_of_every_length(self):
        """General Specifications 3.3.2: shorter ones are filled with zeros."""
        for text in ("96999059", "614999054328", "4799990543210", "00399990543216"):
            for given in (text, f" {text}\n"):
                self.assertEqual(keys.Gtin.parse(given).value, text.zfill(14))
        for text in ("", "9699905", "969990590", "6149990543", "479999054321000"):
            self.assertRaises(Gs1Error, keys.Gtin.parse, text)
        for text in ("9699905A", "٩٦٩٩٩٠٥٩", "²²²²²²²²", "-9699905", "96 99059"):
            self.assertRaises(Gs1Error, keys.Gtin.parse, text)

    def test_dates(self):
        for result, text, day_00, why in rows("dates"):
            with self.subTest(why, text=text):
                allowed = {"allow_day_00": day_00 == "yes"}
                if result == "-":
                    with self.assertRaises(Gs1Error):
                        dates.parse_yymmdd(text, TODAY, **allowed)
                    continue
                found = dates.parse_yymmdd(text, TODAY, **allowed)
                self.assertEqual(str(found.value), result)
                self.assertEqual(found.day_00, text.endswith("00"))
