"""Who may dispose of what, and what is left to show for it."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..services.retention.deletion import Deletion
from .disposing import DisposalCommon


@tagged("post_install", "-at_install")
class TestDisposalRights(DisposalCommon):
    def test_self_approval_is_recorded_or_refused(self):
        self.paper(self.day(7))
        self.nightly()
        disposal = self.propose()
        self.company.dscsa_disposal_by_two = True
        with self.refused(UserError, "two people"):
            disposal.action_approve()
        self.company.dscsa_disposal_by_two = False
        disposal.action_approve()
        self.assertTrue(disposal.self_approved)
        self.assertEqual(disposal.approved_by_id, self.manager)

    def test_rights(self):
        self.paper(self.day(7))
        self.nightly()
        for user in (self.technician, self.auditor, self.pharmacist):
            with self.assertRaises(AccessError):
                self.propose(user)
        disposal = self.propose()
        for user in (self.technician, self.auditor, self.pharmacist):
            with self.assertRaises(AccessError):
                disposal.with_user(user).action_approve()
        for values in (
            {"state": "running"},
            {"approved_by_id": self.manager.id},
            {"before": self.day()},
        ):
            with self.assertRaises(UserError):
                disposal.write(values)
        with self.assertRaises(AccessError):
            self.propose(state="running")
        with self.assertRaises(AccessError):
            self.env["dscsa.disposal.line"].with_user(self.manager).create(
                {"disposal_id": disposal.id, "model": "dscsa.transaction", "res_id": 1}
            )
        with self.assertRaises(UserError):
            disposal.sudo().unlink()
        with self.assertRaises(ValidationError):
            self.propose(before=self.day())

    def test_the_right_is_data_not_context(self):
        transaction = self.paper(self.day(7))
        self.nightly()
        disposal = self.propose().sudo()
        with self.refused(UserError, "without an approved disposal"):
            Deletion(self.env(su=True), disposal).run(transaction)
        with self.assertRaises(UserError):
            transaction.with_context(dscsa_disposal=True).unlink()
        self.assertTrue(transaction.exists())

    def test_another_company_sees_nothing_of_it(self):
        self.paper(self.day(7))
        self.nightly()
        disposal = self.dispose()
        other = self._make_company("Oak Street Pharmacy", False)
        self.manager.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        env = self.env(user=self.manager, context={"allowed_company_ids": other.ids})
        for model in (
            "dscsa.disposal",
            "dscsa.tombstone",
            "dscsa.disposal.line",
            "dscsa.retention.report",
            "dscsa.retention.run",
        ):
            self.assertFalse(
                env[model].search([("company_id", "=", self.company.id)]), model
            )
        with self.assertRaises(AccessError):
            disposal.with_env(env).read(["note"])

    def test_tombstones_never_change(self):
        self.paper(self.day(7))
        self.nightly()
        stone = self.dispose().tombstone_ids
        with self.assertRaises(UserError):
            stone.name = "Something else"
        with self.assertRaises(UserError):
            stone.unlink()
        with self.assertRaises(UserError):
            stone.with_user(self.manager).create({"name": "x"})


@tagged("post_install", "-at_install")
class TestDisposalReport(DisposalCommon):
    def test_certificate(self):
        self.paper(self.day(7), invoice="90210")
        self.nightly()
        disposal = self.dispose()
        html = (
            self.env["ir.actions.report"]
            .with_user(self.manager)
            ._render_qweb_html("dscsa_compliance_ledger.report_disposal", disposal.ids)[
                0
            ]
            .decode()
        )
        for text in (disposal.name, "90210", disposal.digest, "same person"):
            self.assertIn(text, html)
        self.assertIn(disposal.tombstone_ids.digest, html)
