"""Sheets: SPECIMEN codes that scan from paper, test symbols, set-up, downtime."""

import io
from datetime import date

from dscsa_core.gs1.barcode import read_scan

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools.pdf import PdfFileReader

from odoo.addons.dscsa_compliance.tests.receiving import ReceivingCommon

from .test_labels import decoded, pages_of


@tagged("post_install", "-at_install")
class TestSheets(ReceivingCommon):
    def pages(self, name, ids=None, dpi=200):
        """Pictures of the pages of a report."""
        report = self.env["ir.actions.report"].with_user(self.technician)
        content, kind = report.with_context(
            force_report_rendering=True
        )._render_qweb_pdf(name, ids)
        self.assertEqual(kind, "pdf")
        return pages_of(content, dpi=dpi)

    def delivered(self, count):
        """TI/TS of so many packages in two lots."""
        nodes = self.packages(count // 2) + self.packages(
            count - count // 2, lot="(21)x%", prefix="B"
        )
        return self.deliver(nodes, po="P-1").transaction_ids

    def test_specimen_sheet_reads_back(self):
        transaction = self.delivered(24)
        for name in ("specimen_letter", "specimen_a4"):
            (page,) = self.pages(f"dscsa_compliance.drawn_{name}", transaction.ids)
            found = decoded(page)
            self.assertEqual(len(found), 24)
            self.assertEqual({kind for kind, _text in found}, {"]d2"})
            readings = [
                read_scan(kind + text, today=date.today()).reading
                for kind, text in found
            ]
            expected = self.env["dscsa.epc"].search(
                [("transaction_id", "=", transaction.id), ("kind", "=", "package")]
            )
            self.assertEqual(
                {(each.key, each.lot, each.expiry) for each in readings},
                {(each.key, each.lot, each.expiry) for each in expected},
            )

    def test_sheet_of_what_came(self):
        picking = self.receipt({self.product: 3}, self.packages(3))
        for serial, lot in (("S0001", "L1"), ("X1", "L9")):
            self.scan(picking, self.label(serial, lot=lot))
        transaction = picking.dscsa_transaction_ids
        (page,) = self.pages("dscsa_compliance.drawn_specimen_letter", transaction.ids)
        self.assertEqual(len(decoded(page)), 3, "not here yet: what is listed")
        self.validate(picking)
        (page,) = self.pages("dscsa_compliance.drawn_specimen_letter", transaction.ids)
        texts = "".join(text for _kind, text in decoded(page))
        self.assertEqual(len(decoded(page)), 2)
        self.assertIn("21X1", texts)

    def test_every_page_says_what_it_is(self):
        transaction = self.delivered(30)
        content, _kind = self.env["ir.actions.report"]._render_qweb_pdf(
            "dscsa_compliance.drawn_specimen_letter", transaction.ids
        )
        pages = PdfFileReader(io.BytesIO(content)).pages
        self.assertEqual(len(pages), 2)
        for page in pages:
            self.assertIn("SPECIMEN - not a product", page.extract_text())

    def test_delivery_without_serials(self):
        transaction = self.env["dscsa.transaction"].create(
            {"company_id": self.company.id, "proof": "paper"}
        )
        with self.assertRaisesRegex(UserError, "no packages with serial numbers"):
            self.pages("dscsa_compliance.drawn_specimen_letter", transaction.ids)

    def test_test_symbols_scan_from_paper(self):
        (page,) = self.pages("dscsa_compliance_station.report_self_test", dpi=250)
        symbols = self.env["dscsa.labels"].dscsa_symbols()
        self.assertEqual(
            {kind + text for kind, text in decoded(page)},
            {each["text"] for each in symbols},
        )

    def test_setup_sheet_of_each_family(self):
        families = self.env["dscsa.scanner.family"].search([])
        self.assertGreaterEqual(len(families), 5)
        pages = self.pages(
            "dscsa_compliance_station.report_scanner_setup", families.ids
        )
        self.assertEqual(len(pages), len(families))
        for page in pages:
            self.assertEqual([kind for kind, _text in decoded(page)], ["]d2"])

    def test_downtime_sheet_is_one_page(self):
        self.assertEqual(
            len(self.pages("dscsa_compliance_station.report_downtime", dpi=60)), 1
        )
