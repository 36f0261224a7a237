"""Tables as portals and spreadsheets give them, from the file to the TI."""

import io

import openpyxl

from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.common import gtin_of
from odoo.addons.dscsa_compliance.tests.old_excel import old_excel

from .test_import_tables import TableCase

HEADINGS = ["NDC", "Lot Number", "Exp Date", "Qty", "Invoice"]
ROW = ["99999-0000-1", "L1", "03/31/2099", 3, "44871"]


def xml_spreadsheet(*rows):
    """The rows as XML Spreadsheet 2003, as portals name ``.xls``."""
    cells = "".join(
        "<Row>"
        + "".join(
            f'<Cell><Data ss:Type="String">{value}</Data></Cell>' for value in row
        )
        + "</Row>"
        for row in rows
    )
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="S"><Table>{cells}</Table></Worksheet></Workbook>'
    ).encode()


@tagged("post_install", "-at_install")
class TestImportForms(TableCase):
    def assert_imported(self, content, name):
        document = self.run_import(content, name)
        self.assertEqual(document.state, "processed", document.failure)
        (line,) = self.live().line_ids
        self.assertEqual((line.gtin, line.lot, line.quantity), (gtin_of(1), "L1", 3))

    def test_xml_spreadsheet(self):
        self.assert_imported(xml_spreadsheet(HEADINGS, ROW), "export.xls")

    def test_web_page(self):
        rows = "".join(
            "<tr>" + "".join(f"<td>{value}</td>" for value in row) + "</tr>"
            for row in (HEADINGS, ROW)
        )
        page = f"<html><body><table>{rows}</table></body></html>"
        self.assert_imported(page.encode(), "export.xls")

    def test_old_excel(self):
        book = {"Cover": [["Dear customer"]], "Data": [HEADINGS, ROW]}
        self.assert_imported(old_excel(book), "export.xls")

    def test_the_sheet_with_goods_is_taken(self):
        book = openpyxl.Workbook()
        book.active.title = "Cover"
        book.active.append(["Dear customer, your lots"])
        for row in (["Report of 20 Nov"], [], HEADINGS, ROW, ["Total", None, None, 3]):
            (book["Data"] if "Data" in book else book.create_sheet("Data")).append(row)
        out = io.BytesIO()
        book.save(out)
        self.assert_imported(out.getvalue(), "export.xlsx")

    def test_goods_on_a_sheet_that_was_not_read_are_named(self):
        other = [*ROW[:1], "L2", *ROW[2:]]
        book = {"A": [HEADINGS, ROW], "B": [HEADINGS, other], "C": [["Notes"]]}
        document = self.run_import(old_excel(book), "export.xls")
        (left,) = (f for f in document.findings if f["code"] == "TABLE_SHEETS_LEFT")
        self.assertEqual(left["facts"]["sheets"], "B")
        alone = self.run_import(old_excel({"A": [HEADINGS, other]}), "alone.xls")
        self.assertNotIn("TABLE_SHEETS_LEFT", self.codes(alone))

    def test_long_numbers_and_days_are_refused_in_their_rows(self):
        import datetime

        book = openpyxl.Workbook()
        book.active.append(["GTIN", "Serial Number", "Lot"])
        book.active.append([gtin_of(1), 123456789012345678, "L1"])
        book.active.append([gtin_of(1), "S2", datetime.date(2028, 1, 2)])
        book.active.append([gtin_of(1), "S3", "5E12"])
        out = io.BytesIO()
        book.save(out)
        wizard = self.wizard(out.getvalue(), "export.xlsx")
        wizard.action_read()
        wizard.statement = "portal"
        wizard.action_preview()
        self.assertEqual((wizard.good_count, wizard.bad_count), (1, 2))
        words = wizard.row_ids.filtered(lambda row: not row.is_good).mapped("problem")
        self.assertIn("has shortened it", words[0])
        self.assertIn("made a date of it", words[1])

    def test_dates_that_fit_both_orders_are_asked(self):
        for day, expected in (("05/06/2099", True), ("05/26/2099", False)):
            row = self.row(expiry=day).replace("11/20/2026", "11/11/2026")
            wizard = self.wizard(self.table(row))
            wizard.action_read()
            self.assertEqual(wizard.is_order_open, expected, day)

    def test_parties_are_kept_as_the_table_gives_them(self):
        gln = self.company.partner_id.global_location_number
        content = self.table(
            f"{gtin_of(1)},S1,L1,{self.seller.name} East,{gln},Depot,yes",
            headings="GTIN,Serial,Lot,Sold By Name,Sold To GLN,Ship From Name,"
            "Direct Purchase",
        )
        document = self.run_import(content, invoice="44871")
        self.assertEqual(document.state, "processed", document.failure)
        transaction = self.live()
        self.assertEqual(transaction.seller_name, f"{self.seller.name} East")
        self.assertEqual(transaction.direct_purchase, "yes")
        self.assertEqual(transaction.seller_id, self.seller)
