"""Recalled goods as notices print them: every number is taken, or asked about."""

import unittest

from hypothesis import example, given
from hypothesis import strategies as st

from dscsa_core.recall.lots import Names, Range, name_key
from dscsa_core.recall.notice import read_lots, read_notice, read_serials
from dscsa_core.recall.reader import MAX_LENGTH

NDC, OTHER = "99990-101-30", "99990-205-60"
FORMS = [
    "{lot}",
    "Lot {lot}",
    "Lot # {lot}, Exp 09/28",
    "Lot#: {lot}, Exp. 09/2028",
    "LOT#{lot} EXP 09/28",
    "Lot #: {lot}, Exp. Date 09/2028",
    "Lot No. {lot} Expiration Date: September 30, 2028",
    "Lot(s): {lot}",
    "Lots: {lot} (Exp. 09/28)",
    "{lot} Exp 09/28",
    "{lot}\t09/2028",
    "Lot Number\tExpiration Date\n{lot}\t09/2028",
    "{lot} [Expiry 30-Sep-2028]",
    "a) Lot {lot}, exp. 2028 SEP 30",
    "Batch #: {lot}; BUD 9/30/2028",
    "Exp. 09/2028, Lot: {lot}",
    "{lot} – Exp 09/28",
    "Lot Code: {lot}; Best By 09/2028",
    "Lot/Batch No. {lot}",
    "“{lot}”",
    f"NDC {NDC}, Lot {{lot}}, Exp 09/28",
    f"Lot {{lot}}, NDC {NDC} (30 count), UPC 3 99990 10130 0",
    "Lot {lot}, 120 bottles, distributed between 01/05/2026 and 02/05/2026",
    "(10){lot}(17)280930",
]
# a letter among them, or a number would be taken for the year of a date before it
LOTS = st.from_regex(r"[A-Z]{1,3}-?[0-9]{3,6}[A-Z]?", fullmatch=True).filter(
    lambda lot: not lot.startswith(("EXP", "LOT", "NDC"))
)


def lots_of(text):
    """All lots of a text that names one drug."""
    goods = read_lots(text).goods
    return Names(
        tuple(name for each in goods for name in each.lots.names),
        tuple(found for each in goods for found in each.lots.ranges),
        any(each.lots.every for each in goods),
    )


class TestLots(unittest.TestCase):
    @given(LOTS, st.sampled_from(FORMS))
    @example("LF7401", "Lot {lot}, Exp 09/28")
    def test_a_lot_is_found_in_every_form(self, lot, form):
        found = lots_of(form.format(lot=lot))
        self.assertIn(lot, found)
        self.assertFalse(found.every)

    @given(st.lists(LOTS, min_size=2, max_size=5, unique=True), st.data())
    def test_several_lots_in_one_text(self, lots, data):
        between = data.draw(
            st.sampled_from([", ", "; ", " and ", "\n", " | ", " & ", ",", " / ", " "])
        )
        end = data.draw(st.sampled_from(["", " Exp 09/28", " (exp. Sep 2028)"]))
        found = lots_of("Lots: " + between.join(lot + end for lot in lots))
        for lot in lots:
            self.assertIn(lot, found)

    def test_forms_need_no_question(self):
        for form in FORMS:
            with self.subTest(form):
                self.assertEqual(read_lots(form.format(lot="QX-7401")).asked, ())

    def test_dates_and_counts_are_no_lots(self):
        for text in (
            "Lot QX1, Exp 09/28, 10/28 and 11/28",
            "QX1 Exp Jan-2028, Feb 2028 (30 count)",
            "Lot QX1 expires 09/30/2028; 100-count bottles",
            "QX1, Exp. 30.09.2028",
        ):
            with self.subTest(text):
                self.assertEqual(lots_of(text).names, ("QX1",))

    def test_every_lot(self):
        for text in (
            "All lots",
            "ALL LOTS WITHIN EXPIRY",
            "all unexpired lots",
            "Lots: all",
            "all lots remaining within expiration date",
            "All codes within expiry",
            "every lot",
            "All",
        ):
            with self.subTest(text):
                self.assertTrue(lots_of(text).every)
                self.assertFalse(read_lots(text).asked)

    def test_ranges(self):
        for text, inside, outside in (
            ("A100 - A105", "A103", "A106"),
            ("A100-A105", "A103", "B103"),
            ("QX-7401-QX-7403", "QX-7402", "QX-7404"),
            ("Lots QX-7401–QX-7403", "QX7402", "QX-7400"),
            ("Lots A100 through A105", "A105", "A99"),
            ("A98 to A105", "A99", "A106"),
            ("lots between A100 and A105", "A101", "A1010"),
            ("QX7401 thru 7405", "QX7403", "QX7406"),
            ("QX7401A – QX7401F", "QX7401C", "QX7401G"),
            ("A100 up to A105", "a-104", "A1"),
        ):
            with self.subTest(text):
                self.assertIn(inside, lots_of(text))
                self.assertNotIn(outside, lots_of(text))

    def test_a_hyphen_alone_makes_no_wide_range(self):
        found = lots_of("LF-7401")
        self.assertEqual((found.names, found.ranges), (("LF-7401",), ()))
        for text in ("A1-22-B1-23", "A1-22-A1-B3", "AB-1-2-CD"):
            self.assertEqual(lots_of(text).ranges, (), text)

    def test_what_is_not_certain_is_asked(self):
        for text in (
            "unknown",
            "various lots",
            "All lots beginning with many letters",
            "A100 (exp 09/28) through A200 (exp 10/28)",
            "A100 through B7",
            "lots whose number ends in seven",
            "all lots except A100",
        ):
            with self.subTest(text):
                self.assertTrue(read_lots(text).asked)
        self.assertFalse(read_lots("Exp 09/28").goods)

    def test_serials_beside_lots_do_not_narrow_them(self):
        for text, narrowed in (
            ("A100, serial numbers S1, S2", True),
            ("A100 (serials S1 and S2)", True),
            ("A100 and serial numbers S1, S2", False),
            ("A100, A101 and also serials S1, S2", False),
            ("Lot A100 & SN S1", False),
        ):
            with self.subTest(text):
                found = read_lots(text)
                lots = [each for each in found.goods if "A100" in each.lots]
                self.assertEqual(bool(lots[0].serials), narrowed)
                self.assertTrue(any("S1" in each.serials for each in found.goods))
                self.assertEqual(bool(found.asked), not narrowed)

    @given(st.text(max_size=60))
    def test_any_text_is_read(self, text):
        for read in (read_lots, read_serials, read_notice):
            read(text)

    def test_a_long_text_is_cut_and_said_so(self):
        self.assertIn("…", read_lots("A1, " * MAX_LENGTH).asked)


class TestSerials(unittest.TestCase):
    def test_lists_and_ranges(self):
        goods = read_lots("Lot QX1, serial numbers 100AB, 200 - 210").goods[0]
        self.assertIn("QX1", goods.lots)
        self.assertIn("100ab", goods.serials)
        self.assertIn("205", goods.serials)
        self.assertNotIn("211", goods.serials)
        self.assertIn("77", read_serials("75 through 80").goods[0].serials)


class TestCodes(unittest.TestCase):
    def codes(self, text):
        return [code for goods in read_notice(text).goods for code in goods.codes]

    def test_codes_with_words(self):
        for text, expected in (
            (NDC, [NDC]),
            (f"NDC {NDC}", [NDC]),
            (f"NDC# {NDC}", [NDC]),
            (f"NDCs: {NDC} (30 count), {OTHER} (60 count)", [NDC, OTHER]),
            (f"{NDC}/{OTHER}", [NDC, OTHER]),
            (f"{NDC} and -90", [NDC, "99990-101-90"]),
            ("NDC 99990 101 30", [NDC]),
            ("UPC 3 99990 10130 0", ["399990101300"]),
            ("(01)00399990101300", ["00399990101300"]),
            (f"Testamol Tablets, 10 mg, 30-count bottle, Rx only, NDC {NDC}", [NDC]),
        ):
            with self.subTest(text):
                self.assertEqual(self.codes(text), expected)
                self.assertFalse(read_notice(text).asked)

    def test_a_code_that_is_none_is_asked(self):
        for text in ("NDC 99990-101", "NDC 99990-101-3O", "UPC 3 99990 10130 1"):
            with self.subTest(text):
                self.assertTrue(read_notice(text).asked)

    def test_several_drugs_in_one_paste(self):
        notice = read_notice(
            f"Testamol 10 mg, NDC {NDC}, Lots QX1, QX2 Exp 09/28\n"
            f"Samplamol 50 mg tablets, NDC {OTHER}, Lot: R410 (exp 10/2027)"
        )
        self.assertFalse(notice.asked)
        one, other = notice.goods
        self.assertEqual((one.codes, one.lots.names), ((NDC,), ("QX1", "QX2")))
        self.assertEqual((other.codes, other.lots.names), ((OTHER,), ("R410",)))

    def test_lots_before_their_codes(self):
        one, other = read_lots(f"Lot A1, NDC {NDC}; Lot B2, NDC {OTHER}").goods
        self.assertEqual((one.codes, one.lots.names), ((NDC,), ("A1",)))
        self.assertEqual((other.codes, other.lots.names), ((OTHER,), ("B2",)))

    def test_a_code_without_lots_beside_others_is_asked(self):
        text = f"NDC {NDC} Lot A1; NDC {OTHER}"
        self.assertIn(OTHER, read_notice(text).asked)


class TestDoubt(unittest.TestCase):
    """What could mean other lots than it writes down is asked, and guessed no lot."""

    def told(self, text):
        notice = read_lots(text)
        lots = notice.lots
        return lots.names, [(r.first, r.last) for r in lots.ranges], notice.asked

    def test_dates_alone_are_no_lots(self):
        for text in ("09/28", "12/2027", "Sep 2028", "May-2028", "30-SEP-28"):
            with self.subTest(text):
                names, _ranges, asked = self.told(text)
                self.assertEqual((names, asked), ((), (text,)))
        self.assertEqual(self.told("Exp\tLot\n09/2028\tQX1")[0], ("QX1",))
        self.assertEqual(self.told("Exp\tLot\n09/2028\tQX1")[2], ())
        self.assertEqual(self.told("Lot QX1 Exp 09 2028")[::2], (("QX1",), ()))
        self.assertEqual(self.told("Lot 09/28")[0][-1], "09/28")

    def test_words_that_leave_lots_open(self):
        for text, word in (
            ("QX-7401 and earlier", "earlier"),
            ("LOTS QX-7401 THROUGH PRESENT", "THROUGH"),
            ("QX-7401 AND LATER", "LATER"),
            ("QX-7401 (sample)", "sample"),
            ("QX-74**", "QX-74**"),
            ("Lots QX-74XX", "QX-74XX"),
        ):
            with self.subTest(text):
                self.assertIn(word, " ".join(self.told(text)[2]))
        self.assertFalse(self.told("QX-7401*")[2])
        self.assertFalse(self.told("KBXA")[2])
        self.assertFalse(self.told("abcd")[2])

    def test_short_numbers_go_on_from_the_one_before(self):
        names, _ranges, asked = self.told("Lots QX-7398, -7399, -7401")
        self.assertLessEqual({"QX-7398", "QX-7399", "QX-7401"}, set(names))
        self.assertFalse(asked)

    def test_ranges_with_a_short_end_or_a_dash_beside_a_blank(self):
        expected = [("QX7399", "QX7405")]
        for text in (
            "QX-7399-7405",
            "QX-7399–7405",
            "QX-7399 -QX-7405",
            "QX-7399- QX-7405",
        ):
            with self.subTest(text):
                self.assertEqual(self.told(text)[1], expected)


class TestNames(unittest.TestCase):
    def test_print_differs_in_signs_and_case_only(self):
        for text in ("lf 7401", "LF-7401", "LF7401", " lf.7401 "):
            self.assertEqual(name_key(text), "LF7401")
        self.assertEqual(name_key("--"), "--")

    def test_empty_is_no_lot(self):
        self.assertNotIn("", Names(names=("A1",)))
        self.assertIn("", Names(every=True))

    def test_ranges_that_cannot_be(self):
        for first, last in (("A105", "A100"), ("A100", "B7"), ("A1", "12")):
            self.assertIsNone(Range.of(first, last))
