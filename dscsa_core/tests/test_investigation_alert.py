"""Warnings as they come: every number is looked for, or asked about."""

import unittest
from collections import Counter
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from dscsa_core import catalogue
from dscsa_core.errors import CoreError
from dscsa_core.investigation import alert as alerts
from dscsa_core.investigation.alert import read_alert, read_alert_rows
from dscsa_core.testing import effort

NDC, OTHER, GTIN = "99990-412-10", "99990-413-10", "00399990412109"
SEP = date(2028, 9, 30)
# how the same two packages come, and the same headings
SEPARATORS = ("\t", " | ", "   ", ",", ";", " ; ")
HEADINGS = (
    ("NDC", "Lot", "Serial", "Exp"),
    ("NDC Number", "Lot Number", "Serial Number", "Expiration Date"),
    ("NDC", "Batch", "SN", "Expiry"),
    ("GTIN", "LOT #", "SERIAL #", "EXP DATE"),
)
NUMBERS = st.from_regex(r"[A-Z]{1,3}[0-9]{3,6}[A-Z]?", fullmatch=True).filter(
    lambda text: not text.startswith(("EXP", "LOT", "NDC", "SN"))
)


def table(separator, *rows, heading=HEADINGS[0]):
    return "\n".join(separator.join(row) for row in (heading, *rows))


def codes_of(alert):
    return [each.code.removeprefix("doubt.alert_") for each in alert.asked]


class TestForms(unittest.TestCase):
    ROWS = ((NDC, "QX7401", "8H2KT0", "09/2028"), (NDC, "QX7401", "8H2KT1", "09/2028"))

    def test_tables_with_each_separator_and_heading(self):
        for separator in SEPARATORS:
            for heading in HEADINGS:
                with self.subTest(separator, heading=heading):
                    text = table(separator, *self.ROWS, heading=heading)
                    found = read_alert(text)
                    self.assertEqual(found.asked, ())
                    self.assertEqual(found.rows, 2)
                    (goods,) = found.goods
                    self.assertEqual(goods.codes, (NDC,))
                    self.assertEqual(goods.lots.names, ("QX7401",))
                    self.assertEqual(goods.serials.names, ("8H2KT0", "8H2KT1"))
                    self.assertEqual(goods.expiries, (SEP,))

    def test_the_same_from_the_cells_of_a_file(self):
        rows = [["Warning of 1 Dec"], [], list(HEADINGS[0]), *map(list, self.ROWS)]
        found = read_alert_rows(rows)
        text = read_alert(table("\t", *self.ROWS))
        self.assertEqual(found.goods, text.goods)
        self.assertEqual(found.asked, ())

    def test_a_file_with_too_many_cells_or_no_headings(self):
        rows = [list(HEADINGS[0]), [NDC, "QX7401", "8H2KT0", "", "and S9"], [NDC]]
        found = read_alert_rows(rows)
        self.assertEqual(codes_of(found), ["row"])
        self.assertEqual((found.asked[0].text, found.asked[0].line), ("and S9", 2))
        self.assertEqual(found.rows, 2)
        bare = read_alert_rows([[NDC, "lot QX7401"]])
        self.assertEqual((bare.rows, bare.goods[0].lots.names), (0, ("QX7401",)))

    def test_mails(self):
        for text in (
            f"Fake Testamol, NDC {NDC}, lot QX7401. Serial numbers 8H2KT0, 8H2KT1.",
            f"Please look for NDC {NDC}\nLot: QX7401\nSerials:\n8H2KT0\n8H2KT1\n",
            f"> Product NDC {NDC}\n> Lot # QX7401 Exp 09/2028\n> SN 8H2KT0, 8H2KT1",
        ):
            with self.subTest(text):
                (goods,) = read_alert(text).goods
                self.assertEqual(goods.codes, (NDC,))
                self.assertIn("QX7401", goods.lots)
                self.assertIn("8H2KT0", goods.serials)
                self.assertIn("8H2KT1", goods.serials)

    def test_words_around_a_table(self):
        rows = (("QX7401", "09/2028"), ("QX7402", "10/2028"))
        text = (
            f"FDA warns of counterfeit Testamol (NDC {NDC}) sold in Idaho.\n\n"
            + table("\t", *rows, heading=("Lot", "Exp"))
            + "\n\nPlease call 800-555-0100 with questions.\nThank you."
        )
        found = read_alert(text)
        self.assertEqual(found.asked, ())
        self.assertEqual({each.codes for each in found.goods}, {(NDC,)})
        lots = [each.lots.names for each in found.goods]
        self.assertEqual(lots, [("QX7401",), ("QX7402",)])

    def test_titles_between_rows_end_no_table(self):
        text = "NDC\tLot\nBottles of ten\n" + f"{NDC}\tQX7401\n\nVials\n{OTHER}\tQX7402"
        found = read_alert(text)
        self.assertEqual(found.codes, (NDC, OTHER))
        self.assertEqual(found.rows, 2)

    def test_sentences_with_commas_are_no_table(self):
        text = (
            f"NDC, lot and serial number are printed on it.\nNDC {NDC}, lot QX7401, x."
        )
        found = read_alert(text)
        self.assertEqual(found.rows, 0)
        self.assertIn("QX7401", found.goods[0].lots)

    def test_scanned_codes_beside_words(self):
        scan = f"01{GTIN}218H2KT0\x1d1728093010QX7401"
        for line in (
            scan,
            f"]d2{scan}",
            f"https://x.example/01/{GTIN}/10/QX7401/21/8H2KT0",
        ):
            with self.subTest(line):
                found = read_alert(f"These are fake:\n{line}\n")
                (goods,) = found.goods
                self.assertEqual(goods.codes, (GTIN,))
                self.assertEqual(goods.match("QX7401", "8H2KT0"), alerts.HIT)
                self.assertEqual(found.asked, ())
        # twenty signs may be a serial as well: both are looked for
        text = f"NDC {NDC} Serials:\n01{GTIN}21K7\n"
        serials = [
            name for each in read_alert(text).goods for name in each.serials.names
        ]
        self.assertEqual(set(serials), {"K7", f"01{GTIN}21K7"})

    def test_lines_that_part_and_several_dates(self):
        text = (
            "| NDC | Lot | Exp |\n|---|:--:|---|\n"
            + f"| {NDC} | Q1, Q2 | 09/28; 10/28 |"
        )
        found = read_alert(text)
        self.assertEqual(found.asked, ())
        self.assertEqual(found.goods[0].lots.names, ("Q1", "Q2"))
        self.assertEqual(found.goods[0].expiries, (SEP, date(2028, 10, 31)))

    def test_all_lots(self):
        for text in (f"NDC {NDC}: all lots", table("\t", (NDC, "All lots", "", ""))):
            (goods,) = read_alert(text).goods
            self.assertTrue(goods.lots.every)
            self.assertEqual(goods.match("ANY1", "S9"), alerts.HIT)


class TestAsked(unittest.TestCase):
    def test_what_is_not_certain(self):
        for text, code in (
            (table("\t", (NDC, "QX74**", "", "")), "wild"),
            (table("\t", (NDC, "QX7401", "8H2**", "")), "wild"),
            (table("\t", ("99990-41-10", "QX7401", "", "")), "code"),
            (table("\t", ("00399990412101", "QX7401", "", "")), "code"),
            (table("\t", (NDC, "QX7401", "", "13/45")), "date"),
            (table("\t", (NDC, "QX7401", "", "09/28; soon")), "date"),
            (table("\t", (NDC, "QX7401", "4.30834E+11", "")), "shortened"),
            (table("\t", (NDC, "Q" + "X7" * 12, "", "")), "long"),
            (table("\t", (NDC, "see list 4", "", "")), "unclear"),
            (table("\t", (NDC, "N/A", "", "")), "unclear"),
            (table("\t", (NDC, "Q1", "S1", ""), ("", "Q1", "S2", "")), "carried"),
            (table(",", (NDC, "QX7401", "S1", "09/28"), ("QX7402 S2",)), "row"),
            (f"NDC {NDC} is counterfeit.", "bare"),
            ("Lot QX7401 is counterfeit.", "no_product"),
            ("Look at your shelves.", "nothing"),
            ("", "nothing"),
            (f"NDC {NDC} lots QX74**", "wild"),
            (f"NDC {NDC} serial numbers 8H2**", "wild"),
        ):
            with self.subTest(text):
                found = read_alert(text)
                self.assertIn(code, codes_of(found))
                for each in found.asked:
                    self.assertIn(each.code, catalogue.RULES)
                    words = catalogue.sentence(each.code, each.facts)
                    self.assertIn(each.text[:40], words)

    def test_the_line_is_told(self):
        text = "Warning\n\n" + table("\t", (NDC, "Q1", "", ""), ("x1", "Q2", "", ""))
        (asked,) = [
            each for each in read_alert(text).asked if each.code[-5:] == "_code"
        ]
        self.assertEqual((asked.text, asked.line), ("x1", 5))

    def test_open_signs_are_looked_for(self):
        for text in (
            table("\t", (NDC, "QX7401", "8H2**", "")),
            f"NDC {NDC}, serial numbers 8H2**",
        ):
            goods = read_alert(text).goods
            self.assertEqual(goods[0].match("QX7401", "8H2KT7"), alerts.HIT, text)

    def test_a_wrong_code_keeps_its_numbers(self):
        found = read_alert(table("\t", ("99990-41-10", "QX7401", "8H2KT0", "")))
        (goods,) = found.goods
        self.assertEqual(goods.codes, ())
        # of a product nobody knows, so it is never more than a question
        self.assertEqual(goods.match("QX7401", "8H2KT0"), alerts.LIKE)
        self.assertEqual(goods.match("QX7402", "8H2KT1"), alerts.OTHER)

    def test_a_product_of_several(self):
        text = f"NDC {NDC} and NDC {OTHER} are affected.\n\nLot\tExp\nQX7401\t09/28"
        found = read_alert(text)
        # both together, as the words name them in one breath
        self.assertIn("QX7401", [n for g in found.goods for n in g.lots.names])
        self.assertTrue(found.asked or set(found.codes) == {NDC, OTHER})

    @given(
        st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=6),
        st.sampled_from(SEPARATORS[:2] + SEPARATORS[3:]),
        st.sampled_from(["", "NDC", "Lot", "Serial", "Exp"]),
        st.booleans(),
    )
    @example([("A100", "S1")], ",", "Exp", True)
    def test_no_number_of_a_table_is_lost(self, pairs, separator, gone, is_wrong):
        """Whatever column is missing and whatever code is wrong."""
        keep = [name != gone for name in HEADINGS[0]]
        if not any(keep[:3]):
            return
        code = "99990-41-10" if is_wrong else NDC
        rows = [
            [cell for cell, is_kept in zip(row, keep, strict=True) if is_kept]
            for row in (HEADINGS[0], *((code, lot, sn, "09/28") for lot, sn in pairs))
        ]
        found = read_alert("\n".join(separator.join(row) for row in rows))
        asked = " ".join(each.text for each in found.asked)
        for lot, serial in pairs:
            if gone != "Lot":
                self.assertTrue(lot in asked or self.is_told(found, "lots", lot))
            if gone != "Serial":
                self.assertTrue(
                    self.is_told(found, "serials", serial) or serial in asked
                )

    @staticmethod
    def is_told(found, name, text):
        return any(text in getattr(goods, name) for goods in found.goods)

    @given(
        st.text(
            alphabet=st.sampled_from("NDCLot Serial\t,;|\n0123-*AXx()"), max_size=80
        )
    )
    @example("Lot\t\n")
    @example("NDC,Lot\n\n")
    def test_any_text_is_read(self, text):
        found = read_alert(text)
        self.assertTrue(found.goods or found.asked)

    @given(st.text(max_size=60))
    def test_foreign_text_is_read(self, text):
        found = read_alert(text)
        self.assertTrue(found.goods or found.asked)


class TestSize(unittest.TestCase):
    @staticmethod
    def lines(count, form):
        return "\n".join(
            form.format(n=number, lot=number % 7) for number in range(count)
        )

    def test_ten_thousand_lines_in_each_form(self):
        for head, form in (
            ("NDC\tLot\tSerial\n", NDC + "\tQX740{lot}\tS{n:06}K"),
            (f"NDC {NDC}, lot QX7401\nSerial numbers:\n", "S{n:06}K"),
        ):
            found = read_alert(head + self.lines(10_000, form))
            counts = Counter(
                name for each in found.goods for name in each.serials.names
            )
            self.assertEqual(len(counts), 10_000)
            self.assertEqual(set(counts.values()), {1})
            self.assertEqual({each.codes for each in found.goods}, {(NDC,)})
            self.assertEqual(found.asked, ())

    def test_ten_thousand_numbers_in_one_cell(self):
        for column, name in (("Lot", "lots"), ("Serial", "serials")):
            cell = ", ".join(f"QX{number:05}" for number in range(10_000))
            text = table("\t", (NDC, cell), heading=("NDC", column))
            for found in (
                read_alert(text),
                read_alert_rows([line.split("\t") for line in text.split("\n")]),
            ):
                self.assertEqual(found.asked, ())
                (goods,) = found.goods
                self.assertEqual(len(getattr(goods, name).keys), 10_000)

    def test_work_grows_with_the_lines(self):
        for head, form in (
            ("NDC\tLot\tSerial\n", NDC + "\tQX740{lot}\tS{n:06}K"),
            ("NDC,Lot\n", NDC + ",QX{n}"),
            (f"NDC {NDC} Serials:\n", "S{n:06}K"),
            (f"NDC {NDC} Lots ", "QX{n},"),
            ("", "QX{n},"),
            ("", "Lot {n}*"),
        ):
            with self.subTest(form):

                def work(count, head=head, form=form):
                    read_alert(head + self.lines(count, form))

                effort.linear(work, 300, form)

    def test_beyond_all_measure(self):
        with self.assertRaises(CoreError) as caught:
            read_alert("\n" * alerts.MAX_LINES)
        self.assertEqual(caught.exception.code, "doubt.alert_size")
        with self.assertRaises(CoreError):
            read_alert("x" * (alerts.MAX_LENGTH + 1))
        with self.assertRaises(CoreError):
            read_alert_rows([[]] * (alerts.MAX_LINES + 1))
