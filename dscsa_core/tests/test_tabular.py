"""Tables of TI: as portals export them, and as spreadsheets damage them."""

import unittest
from datetime import date

from dscsa_core.catalogue import RULES, sentence
from dscsa_core.tabular.days import day, guess_order, is_order_open
from dscsa_core.tabular.fields import find_header_row, guess_columns
from dscsa_core.tabular.model import (
    DMY,
    MDY,
    YMD,
    TableError,
    TableLimits,
)
from dscsa_core.tabular.rows import check_sellers, column_letter
from dscsa_core.tabular.text import clean, is_table
from dscsa_core.tabular.values import CellError, whole_number
from dscsa_core.testing import effort

from .table_samples import HEADINGS, ROWS, problem_of, rows_of, table
from .x12_samples import gtin


class TestText(unittest.TestCase):
    def test_bare_utf_16_and_filled_up_files(self):
        text = "NDC,Lot\n1,L1\n"
        for data in (
            text.encode("utf-16-le"),
            text.encode("utf-16-be"),
            text.encode() + b"\0" * 60 + b"\x1a",
            text.encode() + b"\x1a",
        ):
            self.assertEqual(rows_of(data), [["NDC", "Lot"], ["1", "L1"]])
        for data in (b"\0" * 40, b"NDC,\0\1\2Lot\n1,2\n"):
            with self.assertRaises(TableError):
                rows_of(data)

    def test_every_spelling_of_one_table(self):
        plain = 'NDC;Lot;Name\r\n1-2;Ä7;"a;b"\r\n'
        expected = [["NDC", "Lot", "Name"], ["1-2", "Ä7", "a;b"]]
        for data in (
            plain.encode(),
            plain.encode("utf-8-sig"),
            plain.encode("utf-16"),
            plain.encode("cp1252"),
            b"sep=;\n" + plain.encode(),
            plain.replace("a;b", "a\tb")
            .replace(";", "\t")
            .replace('\t"', '\t"')
            .encode(),
            plain.replace(";", "|").encode(),
        ):
            with self.subTest(data):
                rows = rows_of(data)
                self.assertEqual(rows[0], expected[0])
                self.assertEqual(rows[1][1], "Ä7")

    def test_titles_above_and_line_breaks_in_cells(self):
        text = 'Purchase history\n\nNDC,Lot,Qty\n"1-2","A\nB",3\n,,\n\n'
        rows = rows_of(text)
        self.assertEqual(find_header_row(rows), 3)
        self.assertEqual(rows[3], ["1-2", "A\nB", "3"])
        self.assertEqual(len(rows), 4)

    def test_protected_numbers(self):
        self.assertEqual(clean('="00123"'), "00123")
        self.assertEqual(clean("'00123"), "00123")
        self.assertEqual(clean("\u00a0 7K21\ufeff"), "7K21")
        self.assertEqual(clean("=1+1"), "=1+1")

    def test_what_is_no_table(self):
        for data, code in (
            (b"", "tabular.empty"),
            (b" \r\n", "tabular.empty"),
            (b",,\n,,\n", "tabular.empty"),
            (b"a\0b,c", "tabular.encoding"),
            (b"\xff\xfea", "tabular.encoding"),
            (b'a,"' + b"x" * 200_000, "tabular.encoding"),
        ):
            with self.subTest(code), self.assertRaises(TableError) as caught:
                rows_of(data)
            self.assertEqual(caught.exception.code, code)

    def test_limits(self):
        for limits in (
            TableLimits(max_bytes=3),
            TableLimits(max_rows=1),
            TableLimits(max_columns=1),
            TableLimits(max_cell=2),
        ):
            with self.subTest(limits), self.assertRaises(TableError) as caught:
                rows_of("a,b\nccc,d", limits=limits)
            self.assertEqual(caught.exception.code, "tabular.size")

    def test_a_row_without_end_is_not_cleaned(self):
        def refused():
            with self.assertRaises(TableError) as caught:
                rows_of("a,b\n" + "," * 3_000_000)
            self.assertEqual(caught.exception.facts["limit"], "16,384 columns")

        effort.calls(refused, 2_000)
        self.assertEqual(rows_of("a,b\n1,2" + "," * 9_000), [["a", "b"], ["1", "2"]])

    def test_looks(self):
        self.assertTrue(is_table(b"NDC,Lot,Qty\n"))
        self.assertTrue(is_table(b"Report\nNDC,Lot,Qty\n", "a.CSV"))
        self.assertTrue(is_table("NDC\tLot".encode("utf-16"), "a.txt"))
        for encoding in ("utf-16-le", "utf-16-be"):
            self.assertTrue(is_table("NDC\tLot\n".encode(encoding), "a.txt"))
        self.assertFalse(is_table(b"Report\nNDC,Lot,Qty\n", "a.pdf"))
        self.assertFalse(is_table(b"%PDF-1.7,,,", "a.csv"))
        self.assertFalse(is_table(b"<a b=',,,'/>", "a.xml"))
        self.assertFalse(is_table(b"hello\n", "a.txt"))
        self.assertFalse(is_table(b"Dear Ms Ash,\nthe tote is here\n", "a.txt"))


class TestColumns(unittest.TestCase):
    def test_headings_of_sellers(self):
        for headings, expected in (
            (HEADINGS, "ndc name lot expiry quantity invoice po day"),
            ("GTIN14|Serial Number|LotNumber|ExpirationDate", "gtin serial lot expiry"),
            (
                "Vendor Name|Item Description|NDC/UPC|Batch No|Exp|Units|Ship Date",
                "seller name ndc lot expiry quantity shipped",
            ),
            ("Customer PO|Inv #|Qty|2D Barcode", "po invoice quantity barcode"),
            (
                "Invoice Date|Invoice Number|Quantity Shipped|Quantity Ordered",
                "day invoice quantity",
            ),
        ):
            with self.subTest(headings):
                sign = "|" if "|" in headings else ","
                found = guess_columns(headings.split(sign), ())
                named = sorted(found, key=found.get)
                self.assertEqual(" ".join(named), expected)

    def test_by_content(self):
        found = guess_columns(["a", "b", "c"], [[gtin(1), "99999-0000-1", "x"]])
        self.assertEqual(found, {"gtin": 0, "ndc": 1})
        self.assertEqual(find_header_row([["x", "1"], ["y", "2"]]), 0)

    def test_letters(self):
        self.assertEqual(
            [column_letter(n) for n in (0, 25, 26, 701)], list("AZ") + ["AA", "ZZ"]
        )


class TestValues(unittest.TestCase):
    def test_dates(self):
        for text, order, expected in (
            ("03/04/2028", MDY, date(2028, 3, 4)),
            ("03/04/2028", DMY, date(2028, 4, 3)),
            ("3/4/28 12:00:00 AM", MDY, date(2028, 3, 4)),
            ("2028-03-04T00:00:00", DMY, date(2028, 3, 4)),
            ("28/03/04", YMD, date(2028, 3, 4)),
            ("20280304", MDY, date(2028, 3, 4)),
            ("280300", MDY, date(2028, 3, 31)),
            ("04-MAR-2028", MDY, date(2028, 3, 4)),
            ("March 4, 2028", MDY, date(2028, 3, 4)),
            ("MAR 2028", MDY, date(2028, 3, 31)),
            ("02/2028", MDY, date(2028, 2, 29)),
            ("2028-02", MDY, date(2028, 2, 29)),
        ):
            with self.subTest(text):
                self.assertEqual(day(text, order, is_expiry=True), expected)
        for text in ("", "soon", "13/45/2028", "02/30/2028", "99999", "Foo 2028"):
            with self.subTest(text), self.assertRaises(CellError):
                day(text, is_expiry=True)
        for text in ("MAR 2028", "03/2028", "280331"):
            with self.subTest(text), self.assertRaises(CellError):
                day(text)
        with self.assertRaises(CellError) as caught:
            day("31/03/2028")
        self.assertEqual(caught.exception.code, "row.date_order")

    def test_order_of_day_and_month(self):
        self.assertEqual(guess_order(["01/02/2028", "31/03/2028"]), DMY)
        self.assertEqual(guess_order(["01/02/2028", "03/31/2028"]), MDY)
        self.assertEqual(guess_order(["28-01-02", "45-1-1"]), YMD)
        self.assertEqual(guess_order(["x", "2028-01-02"]), MDY)
        for texts, expected in (
            (["01/02/2028", "05/06/2028"], True),
            (["01/02/2028", "05/26/2028"], False),
            (["05/05/2028", "2028-01-02"], False),
            ([], False),
        ):
            self.assertEqual(is_order_open(texts), expected, texts)

    def test_numbers(self):
        self.assertEqual(
            [whole_number(t) for t in ("1", "1.0", "1,000", "0")], [1, 1, 1000, 0]
        )
        for text, code in (
            ("1.5", "row.quantity"),
            ("ten", "row.quantity"),
            ("-3", "row.quantity_negative"),
            ("(3)", "row.quantity_negative"),
            ("9999999", "row.quantity"),
        ):
            with self.subTest(text), self.assertRaises(CellError) as caught:
                whole_number(text)
            self.assertEqual(caught.exception.code, code)


GOOD = {"gtin": gtin(1), "lot": "A", "exp": "", "qty": "1", "serial": ""}
PROBLEMS = (
    ({"gtin": gtin(1)[:-1] + "0"}, "row.gtin"),
    ({"gtin": "4.0E+13"}, "row.number_shortened"),
    ({"gtin": ""}, "row.product_missing"),
    ({"lot": "A" * 21}, "row.lot"),
    ({"lot": "1.2E+10"}, "row.number_shortened"),
    ({"lot": ""}, "row.lot_missing"),
    ({"exp": "soon"}, "row.date"),
    ({"exp": "31/03/2028"}, "row.date_order"),
    ({"qty": "1.5"}, "row.quantity"),
    ({"qty": "-1"}, "row.quantity_negative"),
    ({"serial": "S~"}, "row.serial"),
    ({"serial": "S1", "qty": "2"}, "row.serial_quantity"),
)


class TestRows(unittest.TestCase):
    def test_lot_level(self):
        reading = table(*ROWS, "Total,,,,15", "", HEADINGS)
        self.assertEqual(reading.problems, {})
        first, second = reading.entries
        self.assertEqual((first.gtin, first.lot, first.quantity), (gtin(1), "7K21", 12))
        self.assertEqual(first.expiry, date(2028, 3, 31))
        self.assertEqual(second.expiry, date(2028, 4, 30))
        self.assertEqual((first.invoice, first.po), ("44871", "P00012"))
        self.assertEqual(first.day, date(2026, 11, 20))
        self.assertEqual(dict(first.texts)["name"], "Testamol 10 mg")
        self.assertEqual(first.row, 2)
        self.assertEqual(reading.skipped, 2)

    def test_barcode_column(self):
        code = f"(01){gtin(1)}(17)280331(10)7K21(21)S1"
        reading = table(f"{code},7K21", headings="Barcode,Lot")
        (entry,) = reading.entries
        self.assertEqual((entry.serial, entry.quantity), ("S1", 1))
        self.assertEqual(entry.expiry, date(2028, 3, 31))
        reading = table(f"{code},8L", headings="Barcode,Lot")
        self.assertEqual(problem_of(reading).code, "row.contradicts")

    def test_zeros_taken_by_a_spreadsheet(self):
        lines = ("00116200116,A,1", "116200116,B,1")
        reading = table(*lines, headings="NDC,Lot,Qty")
        self.assertEqual(problem_of(reading).code, "row.zeros_lost")
        reading = table(*lines, headings="NDC,Lot,Qty", pad_ndc=True)
        self.assertEqual({e.gtin for e in reading.entries}, {"00301162001165"})

    def test_known_product_settles_an_ndc(self):
        line, headings = "99999001001,A,1", "NDC,Lot,Qty"
        problem = problem_of(table(line, headings=headings))
        self.assertEqual(problem.code, "row.ndc_several")
        self.assertIn("99999-010-01", problem.facts["candidates"])
        reading = table(line, headings=headings, known=lambda ndc: gtin(101))
        self.assertEqual(reading.entries[0].gtin, gtin(101))

    def test_problems_name_row_column_and_value(self):
        for changes, code in PROBLEMS:
            with self.subTest(code):
                cells = GOOD | changes
                reading = table(
                    ",".join(cells.values()), headings="GTIN,Lot,Exp,Qty,Serial"
                )
                problem = problem_of(reading)
                self.assertEqual(problem.code, code)
                words = sentence(problem.code, problem.facts)
                self.assertIn("Row 2", words)
                self.assertNotIn("«?»", words)
                self.assertEqual(reading.entries, [])

    def test_rows_against_each_other(self):
        headings = "GTIN,Lot,Exp,Serial"
        twice = table(*[f"{gtin(1)},A,2028-03-31,S1"] * 2, headings=headings)
        self.assertEqual(problem_of(twice).code, "row.serial_twice")
        other = table(
            f"{gtin(1)},A,2028-03-31,S1",
            f"{gtin(1)},A,2028-04-30,S2",
            headings=headings,
        )
        self.assertEqual(problem_of(other).code, "row.expiry_other")
        self.assertEqual(list(other.problems), [3])

    def test_rows_of_another_seller(self):
        reading = table(
            f"{gtin(1)},A,Brook Drug Co",
            f"{gtin(1)},B,Hazel",
            headings="GTIN,Lot,Seller",
        )
        check_sellers(reading, "Brook Drug Company", "Seller")
        self.assertEqual([entry.lot for entry in reading.entries], ["A"])
        self.assertEqual(problem_of(reading).code, "row.seller_other")

    def test_every_code_has_words(self):
        codes = [code for code in RULES if code.startswith(("row.", "tabular."))]
        self.assertEqual(len(codes), 7 + 22)
