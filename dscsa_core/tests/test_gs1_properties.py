"""What must hold for any text: no crash, round trips, the fast way equals the slow."""

import unittest
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dscsa_core.errors import Gs1Error
from dscsa_core.gs1 import epc_encode, keys, ndc
from dscsa_core.gs1.barcode import read_scan
from dscsa_core.gs1.codes import CODES
from dscsa_core.gs1.dates import parse_date_text
from dscsa_core.gs1.digital_link import build_link
from dscsa_core.gs1.element_string import join_elements
from dscsa_core.gs1.epc_uri import parse_epc, parse_location
from dscsa_core.gs1.key_reader import KeyReader

from .depth import examples

TODAY = date(2026, 11, 22)
CSET82 = [chr(code) for code in range(33, 127) if keys.is_cset82(chr(code))]

serials = st.text(CSET82, min_size=1, max_size=20)
digits = st.text("0123456789", min_size=13, max_size=13)
gtins = digits.map(lambda body: f"{body}{keys.check_digit(body)}")
glns = digits.map(lambda text: f"{text[:12]}{keys.check_digit(text[:12])}")
ssccs = st.text("0123456789", min_size=17, max_size=17).map(
    lambda body: f"{body}{keys.check_digit(body)}"
)
lengths = st.integers(6, 12)
expiries = st.dates(date(1990, 1, 1), date(2070, 12, 31))
GS1_SIGNS = "01712034]dC()%./:-|\x1d\n urnepcidsgtinhttps?=&"
scanned = st.one_of(st.text(max_size=60), st.text(GS1_SIGNS, max_size=60))
quick = examples(60)


class TestNoCrash(unittest.TestCase):
    @quick
    @given(
        scanned, st.sampled_from(("", "]d2", "01003614145678942", "(01)", "urn:epc:"))
    )
    def test_scan_of_any_text(self, text, head):
        found = read_scan(head + text, today=TODAY, expected={"01"})
        self.assertEqual(found.problem is None, bool(found.readings))
        self.assertEqual(found.raw, head + text)
        for finding in (found.problem, *found.notes):
            if finding:
                self.assertEqual(set(finding.facts), set(CODES[finding.code]))

    @quick
    @given(
        scanned, st.sampled_from(("", "urn:epc:id:sgtin:030001.0012345.", "https://"))
    )
    def test_other_readers_of_any_text(self, text, head):
        for reader in (
            *(parse_epc, parse_location, parse_date_text, KeyReader().key),
            *(
                ndc.candidates,
                keys.split_key,
                keys.Gtin.parse,
                epc_encode.prefix_length_of,
            ),
        ):
            try:
                reader(head + text)
            except Gs1Error as error:
                self.assertEqual(set(error.facts), set(CODES[error.code]))


class TestRoundTrips(unittest.TestCase):
    @quick
    @given(gtins, serials, lengths)
    def test_sgtin_uri(self, gtin, serial, length):
        uri = epc_encode.sgtin_uri(gtin, serial, length)
        key = keys.package_key(gtin, serial)
        self.assertEqual(parse_epc(uri).key, key)
        self.assertEqual(epc_encode.prefix_length_of(uri), length)
        parts = keys.split_key(key)
        self.assertEqual((parts.gtin, parts.serial), (gtin, serial))

    @quick
    @given(gtins, st.lists(serials, min_size=2, max_size=4), lengths)
    def test_fast_reader_equals_the_slow_one(self, gtin, some, length):
        reader = KeyReader()
        for serial in some:
            uri = epc_encode.sgtin_uri(gtin, serial, length)
            self.assertEqual(reader.key(uri), parse_epc(uri).key)

    @quick
    @given(ssccs, glns, serials, lengths)
    def test_sscc_and_sgln_uri(self, sscc, gln, extension, length):
        self.assertEqual(parse_epc(epc_encode.sscc_uri(sscc, length)).sscc, sscc)
        place = parse_epc(epc_encode.sgln_uri(gln, length, extension))
        found = "" if extension == "0" else extension
        self.assertEqual((place.gln, place.extension), (gln, found))

    @quick
    @given(gtins, serials, serials, expiries, st.permutations(("01", "10", "17", "21")))
    def test_element_string_in_any_order(self, gtin, serial, lot, expiry, order):
        day = f"{expiry:%y%m%d}"
        values = {"01": gtin, "21": serial, "10": lot, "17": day}
        elements = tuple((ai, values[ai]) for ai in order)
        for text in (
            "]d2" + join_elements(elements) + "\x1d",
            build_link(elements, "https://a.example/p"),
        ):
            found = read_scan(text, today=TODAY, separators=("\x1d",))
            keys_found = [reading.key for reading in found.readings]
            self.assertIn(keys.package_key(gtin, serial), keys_found)
            right = found.readings[keys_found.index(keys.package_key(gtin, serial))]
            self.assertEqual(right.lot, lot)
            self.assertEqual(f"{right.expiry:%y%m%d}", day)

    @quick
    @given(gtins, serials, serials, expiries)
    def test_lost_separator_never_loses_the_truth(self, gtin, serial, lot, expiry):
        text = f"01{gtin}21{serial}17{expiry:%y%m%d}10{lot}"
        key = keys.package_key(gtin, serial)
        found = read_scan(text, today=TODAY, separators=(), expected={key})
        self.assertIsNone(found.problem)
        self.assertIn(key, [reading.key for reading in found.readings])

    @quick
    @given(st.text("0123456789", min_size=10, max_size=10), st.integers(0, 8))
    def test_ndc_in_a_gtin(self, code, indicator):
        gtin = ndc.gtin_of_ndc(code, indicator)
        self.assertEqual(ndc.ndc10_of_gtin(gtin), code)
        for candidate in ndc.candidates(code):
            self.assertTrue(ndc.same_product(str(candidate), gtin))
            self.assertIn(candidate, ndc.candidates(candidate.ndc11))
