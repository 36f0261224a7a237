"""Readiness: strict rows per profile, computed from the records, opening them."""

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from odoo.addons.dscsa_compliance.tests.receiving import ReceivingCommon

from ..services import readiness as readiness_service
from ..services.readiness import Readiness, Row


class ReadinessCommon(ReceivingCommon):
    """Rows of the company as a person sees them."""

    def rows(self, user=None):
        """{code: row} as the screen shows them to this person."""
        self.env.invalidate_all()
        table = self.env["dscsa.readiness.row"].with_user(user or self.auditor)
        table = table.with_company(self.company)
        table.action_open_readiness()
        return {row.code: row for row in table.search([])}

    def on(self, day):
        """Look at the records as on another day."""
        return patch.object(readiness_service, "today_of", lambda _company: day)

    def delivery(self, *, announced=True, count=2, prefix="S"):
        """A received delivery, with the seller's file or without any TI/TS."""
        nodes = self.packages(count, prefix=prefix) if announced else None
        picking = self.receipt({self.product: count}, nodes, instance=prefix)
        self.scan_all(picking, count, prefix=prefix)
        self.validate(picking)
        return picking


@tagged("post_install", "-at_install")
class TestReadiness(ReadinessCommon):
    def test_nothing_on_record_is_a_gap_not_a_praise(self):
        rows = self.rows()
        for code in ("own_licenses", "procedures", "training"):
            with self.subTest(code=code):
                self.assertEqual(rows[code].state, "gap")
                self.assertTrue(rows[code].gap)

    def test_an_empty_company_is_green_nowhere(self):
        """Every profile × every duty, in trial and live."""
        empty = self.env["res.company"].create({"name": "Empty Shelf Pharmacy"})
        self.env["dscsa.backup"].sudo().search([]).unlink()
        self.env["product.template"].search([]).write({"dscsa_scope": "undetermined"})
        for live in (False, self.today):
            empty.sudo().dscsa_live_date = live
            for profile, _name in empty._fields["dscsa_profile"].selection:
                empty.sudo().dscsa_profile = profile
                for row in Readiness(self.env, empty).rows():
                    with self.subTest(f"{profile} {row.code} live={bool(live)}"):
                        if row.code == "people":
                            continue  # the administrator of a test may release
                        if row.code == "live" and live:
                            continue  # going live is a fact of its ledger
                        self.assertNotEqual(row.state, "complete", row.evidence)

    def test_states_follow_from_evidence_alone(self):
        row = Row("x", "Duty", "Source", "Evidence")
        self.assertEqual(row.state, "nothing")
        self.assertEqual(replace(row, shown=1).state, "complete")
        self.assertEqual(replace(row, shown=1, gap="Hole").state, "gap")
        self.assertEqual(replace(row, shown=1, is_outside=True).state, "outside")
        self.assertEqual(replace(row, shown=1, is_note=True).state, "note")

    def test_portal_and_paper_packages_are_counted(self):
        self.company.sudo().dscsa_profile = "pharmacy"
        self.delivery(count=2)
        self.delivery(announced=False, count=1, prefix="X")
        transaction = (
            self.env["dscsa.transaction"]
            .sudo()
            .create(
                {
                    "company_id": self.company.id,
                    "proof": "portal",
                    "seller_id": self.seller.id,
                    "package_count": 140,
                }
            )
        )
        picking = self.receipt({self.product: 1})
        picking.sudo().dscsa_transaction_ids = transaction
        self.scan(picking, self.label("P0001"))
        self.validate(picking)
        row = self.rows()["package_data"]
        self.assertIn("Of 143 packages", row.evidence)
        self.assertEqual((row.state, row.gap), ("gap", "Packages without: 141."))

    def test_unanswered_requests_are_not_complete(self):
        self.assertEqual(self.rows()["requests"].state, "nothing")
        request = (
            self.env["dscsa.information.request"]
            .sudo()
            .create(
                {
                    "company_id": self.company.id,
                    "asker": "fda",
                    "agency": "FDA, Office of Compliance",
                    "reason": "recall",
                }
            )
        )
        row = self.rows()["requests"]
        self.assertEqual(row.state, "gap")
        self.assertEqual(row.gap, "Not answered yet: 1.")
        request.state = "answered"
        self.assertEqual(self.rows()["requests"].state, "complete")

    def test_who_sells_owes_ti_ts_to_the_buyer(self):
        self.assertNotIn("provided", self.rows())
        self.company.sudo().dscsa_profile = "wholesaler"
        self.assertEqual(self.rows()["provided"].state, "nothing")
        self.company.sudo().dscsa_live_date = False
        self.delivery(count=2)
        out = self.sell(self.product, 1)
        out.with_user(self.env.user).sudo().button_validate()
        self.env.invalidate_all()
        self.assertEqual(out.sudo().state, "done")
        self.assertEqual(self.rows()["provided"].state, "gap")
        out.sudo().dscsa_reason_id = self.env["dscsa.reason"]._of("X1")
        self.assertEqual(self.rows()["provided"].state, "complete")

    def test_a_quarantine_nobody_used_is_no_praise(self):
        self.assertEqual(self.rows()["suspect"].state, "nothing")
        self.assertEqual(self.rows()["outside"].state, "outside")

    def test_it_never_says_compliant(self):
        self.delivery()
        for profile in ("pharmacy_small", "practitioner", "wholesaler", "3pl"):
            self.company.sudo().dscsa_profile = profile
            for row in self.rows().values():
                said = f"{row.duty} {row.evidence} {row.gap} {row.source}".lower()
                self.assertNotRegex(said, "compliant|in compliance")
                self.assertTrue(row.duty and row.source and row.evidence)

    def test_deliveries_with_and_without_proof(self):
        self.delivery()
        row = self.rows()["ti_ts"]
        self.assertEqual((row.state, row.gap), ("complete", ""))
        self.assertIn("1 of 1 deliveries", row.evidence)
        bare = self.delivery(announced=False, prefix="X")
        row = self.rows()["ti_ts"]
        self.assertEqual(row.state, "gap")
        found = self.env["stock.picking"].search(row.action_open()["domain"])
        self.assertEqual(found, bare.sudo(False).with_user(self.env.user))
        lifts = [("lifts_ti", "=", True), ("direction", "!=", "out")]
        reasons = self.env["dscsa.reason"].search(lifts)
        lacking = reasons.filtered("needs_evidence")[:1]
        bare.sudo().dscsa_reason_id = lacking
        self.assertEqual(self.rows()["ti_ts"].state, "gap", lacking.name)
        plain = reasons.filtered(
            lambda each: (
                not (each.needs_evidence or each.needs_end_date or each.needs_note)
            )
        )
        bare.sudo().dscsa_reason_id = plain[:1]
        self.assertEqual(self.rows()["ti_ts"].state, "complete")

    def test_ti_taken_back_proves_no_delivery(self):
        picking = self.delivery()
        given = picking.sudo().dscsa_transaction_ids
        given.withdrawn_by_id = given.document_id
        row = self.rows()["ti_ts"]
        self.assertEqual((row.state, row.action_open()["domain"][0][2]),
                         ("gap", picking.ids))  # fmt: skip

    def test_a_denied_statement_is_a_gap(self):
        picking = self.receipt({self.product: 1})
        self.deliver(self.packages(1), po=picking.origin, statement=False)
        self.assertEqual(self.rows()["statement"].state, "gap")

    def test_practitioners_owe_no_tracing_but_buy_from_proven_sellers(self):
        self.company.sudo().dscsa_profile = "practitioner"
        rows = self.rows()
        self.assertEqual(rows["ti_ts"].state, "note")
        self.assertIn("582(d)(5)", rows["ti_ts"].source)
        self.assertNotIn("suspect", rows)
        self.assertNotIn("package_data", rows)
        self.assertEqual(rows["sellers"].state, "nothing")
        self.assertNotIn("Suspect", rows["procedures"].gap)
        self.assertNotIn("outside", rows)
        self.assertEqual(rows["requests"].state, "note")
        for code in ("requests", "live"):
            self.assertIn("582(d)(5)", rows[code].source)
        self.assertNotIn("in charge", rows["people"].gap or "")

    def test_a_wholesaler_is_bound_by_its_own_section(self):
        self.company.sudo().dscsa_profile = "wholesaler"
        rows = self.rows()
        self.assertIn("582(c)", rows["ti_ts"].source)
        self.assertNotIn("size", rows)
        self.company.sudo().dscsa_profile = "3pl"
        self.assertEqual(self.rows()["ti_ts"].state, "note")

    def test_a_small_pharmacy_is_judged_by_the_printed_day(self):
        self.company.sudo().write(
            {
                "dscsa_profile": "pharmacy_small",
                "dscsa_licensed_count": 8,
                "dscsa_licensed_date": self.today,
            }
        )
        picking = self.receipt({self.product: 1})
        self.scan(picking, self.label("X0001"))
        self.validate(picking)
        before = fields.Date.to_date("2026-11-26")
        after = fields.Date.to_date("2026-11-27")
        with self.on(before):
            row = self.rows()["package_data"]
            self.assertEqual(row.state, "note")
            self.assertIn("27 Nov 2026", row.evidence)
            self.assertIn("confirm with FDA", row.evidence)
        with self.on(after):
            self.assertEqual(self.rows()["package_data"].state, "gap")

    def test_size_asks_for_the_tick(self):
        company = self.company.sudo()
        company.dscsa_profile = "pharmacy_small"
        self.assertIn("Count the full-time", self.rows()["size"].gap)
        company.write({"dscsa_licensed_count": 30, "dscsa_licensed_date": self.today})
        self.assertIn("more than 25", self.rows()["size"].gap)
        company.dscsa_licensed_count = 9
        self.assertIn("Two dates", self.rows()["size"].gap)
        binder = self.env["dscsa.binder"]._of_company(self.company)
        binder.with_user(self.manager).size_choice = "printed"
        self.assertEqual(self.rows()["size"].state, "complete")

    def test_portals_need_an_agreement_in_force(self):
        self.seller.dscsa_intake = "portal"
        self.assertIn("Brook Drug", self.rows()["portals"].gap)
        agreement = self.env["dscsa.agreement"].create(
            {"partner_id": self.seller.id, "company_id": self.company.id}
        )
        self.assertNotIn("Brook Drug", self.rows()["portals"].gap or "")
        agreement.write({"date_from": self.days_ago(9), "date_to": self.days_ago(1)})
        self.assertIn("Brook Drug", self.rows()["portals"].gap)

    def test_old_discrepancies_and_suspect_goods(self):
        self.delivery()
        self.package("S0001").with_user(self.pharmacist)._hold("suspect")
        rows = self.rows()
        self.assertEqual(rows["suspect"].state, "gap")
        found = self.env["dscsa.epc"].search(rows["suspect"].action_open()["domain"])
        self.assertEqual(found.serial, "S0001")

    def test_backup_not_older_than_three_days(self):
        # kept without a company: what a used database has of them goes
        backups = self.env["dscsa.backup"].sudo()
        backups.search([]).unlink()
        self.assertEqual(self.rows()["backup"].state, "gap")
        old = fields.Datetime.now() - timedelta(days=4)
        backup = backups.create({"name": "a", "made_at": old, "state": "good"})
        self.assertIn("older than three days", self.rows()["backup"].gap)
        backup.made_at = fields.Datetime.now()
        self.assertEqual(self.rows()["backup"].state, "complete")

    def test_requests_past_their_day(self):
        self.assertEqual(self.rows()["requests"].state, "nothing")
        request = self.env["dscsa.information.request"].create(
            {
                "company_id": self.company.id,
                "asker": "fda",
                "agency": "FDA",
                "reason": "recall",
                "received_at": fields.Datetime.now() - timedelta(days=20),
            }
        )
        row = self.rows()["requests"]
        self.assertEqual(row.state, "gap")
        action = row.with_user(self.manager).sudo().action_open()
        found = self.env["dscsa.information.request"].search(action["domain"])
        self.assertIn(request, found)

    def test_trial_is_a_gap(self):
        self.company.sudo().dscsa_live_date = False
        self.assertIn("trial", self.rows()["live"].evidence)
        self.assertEqual(self.rows()["live"].state, "gap")

    def test_every_row_opens_something_or_says_it_cannot(self):
        self.delivery(announced=False)
        for row in self.rows(self.manager).values():
            with self.subTest(code=row.code):
                if row.opens.get("action"):
                    self.assertTrue(row.action_open()["type"])
        self.assertEqual(self.rows()["outside"].state, "outside")

    def test_rows_are_ones_own_and_of_the_company(self):
        mine = self.rows(self.auditor)["ti_ts"]
        self.rows(self.technician)
        self.env.invalidate_all()
        seen = self.env["dscsa.readiness.row"].with_user(self.technician).search([])
        self.assertNotIn(mine.id, seen.ids)
        other = self._make_company("Birch Street Pharmacy", "0860000500017")
        self.delivery()
        user = new_test_user(
            self.env,
            login="dscsa_birch",
            groups="dscsa_compliance.group_dscsa_manager",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        table = (
            self.env["dscsa.readiness.row"]
            .with_user(user)
            .with_context(allowed_company_ids=other.ids)
        )
        table.action_open_readiness()
        row = table.search([("code", "=", "ti_ts")])
        self.assertIn("0 of 0", row.evidence)
        with self.assertRaises(AccessError):
            self.env["dscsa.readiness.row"].with_user(
                self.stock_user
            ).action_open_readiness()

    def test_paper_says_the_same(self):
        self.delivery(announced=False)
        report = self.env["ir.actions.report"].with_user(self.auditor)
        html, _kind = report._render_qweb_html(
            "dscsa_compliance_binder.report_readiness", self.company.ids
        )
        text = html.decode()
        self.assertIn("Deliveries without TI/TS: 1.", text)
        self.assertIn("Not legal advice", text)
        self.assertNotRegex(text.lower(), "compliant|in compliance")
