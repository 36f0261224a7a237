"""The retention report: rows, numbers, paper, workbook, and the screens."""

import base64
import io

import openpyxl

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.touring import TourCase

from .disposing import DisposalCommon


@tagged("post_install", "-at_install")
class TestRetentionReport(DisposalCommon):
    def setUp(self):
        super().setUp()
        self.past = self.paper(self.day(7), lot="P1", invoice="=cmd()")
        self.near = self.paper(self.day(years=6, days=-20), lot="N1", invoice="2")
        self.kept = self.paper(self.day(1), lot="K1", invoice="3")
        self.held = self.paper(self.day(8), lot="H1", invoice="4")
        self.env["dscsa.legal.hold"].create(
            {"company_id": self.company.id, "reason": "Counsel", "lots": "H1"}
        )
        self.nightly()

    def report(self, user):
        return self.env["dscsa.retention.report"].with_user(user)

    def sheet(self, user, **values):
        paper = (
            self.env["dscsa.retention.paper"]
            .with_user(user)
            .create({"company_id": self.company.id, **values})
        )
        paper.action_xlsx()
        content = base64.b64decode(paper.file)
        return openpyxl.load_workbook(io.BytesIO(content))

    def test_rows(self):
        for user in (self.manager, self.auditor):
            rows = self.report(user).search([("company_id", "=", self.company.id)])
            found = {row.res_id: row.retention_flag for row in rows}
            self.assertEqual(
                found,
                {
                    self.past.id: "past",
                    self.near.id: "near",
                    self.kept.id: "kept",
                    self.held.id: "held",
                },
            )
            row = rows.filtered(lambda each: each.res_id == self.past.id)
            self.assertEqual((row.disposable_from - row.retain_until).days, 1)
            action = row.action_open()
            self.assertEqual(
                (action["res_model"], action["res_id"]),
                ("dscsa.transaction", self.past.id),
            )

    def test_numbers(self):
        groups = self.report(self.manager)._read_group(
            [], ["record_class", "retention_flag"], ["__count"]
        )
        self.assertEqual(
            set(groups),
            {("ti_ts", flag, 1) for flag in ("past", "near", "kept", "held")},
        )

    def test_nobody_else_reads_it(self):
        for user in (self.technician, self.stock_user):
            with self.assertRaises(AccessError):
                self.report(user).search([])

    def test_workbook(self):
        for user in (self.manager, self.auditor):
            book = self.sheet(user)
            overview, records = book.worksheets
            self.assertEqual(overview["A1"].value, self.company.name)
            cells = list(overview.iter_rows(values_only=True))
            self.assertIn(("TI/TS", 1, 1, 1, 1, 4), cells)
            names = [row[1] for row in records.iter_rows(values_only=True)]
            self.assertEqual(len(names), 5)
            formula = next(name for name in names if "=cmd()" in name)
            cell = next(c for c in records["B"] if c.value == formula)
            self.assertEqual(cell.data_type, "s", "text, never a formula")
        book = self.sheet(self.manager, flag="held")
        self.assertEqual(book.worksheets[1].max_row, 2)
        self.assertIn("under legal hold", book.worksheets[1]["F2"].value)
        fact = self.env["dscsa.ledger"].search(
            [("kind", "=", "exported"), ("company_id", "=", self.company.id)], limit=1
        )
        self.assertIn("Retention", fact.subject)

    def test_paper(self):
        for user in (self.manager, self.auditor):
            paper = (
                self.env["dscsa.retention.paper"]
                .with_user(user)
                .create({"company_id": self.company.id})
            )
            html = (
                self.env["ir.actions.report"]
                .with_user(user)
                ._render_qweb_html(
                    "dscsa_compliance_retention.report_retention", paper.ids
                )[0]
                .decode()
            )
            for words in ("Retention report", "582(d)(1)(A)(iii)", "Counsel", "=cmd()"):
                self.assertIn(words, html)
            self.assertNotIn("retention due", html.lower())


@tagged("post_install", "-at_install")
class TestRetentionTour(DisposalCommon, TourCase):
    def test_from_report_to_hold_and_disposal(self):
        """A manager reads the report, prints it, sets a hold and disposes."""
        old = self.paper(self.day(7), lot="O1", invoice="90210")
        held = self.paper(self.day(7), lot="H7", invoice="90211")
        self.nightly()
        self.start_tour(
            "/odoo/dscsa-retention", "dscsa_retention", login=self.manager.login
        )
        self.env.invalidate_all()
        hold = self.env["dscsa.legal.hold"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual((hold.lots, hold.user_id), ("H7", self.manager))
        disposal = self.env["dscsa.disposal"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(disposal.state, "approved")
        self.carry_out()
        self.assertFalse(old.exists())
        self.assertTrue(held.exists())
