"""Ship notices that are cut, miscounted, unlawful or no ship notices at all."""

import tracemalloc
import unittest
from dataclasses import replace

from dscsa_core.notice.model import Goods
from dscsa_core.testing import effort
from dscsa_core.x12.model import X12Error, X12Limits
from dscsa_core.x12.tokens import is_x12
from dscsa_core.x12.writer import write_interchange

from .x12_samples import EXPIRY, SELLER, codes_of, gtin, notice, read, sscc


class TestFaults(unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.text = write_interchange([notice()])

    def findings(self, old, new, count=-1):
        self.assertIn(old, self.text)
        return codes_of(read(self.text.replace(old, new, count))[0])

    def test_envelope(self):
        for old, new, code in (
            ("SE*24*0001", "SE*23*0001", "X12_COUNT"),
            ("SE*24*0001", "SE*24*0002", "X12_CONTROL"),
            ("GE*1*1", "GE*2*1", "X12_COUNT"),
            ("GE*1*1", "GE*1*9", "X12_CONTROL"),
            ("IEA*1*000000001", "IEA*1*000000002", "X12_CONTROL"),
            ("IEA*1*000000001", "IEA*x*1", "X12_COUNT"),
            ("IEA*1*000000001~\n", "", "X12_TRAILER_MISSING"),
            ("GE*1*1~\n", "", "X12_COUNT"),
        ):
            with self.subTest(new):
                codes = self.findings(old, new)
                if not (old.startswith("GE") and not new):
                    self.assertEqual(codes, [code])

    def test_contents(self):
        for old, new, code in (
            ("BSN*00", "XXX*00", "X12_SEGMENT_MISSING"),
            ("SN1**12*EA", "SN1**twelve*EA", "X12_NUMBER"),
            ("SN1**12*EA", "SN1**1.5*EA", "X12_NUMBER"),
            ("SN1**12*EA", "SN1**12*CA", "X12_CASES"),
            ("DTM*036*20280331", "DTM*036*20281331", "X12_DATE"),
            ("DTM*011*20261120", "DTM*011*soon", "X12_DATE"),
            ("REF*LT*7K21", "REF*LT*7K21~REF*LT*8L", "X12_LOTS_SEVERAL"),
            ("REF*LT*7K21", "REF*LT*" + "7" * 21, "X12_LOT_INVALID"),
            (
                "DTM*036*20280331",
                "DTM*036*20280331~DTM*036*20280430",
                "X12_EXPIRIES_SEVERAL",
            ),
            ("REF*LT*7K21", "REF*LT*7K21~REF*SE*" + "7" * 21, "X12_SERIAL_INVALID"),
            ("REF*LT*7K21", "REF*LT*7K21~REF*SE*S1", "X12_SERIALS_FEWER"),
            ("HL*3*2*I", "HL*3*7*I", "X12_LEVEL_PARENT"),
            ("HL*3*2*I", "HL*2*2*I", "X12_LEVEL_NUMBER"),
            (f"LIN**UK*{gtin(1)}*N4*99999000001", "LIN", "X12_PRODUCT_MISSING"),
            ("N1*SE*", "N1*XX*", None),
            ("*P*>", "*T*>", "X12_TEST"),
        ):
            with self.subTest(new):
                codes = self.findings(old, new)
                if code:
                    self.assertIn(code, codes)

    def test_seller_is_taken_from_the_place_of_shipping(self):
        told = replace(notice(), seller=None, ship_from=SELLER)
        reader, _digest, (found,) = read(write_interchange([told]))
        self.assertEqual(found.seller.name, "Brook Drug")
        self.assertIn("X12_PARTY_TAKEN", codes_of(reader))

    def test_cases_count_as_packages(self):
        lines = "SN1**2*CA~\nPO4*12*100*EA"
        text = self.text.replace("SN1**12*EA", lines)
        _reader, _digest, (found,) = read(text)
        self.assertEqual(found.quantity, 24)
        self.assertEqual(found.lines[0].container_size, "100 EA")

    def test_wrong_sscc_leaves_the_goods(self):
        goods = Goods(gtin(1), "L", EXPIRY, 3, (), sscc(1))
        wrong = sscc(1)[:-1] + str((int(sscc(1)[-1]) + 1) % 10)
        text = write_interchange([notice(goods)]).replace(sscc(1), wrong)
        reader, _digest, (found,) = read(text)
        self.assertEqual((found.quantity, len(found.tops)), (3, 0))
        self.assertIn("X12_SSCC_INVALID", codes_of(reader))

    def test_a_notice_without_its_end_is_read_and_named(self):
        start, _sign, rest = self.text.partition("\nSE*")
        trailers = rest.partition("~\n")[2]
        for name, text in (
            ("end of file", start),
            ("group ends", start + trailers),
            ("another notice", start + "ST*856*0002~SE*2*0002~"),
            ("another interchange", start + self.text),
        ):
            with self.subTest(name):
                reader, _digest, found = read(text)
                self.assertEqual(found[0].quantity, read(self.text)[2][0].quantity)
                (cut,) = [f for f in reader.findings if f.code == "X12_SET_CUT"]
                self.assertEqual(cut.facts["found"], self.text.count("HL*"))
        levels = self.text.count("HL*")
        for told, code in ((levels, "X12_TRAILER_MISSING"), (99, "X12_SET_CUT")):
            found = codes_of(read(f"{start}CTT*{told}~\n{trailers}")[0])
            self.assertEqual(found, [code])

    def test_no_cut_goes_unsaid(self):
        """Wherever a file breaks off, what is read of it never looks whole."""
        said = set(codes_of(read(self.text)[0]))
        for end in range(107, self.text.index("\nSE*") + 6):
            try:
                found = set(codes_of(read(self.text[:end])[0]))
            except X12Error:
                continue
            self.assertTrue(found - said, self.text[:end][-40:])

    def test_half_a_segment_is_no_fact(self):
        at = self.text.index("~", self.text.index("LIN*")) - 4
        _reader, _digest, found = read(self.text[:at])
        self.assertFalse([line for each in found for line in each.lines])

    def test_bounds_hold_before_segments_are_cut(self):
        head = self.text[:107]
        for text in (
            head + "N1" + "*" * 60_000 + "~",
            head + ("N1" + "*" * 499 + "~") * 20_000,
        ):
            tracemalloc.start()
            with effort.ends(), self.assertRaisesRegex(X12Error, "elements"):
                read(text)
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            self.assertLess(peak, 100 << 20)

    def test_what_cannot_be_read(self):
        for data, code in (
            (self.text.replace("ST*856", "ST*810"), "x12.no_856"),
            (self.text[:107], "x12.no_856"),
            ("ISA*00*", "x12.isa"),
            ("ISA", "x12.isa"),
            ("", "x12.no_856"),
            ("hello", "x12.isa"),
        ):
            with self.subTest(code), self.assertRaises(X12Error) as caught:
                read(data)
            self.assertEqual(caught.exception.code, code)

    def test_limits(self):
        for limits in (
            X12Limits(max_bytes=100),
            X12Limits(max_segments=5),
            X12Limits(max_segment=10),
            X12Limits(max_notices=0),
        ):
            with self.subTest(limits), self.assertRaises(X12Error) as caught:
                read(self.text, limits=limits)
            self.assertEqual(caught.exception.code, "x12.size")

    def test_other_messages_beside_it(self):
        text = self.text + write_interchange([notice()]).replace("ST*856", "ST*997")
        reader, _digest, found = read(text)
        self.assertEqual(len(found), 1)
        self.assertIn("X12_OTHER_SETS", codes_of(reader))

    def test_looks(self):
        self.assertTrue(is_x12(self.text.encode()))
        for other in (b"", b"ISA", b"ISABELLA,1", b"ISA 1", b"<xml/>", b"NDC,Lot"):
            self.assertFalse(is_x12(other), other)
