"""Label texts: what is built reads back as the same thing, and bad input is named."""

import unittest
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dscsa_core.errors import Gs1Error
from dscsa_core.gs1 import keys
from dscsa_core.gs1.barcode import read_scan
from dscsa_core.gs1.label_text import (
    GS1_128,
    build_sscc,
    own_code,
    package_elements,
    printed_text,
    read_own_code,
    scanned_text,
    sscc_capacity,
    symbol_text,
)
from dscsa_core.gs1.scan_text import DEFAULT_SEPARATORS, normalise_separators

from .depth import examples

TODAY = date(2026, 11, 22)
CSET82 = [chr(code) for code in range(33, 127) if keys.is_cset82(chr(code))]
# "<F1>" is what a scanner makes of FNC1: no manufacturer prints it as a lot
texts = st.text(CSET82, min_size=1, max_size=20).filter(
    lambda text: normalise_separators(text, DEFAULT_SEPARATORS) == text
)
digits = st.text("0123456789", min_size=13, max_size=13)
gtins = digits.map(lambda body: f"{body}{keys.check_digit(body)}")
expiries = st.dates(date(1990, 1, 1), date(2070, 12, 31))
GTIN = "00399871101306"


def code_of(call, *args):
    """Code and facts of the error a call raises."""
    try:
        call(*args)
    except Gs1Error as error:
        return error.code, dict(error.facts)
    return None


class TestPackage(unittest.TestCase):
    @examples(200)
    @given(gtins, texts, texts, expiries)
    def test_scanned_text_reads_back(self, gtin, serial, lot, expiry):
        elements = package_elements(gtin, serial, lot, expiry)
        reading = read_scan(scanned_text(elements), today=TODAY).reading
        found = (reading.gtin, reading.serial, reading.lot, reading.expiry)
        self.assertEqual(found, (gtin, serial, lot, expiry))

    def test_texts(self):
        elements = package_elements(GTIN, "A(10)B", "L/1", date(2029, 7, 31))
        self.assertEqual(
            printed_text(elements), f"(01){GTIN}(21)A(10)B(17)290731(10)L/1"
        )
        self.assertEqual(
            symbol_text(elements), f"[01]{GTIN}[21]A(10)B[17]290731[10]L/1"
        )
        short = package_elements("399871101306", "S1")
        self.assertEqual(short, (("01", GTIN), ("21", "S1")))
        self.assertEqual(scanned_text(short, GS1_128), f"]C101{GTIN}21S1")

    def test_bad_values_are_named(self):
        code, facts = code_of(package_elements, GTIN, "with blank")
        self.assertEqual((code, facts["ai"]), ("barcode.value", "21"))
        code, facts = code_of(package_elements, GTIN, "S", "L" * 21)
        self.assertEqual((code, facts["ai"]), ("barcode.value", "10"))
        self.assertEqual(
            code_of(package_elements, "00399871101307", "S")[0], "gs1.gtin.check_digit"
        )


class TestSscc(unittest.TestCase):
    @examples(100)
    @given(st.integers(0, 9), st.integers(6, 12), st.data())
    def test_always_a_valid_number(self, extension, length, data):
        prefix = data.draw(st.text("0123456789", min_size=length, max_size=length))
        reference = data.draw(st.integers(0, sscc_capacity(prefix) - 1))
        sscc = build_sscc(str(extension), prefix, reference)
        self.assertEqual(keys.Sscc.parse(sscc).value, sscc)
        self.assertEqual(sscc[1 : 1 + length], prefix)
        self.assertEqual(int(sscc[1 + length : 17]), reference)

    def test_bad_input(self):
        self.assertEqual(code_of(sscc_capacity, "12345")[0], "epc.prefix.length")
        self.assertEqual(code_of(sscc_capacity, "")[0], "epc.prefix.length")
        self.assertEqual(code_of(sscc_capacity, "12 3456")[0], "gs1.digits")
        self.assertEqual(code_of(build_sscc, "33", "0399880", 1)[0], "gs1.digits")
        self.assertEqual(code_of(build_sscc, "", "0399880", 1)[0], "gs1.digits")
        full = sscc_capacity("0399880")
        self.assertEqual(
            code_of(build_sscc, "3", "0399880", full)[0], "gs1.sscc.length"
        )
        self.assertEqual(code_of(build_sscc, "3", "0399880", -1)[0], "gs1.sscc.length")


class TestOwnCode(unittest.TestCase):
    @examples(200)
    @given(st.integers(0, 10**18 - 1), st.sampled_from(("", "]C0", "]d1")))
    def test_reads_back_and_is_no_gs1(self, number, symbology):
        text = symbology + own_code(number)
        self.assertEqual(read_own_code(text), number)
        self.assertFalse(read_scan(text, today=TODAY).readings)

    def test_other_texts(self):
        for text in ("", "OWN-12-9", "OWN-12", f"01{GTIN}21S", "OWN-x-1", "]C0"):
            self.assertIsNone(read_own_code(text), text)
        self.assertEqual(read_own_code(own_code(12).lower()), 12)
