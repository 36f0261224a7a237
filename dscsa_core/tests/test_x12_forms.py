"""Ship notices as translators, portals and unusual senders leave them."""

import io
import unittest
from datetime import date

from dscsa_core.notice.model import Goods
from dscsa_core.testing import effort
from dscsa_core.x12.reader import open_x12
from dscsa_core.x12.tokens import is_x12
from dscsa_core.x12.writer import write_interchange

from .depth import part
from .x12_samples import EXPIRY, SELLER, codes_of, gtin, notice, read

LAST = date(2028, 9, 30)


def lines_of(found):
    """{(lot, expiry): containers}."""
    return {(line.lot, line.expiry): line.quantity for line in found.lines}


def item(*segments):
    """A notice whose item has these segments instead of its own."""
    text = write_interchange([notice()])
    start = text.index("HL*3*2*I")
    end = text.index("\nSE*", start) + 1
    body = "".join(f"{segment}~\n" for segment in segments)
    return f"{text[:start]}HL*3*2*I~\n{body}{text[end:]}"


class TestTexts(unittest.TestCase):
    def test_lots_with_a_blank(self):
        for sent, lot in (
            ("LF 7401", "LF7401"),
            ("7401 A", "7401A"),
            ("LF-7401", "LF-7401"),
            # perhaps two lots
            ("LF7401 MX22", ""),
            ("12 34", ""),
        ):
            text = item(f"LIN**UK*{gtin(1)}*LT*{sent}", "SN1**5*EA")
            with self.subTest(sent):
                reader, _digest, (found,) = read(text)
                self.assertEqual(found.lines[0].lot or "", lot)
                self.assertEqual("X12_LOT_BLANKS" in codes_of(reader), lot not in sent)
                self.assertEqual("X12_LOT_INVALID" in codes_of(reader), not lot)

    def test_a_whole_file_in_small_letters(self):
        text = write_interchange([notice()])
        _reader, _digest, (plain,) = read(text)
        self.assertTrue(is_x12(text.lower().encode()))
        reader, _digest, (found,) = read(text.lower())
        self.assertIn("X12_LOWER_CASE", codes_of(reader))
        self.assertEqual(lines_of(found), lines_of(plain))
        self.assertNotIn("X12_LOWER_CASE", codes_of(read(text)[0]))


class TestLevels(unittest.TestCase):
    def test_lots_in_a_level_below_the_item(self):
        for kind in ("L", "F", "SL", "Q", "P", "X"):
            text = item(
                f"LIN**UK*{gtin(1)}",
                "SN1**5*EA",
                f"HL*4*3*{kind}",
                "LIN**LT*LF-1",
                "SN1**3*EA",
                "DTM*036*20280930",
                f"HL*5*3*{kind}",
                "REF*LT*LF-2",
                "SN1**2*EA",
                "DTM*036*20281031",
            )
            with self.subTest(kind):
                reader, _digest, (found,) = read(text)
                expected = {("LF-1", LAST): 3, ("LF-2", date(2028, 10, 31)): 2}
                self.assertEqual(lines_of(found), expected)
                self.assertNotIn("X12_QUANTITY", codes_of(reader))

    def test_what_a_lower_level_leaves_out_is_told_above(self):
        text = item(
            f"LIN**UK*{gtin(1)}",
            "SN1**4*EA",
            "DTM*036*20280930",
            "HL*4*3*L",
            "REF*LT*LF-1",
        )
        _reader, _digest, (found,) = read(text)
        self.assertEqual(lines_of(found), {("LF-1", LAST): 4})

    def test_a_date_of_the_lot_comes_before_that_of_the_item(self):
        text = item(
            f"LIN**UK*{gtin(1)}",
            "SN1**4*EA",
            "DTM*036*20290131",
            "HL*4*3*L",
            "REF*LT*LF-1",
            "DTM*036*20280930",
        )
        reader, _digest, (found,) = read(text)
        self.assertEqual(lines_of(found), {("LF-1", LAST): 4})
        self.assertNotIn("X12_EXPIRIES_SEVERAL", codes_of(reader))

    def test_several_lots_of_one_quantity_are_no_lot(self):
        for lots in (
            ("LIN**UK*{}*LT*A*LT*B", "SN1**4*EA"),
            ("LIN**UK*{}*LT*A", "SN1**4*EA", "REF*LT*B"),
            ("LIN**UK*{}", "SN1**4*EA", "SLN*1**I*4*EA****LT*A*LT*B"),
        ):
            with self.subTest(lots):
                text = item(*(line.format(gtin(1)) for line in lots))
                reader, _digest, (found,) = read(text)
                self.assertEqual(lines_of(found), {("", None): 4})
                self.assertIn("X12_LOTS_SEVERAL", codes_of(reader))

    def test_serials_two_levels_below(self):
        text = item(
            f"LIN**UK*{gtin(1)}",
            "SN1**2*EA",
            "HL*4*3*L",
            "REF*LT*LF-1",
            "DTM*036*20280930",
            "SN1**2*EA",
            "HL*5*4*SN",
            "REF*SE*S1",
            "HL*6*4*SN",
            "REF*SE*S2",
        )
        _reader, digest, (found,) = read(text)
        (line,) = found.lines
        self.assertEqual((line.lot, line.expiry, line.serials), ("LF-1", LAST, 2))

    def test_numbers_that_differ_are_told(self):
        text = item(
            f"LIN**UK*{gtin(1)}",
            "SN1**9*EA",
            "HL*4*3*L",
            "REF*LT*A",
            "SN1**1*EA",
            "HL*5*3*L",
            "REF*LT*B",
            "SN1**1*EA",
        )
        reader, *_rest = read(text)
        self.assertIn("X12_QUANTITY", codes_of(reader))

    def test_an_unknown_level_around_items_keeps_its_contents(self):
        text = write_interchange([notice()])
        text = text.replace("HL*3*2*I", "HL*9*2*K~\nHL*3*9*I")
        reader, _digest, (found,) = read(text)
        self.assertEqual(found.quantity, 12)
        self.assertIn("X12_LEVEL_UNKNOWN", codes_of(reader))


class TestDates(unittest.TestCase):
    def test_forms_of_an_expiry(self):
        for dtm in (
            "DTM*036*20280930",
            "DTM*208*20280930",
            "DTM*511*20280930",
            "DTM*036*280930",
            "DTM*036*202809",
            "DTM*036*2028-09-30",
            "DTM*036****D8*20280930",
            "DTM*036****D6*280930",
            "DTM*036****CM*202809",
            "DTM*036****RD8*20260101-20280930",
            "DTM*036****DT*202809301200",
            "DTM*036****UN*SEP 2028",
        ):
            text = write_interchange([notice()])
            text = text.replace("DTM*036*20280331", dtm)
            with self.subTest(dtm):
                reader, _digest, (found,) = read(text)
                self.assertEqual({line.expiry for line in found.lines}, {LAST})
                self.assertNotIn("X12_DATE", codes_of(reader))


class TestEnvelopes(unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.text = write_interchange([notice(Goods(gtin(1), "7K21", EXPIRY, 12))])

    def test_set_without_envelope(self):
        bare = self.text[self.text.index("ST*") : self.text.index("GE*")]
        grouped = self.text[self.text.index("GS*") : self.text.index("IEA*")]
        for name, text in (
            ("set", bare),
            ("group", grouped),
            ("other signs", bare.replace("*", "|").replace("~", "^")),
            ("lines", bare.replace("~\n", "\n")),
            ("one line", bare.replace("\n", "")),
            ("CR LF", bare.replace("~\n", "~\r\n")),
            ("blank first", f"\r\n {bare}"),
        ):
            with self.subTest(name):
                self.assertTrue(is_x12(text.encode()))
                reader, _digest, (found,) = read(text)
                self.assertEqual(found.quantity, 12)
                self.assertEqual(found.seller.name, SELLER.name)
                self.assertIn("X12_NO_ENVELOPE", codes_of(reader))
        for text in ("ST*810*1~", "STOCK*856*", "GS*IN*A~", "ST*"):
            self.assertFalse(is_x12(text.encode()), text)

    def test_lines_broken_at_a_width(self):
        plain = self.text.replace("\n", "")
        head, rest = plain[:106], plain[106:]
        broken = "\r\n".join(rest[i : i + 80] for i in range(0, len(rest), 80))
        reader, _digest, (found,) = read(head + broken)
        self.assertEqual(codes_of(reader), [])
        self.assertEqual(found.quantity, 12)


class TestTime(unittest.TestCase):
    def test_many_levels_take_no_more_than_their_number(self):
        """Four times the levels, four times the time: not sixteen times."""
        for shape in ("HL*{}*2*I", "HL*{}**I", "HL*{}*3*Q~REF*LT*L1", "HL*{}**"):
            with self.subTest(shape):
                effort.linear(
                    lambda count, shape=shape: self.take_in(shape, count), part(2000)
                )

    def take_in(self, shape, count):
        head = "ST*856*1~BSN*00*1*20991231~HL*1**S~HL*2*1*O~"
        levels = "~".join(shape.format(number) for number in range(3, count))
        stream = io.BytesIO(f"{head}{levels}~SE*1*1~".encode())
        open_x12(stream)
