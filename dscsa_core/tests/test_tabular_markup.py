"""Tables in markup: XML Spreadsheet 2003 and web pages that portals name .xls."""

import unittest
from contextlib import suppress

from dscsa_core.tabular.fields import best_sheet, guess_below
from dscsa_core.tabular.markup import is_markup_table, read_markup
from dscsa_core.tabular.model import TableError
from dscsa_core.testing import effort

from .depth import part

SHEET = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="Cover"><Table><Row><Cell><Data ss:Type="String">Hello</Data></Cell>
</Row></Table></Worksheet>
<Worksheet ss:Name="Data"><Table>
<Row><Cell><Data ss:Type="String">NDC</Data></Cell>
<Cell><Data ss:Type="String">Lot</Data></Cell>
<Cell ss:Index="4"><Data ss:Type="String">Exp</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">99999-001-07</Data></Cell>
<Cell><Data ss:Type="Number">123456789012346000</Data></Cell>
<Cell ss:Index="4"><Data ss:Type="DateTime">2028-12-31T00:00:00.000</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def _tried(data):
    with suppress(TableError):
        read_markup(data)


class TestMarkup(unittest.TestCase):
    def test_xml_spreadsheet(self):
        self.assertTrue(is_markup_table(SHEET.encode()))
        for data in (SHEET.encode(), SHEET.encode("utf-8-sig")):
            sheets = read_markup(data)
            self.assertEqual(best_sheet(sheets.items()), "Data")
            self.assertEqual(sheets["Data"][0], ["NDC", "Lot", "", "Exp"])
            expected = ["99999-001-07", "1.23456789012346E+17", "", "2028-12-31"]
            self.assertEqual(sheets["Data"][1], expected)

    def test_web_page_named_as_a_workbook(self):
        page = (
            b"<html><body><p>Report</p><table><tr><th colspan=2>Title</th></tr></table>"
            b"<table><tr><th>NDC</th><th>Lot</th></tr>"
            b"<tr><td>99999-001-07 </td><td>5E12</td></tr></table></body></html>"
        )
        self.assertTrue(is_markup_table(page, "export.xls"))
        self.assertFalse(is_markup_table(page, "page.html"))
        sheets = read_markup(page)
        rows = sheets[best_sheet(sheets.items())]
        self.assertEqual(rows, [["NDC", "Lot"], ["99999-001-07", "5E12"]])

    def test_cells_that_reach_over_rows_keep_the_columns(self):
        page = (
            b"<table><tr><th rowspan=2>NDC</th><th colspan=2>Goods</th>"
            b"<th rowspan=2>Qty</th></tr><tr><th>Lot</th><th>Exp</th></tr>"
            b"<tr><td rowspan=2>N1</td><td>L1</td><td>E1</td><td>3</td></tr>"
            b"<tr><td>L2</td><td>E2</td><td rowspan=999999>4</td></tr></table>"
        )
        (rows,) = read_markup(page).values()
        self.assertEqual(
            rows,
            [
                ["NDC", "Goods", "", "Qty"],
                ["", "Lot", "Exp"],
                ["N1", "L1", "E1", "3"],
                ["", "L2", "E2", "4"],
            ],
        )
        columns = guess_below(rows[0], rows[1], rows[2:])
        self.assertEqual(columns, {"ndc": 0, "lot": 1, "expiry": 2, "quantity": 3})

    def test_a_table_in_a_cell_is_one_of_its_own(self):
        page = (
            b"<table><tr><td>Sent<!-- x -->&nbsp;by Elm<table><tr><td>Lot</td><td>"
            b"S1<br>S2</td></tr></table></td><td>7</td></tr></table>"
        )
        rows = list(read_markup(page).values())
        self.assertEqual(rows, [[["Sent by Elm", "7"]], [["Lot", "S1 S2"]]])

    def test_tables_in_tables_take_no_more_than_their_number(self):
        """4 kB of tables that are never closed took five seconds."""
        for piece in (
            "<table><tr><th>a<td>b",
            "<table><tr><td>a</tth></ttml><body>",
            "<table>",
            "<tr>",
            "<td>",
            "<table><tr><td rowspan=9>a",
        ):
            page = b"<table><tr><td>x</table>" + piece.encode()
            effort.linear(lambda n, page=page: _tried(page * n), part(1000), piece)
        begin = SHEET.split("<Worksheet", 1)[0]
        for name in ("Worksheet", "Row", "Cell", "Data"):

            def read(count, name=name):
                inside = f"<{name}>x" * count + f"</{name}>" * count
                _tried(f"{begin}{inside}</Workbook>".encode())

            effort.linear(read, part(1000), name)

    def test_rows_and_cells_are_counted_before_they_are_read(self):
        """3 MB of rows without a cell took four seconds."""
        page, begin = "<table>", SHEET.split("<Worksheet", 1)[0]
        for start, unit, count, limit in (
            (page, "<tr>", 700_000, "200,000 rows"),
            (page, "<TR><td>", 700_000, "200,000 rows"),
            (page, "<td>", 2_100_000, "2,000,000 cells"),
            (begin, "<Row/>", 500_000, "200,000 rows"),
            (begin, "<ss:Row/>", 500_000, "200,000 rows"),
            (begin, "<Cell/>", 2_100_000, "2,000,000 cells"),
        ):
            data = f"{start}{unit * count}".encode()

            def refused(data=data, limit=limit):
                with self.assertRaises(TableError) as caught:
                    read_markup(data)
                self.assertEqual(caught.exception.facts["limit"], limit)

            with self.subTest(unit):
                effort.calls(refused, 100)

    def test_blanks_without_end(self):
        wide = b"<td rowspan=200 colspan=200>a</td>" * 1000
        page = b"<table><tr>" + wide + b"</tr>" + b"<tr><td>a</td></tr>" * 199
        with self.assertRaises(TableError) as caught:
            read_markup(page)
        self.assertEqual(caught.exception.facts["limit"], "200 columns")
        reach = b"<tr><td rowspan=200 colspan=190>a</td></tr>" + b"<tr><td>b" * 199
        with self.assertRaises(TableError) as caught:
            read_markup(b"<table>" + reach * 100)
        self.assertEqual(caught.exception.facts["limit"], "2,000,000 cells")
        far = SHEET.replace('Index="4"', 'Index="9999999999999"')
        with self.assertRaises(TableError) as caught:
            read_markup(far.encode())
        self.assertEqual(caught.exception.facts["limit"], "200 columns")

    def test_a_document_type_behind_a_long_comment(self):
        late = SHEET.replace("<Workbook", f"<!--{'x' * 9000}--><!DOCTYPE a><Workbook")
        late = late.replace(
            "<?mso", "<!-- urn:schemas-microsoft-com:office:spreadsheet --><?mso"
        )
        with self.assertRaises(TableError) as caught:
            read_markup(late.encode())
        self.assertEqual(caught.exception.facts["reason"], "DOCTYPE")

    def test_refused_in_words(self):
        bomb = SHEET.replace("<Workbook", '<!DOCTYPE a [<!ENTITY b "c">]><Workbook')
        for data, code in (
            (bomb.encode(), "tabular.workbook"),
            (SHEET[:-40].encode(), "tabular.workbook"),
            (b"<html><body>Nothing</body></html>", "tabular.empty"),
        ):
            with self.subTest(code), self.assertRaises(TableError) as caught:
                read_markup(data)
            self.assertEqual(caught.exception.code, code)


if __name__ == "__main__":
    unittest.main()
