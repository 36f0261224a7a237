"""A manager of one company decides nothing in another, whatever ids are handed over."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .far_company import OtherCompanyCommon


@tagged("post_install", "-at_install")
class TestOtherCompany(OtherCompanyCommon):
    def test_every_form_with_a_company_asks_for_the_right_to_be_there(self):
        rules = self.env["ir.rule"].search([("groups", "=", False)])
        ruled = set(rules.model_id.mapped("model"))
        for name in sorted(self.env.registry):
            model = self.env[name]
            if not name.startswith("dscsa.") or not model._transient:
                continue
            if "company_id" in model._fields and not model._abstract:
                self.assertIn(name, ruled)

    def test_no_form_acts_in_another_company(self):
        partner = self.seller.id
        for model, values in (
            ("dscsa.delivery.wizard", {"partner_id": partner, "invoice": "1"}),
        ):
            with self.subTest(model):
                self.form(model, **values)
                with self.assertRaises(AccessError):
                    self.form(model, company_id=self.company.id, **values)

    def test_a_paper_of_another_company_is_no_proof_here(self):
        paper = self.take_in(b"%PDF-1.4 invoice", "invoice.pdf")
        form = self.form(
            "dscsa.delivery.wizard",
            partner_id=self.seller.id,
            invoice="771",
            proof="paper",
            is_seen=True,
            evidence_id=paper.id,
        )
        with self.assertRaises(UserError):
            form.action_open()

    def test_who_confirmed_a_duty_is_no_default_of_a_client(self):
        row = self.env["dscsa.deadline"].search([("code", "=", "edds")], limit=1)
        admin = self.env.ref("base.user_admin")
        table = self.env(user=self.theirs, context={})["dscsa.deadline.confirmation"]
        made = table.with_context(
            default_user_id=admin.id, default_confirmed_at="2020-01-01 00:00:00"
        ).create({"deadline_id": row.id, "company_id": self.other.id})
        self.assertEqual(made.user_id, self.theirs)
        self.assertGreater(made.confirmed_at.year, 2020)
