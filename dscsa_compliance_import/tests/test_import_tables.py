import base64
import io
from datetime import UTC, datetime, time, timedelta

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.common import DscsaCommon, gtin_of

HEADINGS = "NDC,Description,Lot Number,Exp Date,Qty,Invoice,PO,Invoice Date"


class TableCase(DscsaCommon):
    def table(self, *rows, headings=HEADINGS):
        return "\n".join((headings, *rows)).encode()

    def row(self, item=1, lot="L1", count=3, invoice="44871", expiry="03/31/2099"):
        ndc = f"99999-{item // 10:04d}-{item % 10:d}"
        return f"{ndc},Testamol,{lot},{expiry},{count},{invoice},P00012,11/20/2026"

    def wizard(self, content, name="export.csv", user=None, **values):
        env = self.env(user=user or self.technician)
        return env["dscsa.import.wizard"].create(
            {
                "file": base64.b64encode(content),
                "filename": name,
                "partner_id": self.seller.id,
                **values,
            }
        )

    def run_import(self, content, name="export.csv", good_only=False, **values):
        """The document a person gets who goes through all steps."""
        wizard = self.wizard(content, name)
        wizard.action_read()
        wizard.write({"statement": "portal", **values})
        wizard.action_preview()
        done = wizard.action_import_good() if good_only else wizard.action_import()
        return self.env["dscsa.document"].browse(done["res_id"])

    def live(self):
        return self.env["dscsa.transaction"].search(
            [
                ("company_id", "=", self.company.id),
                ("superseded_by_id", "=", False),
                ("withdrawn_by_id", "=", False),
            ]
        )


@tagged("post_install", "-at_install")
class TestImportTables(TableCase):
    def test_lot_level(self):
        content = self.table(self.row(), self.row(2, "L2", 5), "Total,,,,8")
        document = self.run_import(content)
        self.assertEqual(document.state, "processed", document.failure)
        self.assertEqual(document.format, "csv")
        self.assertEqual(document.attachment_id.raw, content)
        transaction = document.transaction_ids
        self.assertRecordValues(
            transaction,
            [
                {
                    "seller_id": self.seller.id,
                    "buyer_id": self.company.partner_id.id,
                    "invoice_numbers": "44871",
                    "po_numbers": "P00012",
                    "package_count": 8,
                    "statement": "yes",
                    "statement_text": "In the seller's portal",
                }
            ],
        )
        self.assertRecordValues(
            transaction.line_ids.sorted("lot"),
            [
                {"product_id": self.product.id, "lot": "L1", "quantity": 3},
                {"product_id": self.other_product.id, "lot": "L2", "quantity": 5},
            ],
        )
        self.assertFalse(self.codes(document) & {"STATEMENT_MISSING", "GLN_MISSING"})
        self.assertEqual(document.partner_id, self.seller)

    def test_serials_become_packages(self):
        headings = "GTIN,Serial Number,Lot,Expiration"
        rows = [f"{gtin_of(1)},S{n:04d},L1,2099-03-31" for n in range(1, 4)]
        document = self.run_import(self.table(*rows, headings=headings), invoice="900")
        self.assertEqual(document.package_count, 3)
        package = self.package("S0002")
        self.assertEqual((package.lot, package.status), ("L1", "announced"))
        self.assertEqual(package.transaction_id, document.transaction_ids)
        self.assertEqual(document.transaction_ids.invoice_numbers, "900")
        self.assertNotIn("SERIAL_NOT_COMMISSIONED", self.codes(document))

    def test_rows_with_faults_are_shown_in_place(self):
        content = self.table(
            self.row(), self.row(lot="L9", count="1.5"), self.row(expiry="soon")
        )
        wizard = self.wizard(content)
        wizard.action_read()
        wizard.action_preview()
        self.assertEqual((wizard.good_count, wizard.bad_count), (1, 2))
        bad = wizard.row_ids.filtered(lambda row: not row.is_good)
        self.assertEqual(bad.mapped("number"), [3, 4])
        self.assertIn("Row 3, Qty: 1.5", bad[0].problem)
        self.assertIn("Row 4, Exp Date: soon", bad[1].problem)
        with self.assertRaises(UserError):
            wizard.action_import()
        self.assertFalse(self.live(), "nothing half imported")

    def test_good_rows_only_is_a_choice_that_is_kept(self):
        content = self.table(self.row(), self.row(2, "L2", "many"))
        document = self.run_import(content, good_only=True)
        self.assertEqual(document.state, "processed")
        self.assertEqual(document.transaction_ids.package_count, 3)
        self.assertIn("TABLE_ROWS_LEFT_OUT", self.codes(document))
        (left,) = (f for f in document.findings if "LEFT_OUT" in f["code"])
        self.assertEqual(left["facts"]["rows"], "3")
        self.assertIn("Left out: 3", str(document.message_ids.mapped("body")))
        document.action_reprocess()
        self.assertEqual(document.transaction_ids.package_count, 3)

    def test_columns_are_remembered(self):
        self.run_import(self.table(self.row()))
        mapping = self.env["dscsa.import.mapping"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(mapping.partner_id, self.seller)
        self.assertEqual(mapping.document_count, 1)
        shuffled = "Lot Number,NDC,Invoice,Qty,Exp Date,Invoice Date,PO,Description"
        row = "L7,99999-0000-1,44900,2,03/31/2099,11/21/2026,P00013,Testamol"
        document = self.process(
            self.table(row, headings=shuffled), name="next.csv", partner=self.seller
        )
        self.assertEqual(document.state, "processed", document.failure)
        self.assertEqual(document.mapping_id, mapping)
        self.assertEqual(document.transaction_ids.invoice_numbers, "44900")
        self.assertEqual(document.transaction_ids.statement, "yes")
        with self.assertRaises(UserError):
            mapping.unlink()

    def test_table_without_columns_asks(self):
        document = self.process(self.table(self.row()), name="a.csv")
        self.assertEqual(document.failure_code, "tabular.columns")
        self.assertTrue(document.needs_columns)
        action = document.with_user(self.technician).action_choose_columns()
        wizard = self.env["dscsa.import.wizard"].browse(action["res_id"])
        wizard.partner_id = self.seller
        wizard.action_preview()
        wizard.action_import()
        self.assertEqual(document.state, "processed")
        self.assertFalse(document.failure)

    def test_wrong_rows_of_a_known_table_import_nothing(self):
        self.run_import(self.table(self.row()))
        content = self.table(self.row(invoice="5"), self.row(lot="", invoice="5"))
        document = self.process(content, name="b.csv", partner=self.seller)
        self.assertEqual(document.failure_code, "tabular.rows")
        self.assertIn("Row 3 has no lot", document.failure)
        self.assertFalse(document.transaction_ids)
        self.assertTrue(document.needs_columns)

    def test_same_bytes_are_one_document(self):
        content = self.table(self.row())
        first = self.run_import(content)
        self.assertEqual(self.run_import(content), first)
        self.assertEqual(len(self.live()), 1)

    def test_later_export_counts_once(self):
        self.run_import(self.table(self.row()))
        more = self.table(self.row(), self.row(2, "L2", 4, "44872"))
        document = self.run_import(more)
        self.assertEqual(document.transaction_ids.invoice_numbers, "44872")
        self.assertIn("TABLE_ROWS_KNOWN", self.codes(document))
        self.assertEqual(sum(self.live().mapped("package_count")), 7)

    def test_later_export_that_says_more_takes_the_place(self):
        first = self.run_import(self.table(self.row())).transaction_ids
        second = self.run_import(
            self.table(self.row(), self.row(2, "L2", 4))
        ).transaction_ids
        self.assertEqual(first.superseded_by_id, second)
        self.assertEqual(second.package_count, 7)
        part = self.run_import(self.table(self.row(2, "L2", 6)))
        self.assertEqual(part.transaction_ids.package_count, 2)
        self.assertEqual(sum(self.live().mapped("package_count")), 9)

    def test_corrected_table_after_the_file_of_the_same_day(self):
        """A table tells the day alone: it is not older than the hour of a file."""
        day = datetime.now(UTC).date() - timedelta(days=2)
        shipped_at = datetime.combine(day, time(21), UTC)
        file = self.deliver(self.packages(2), po="P1", shipped_at=shipped_at)
        headings = "GTIN,Serial Number,Lot,Expiration,Ship Date"
        rows = [f"{gtin_of(1)},S{n:04d},L9,2099-03-31,{day}" for n in (1, 2)]
        table = self.run_import(self.table(*rows, headings=headings), invoice="900")
        self.assertEqual(table.transaction_ids.shipment_at.date(), day)
        self.assertEqual(file.transaction_ids.superseded_by_id, table.transaction_ids)
        self.assertEqual(self.package("S0001").lot, "L9")

    def test_scanned_before_the_table_came(self):
        self.env["dscsa.epc"].sudo().create(
            {
                "company_id": self.company.id,
                "key": f"01{gtin_of(1)}21S0001",
                "kind": "package",
                "gtin": gtin_of(1),
                "serial": "S0001",
                "status": "in_stock",
            }
        )
        headings = "GTIN,Serial,Lot,Exp"
        content = self.table(f"{gtin_of(1)},S0001,L1,2099-03-31", headings=headings)
        document = self.run_import(content)
        package = self.package("S0001")
        self.assertRecordValues(
            package,
            [
                {
                    "status": "in_stock",
                    "lot": "L1",
                    "transaction_id": document.transaction_ids.id,
                }
            ],
        )

    def test_rights(self):
        content = self.table(self.row())
        with self.assertRaises(AccessError):
            self.wizard(content, user=self.auditor)
        with self.assertRaises(AccessError):
            self.wizard(content, user=self.stock_user)

    def test_words_instead_of_traces(self):
        for content, name in ((b"", "a.csv"), (b"PK\3\4nothing", "a.xlsx")):
            with self.subTest(name), self.assertRaises(UserError):
                self.wizard(content or b" ", name).action_read()
        wizard = self.wizard(self.table("x,y", headings="a,b"))
        wizard.action_read()
        with self.assertRaises(UserError):
            wizard.action_preview()

    def test_other_companies_see_nothing(self):
        self.run_import(self.table(self.row()))
        other = self._make_company("Far Pharmacy", "")
        user = self.technician.copy(
            {
                "login": "far",
                "company_id": other.id,
                "company_ids": [(6, 0, other.ids)],
            }
        )
        mappings = self.env(user=user, context={"allowed_company_ids": other.ids})
        self.assertFalse(mappings["dscsa.import.mapping"].search([]))


@tagged("post_install", "-at_install")
class TestWorkbooks(TableCase):
    def workbook(self, *rows, formats=None, title="Sheet"):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = title
        for row in rows:
            sheet.append(row)
        for cell, form in (formats or {}).items():
            sheet[cell].number_format = form
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def test_import(self):
        content = self.workbook(
            ["Purchases"],
            ["NDC", "Lot", "Exp", "Qty", "Invoice"],
            ["99999-0000-1", "L1", "=DATE(2099,3,31)", 3, 44871],
        )
        # a formula without a stored value is an empty cell, never a computed one
        document = self.run_import(content, "export.xlsx")
        self.assertEqual(document.format, "xlsx")
        line = document.transaction_ids.line_ids
        self.assertEqual((line.quantity, line.expiry), (3, False))
        self.assertEqual(document.transaction_ids.invoice_numbers, "44871")
