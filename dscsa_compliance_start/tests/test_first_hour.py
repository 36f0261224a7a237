"""The first hour: four questions, steps that notice what is there, all skippable."""

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged

from odoo.addons.dscsa_compliance.tests.receiving import ReceivingCommon


@tagged("post_install", "-at_install")
class TestFirstHour(ReceivingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.sudo().dscsa_live_date = False
        # sellers are shared by companies: what a used database knows of them goes
        cls.env["res.partner"].search(
            ["|", ("dscsa_intake", "!=", False), ("dscsa_desk_phone", "!=", False)]
        ).write({"dscsa_intake": False, "dscsa_desk_phone": False})

    def guide(self, user=None):
        """The guide as the manager opens it."""
        table = self.env["dscsa.first.hour"].with_user(user or self.manager)
        action = table.with_company(self.company).action_open_guide()
        self.env.invalidate_all()
        return table.browse(action["res_id"])

    def state(self, code):
        """State of one step now."""
        guide = self.guide()
        return guide.step_ids.filtered(lambda step: step.code == code).state

    def test_guide_is_made_once_a_company(self):
        self.assertEqual(self.guide(), self.guide(self.technician))
        codes = self.env["dscsa.setup.step"]._fields["code"].get_values(self.env)
        self.assertEqual(self.guide().step_ids.mapped("code"), codes)
        self.assertEqual(self.guide().progress, 0)

    def test_answers_reach_the_company_without_a_right_to_it(self):
        with Form(self.guide()) as form:
            form.profile = "practitioner"
            form.licensed_count = 4
            form.pic_id = self.pharmacist
            form.deputy_id = self.technician
            form.records_only = True
        self.assertEqual(self.company.dscsa_profile, "practitioner")
        self.assertEqual(self.company.dscsa_licensed_count, 4)
        self.assertEqual(self.company.dscsa_pic_id, self.pharmacist)
        self.assertTrue(self.company.dscsa_records_only)
        self.assertEqual(self.state("questions"), "done")

    def test_a_technician_looks_and_changes_nothing(self):
        guide = self.guide(self.technician)
        with self.assertRaises(AccessError):
            guide.write({"profile": "wholesaler"})
        with self.assertRaises(AccessError):
            guide.action_skip_all()
        with self.assertRaises(AccessError):
            guide.action_answered()

    def test_advice_on_the_count(self):
        guide = self.guide()
        with Form(guide) as form:
            form.profile = "pharmacy_small"
            form.licensed_count = 26
            self.assertIn("More than 25", form.advice)
            form.licensed_count = 25
            self.assertFalse(form.advice)
            form.profile = "pharmacy"
            self.assertIn("25 or fewer", form.advice)

    def test_everything_can_be_skipped_and_taken_up(self):
        guide = self.guide()
        guide.action_skip_all()
        self.assertEqual(self.guide().progress, 100)
        step = guide.step_ids[1]
        step.action_take_up()
        self.assertEqual(step.state, "open")
        self.assertLess(self.guide().progress, 100)

    def test_steps_notice_what_is_there(self):
        self.assertEqual(self.state("seller"), "open")
        self.seller.dscsa_desk_phone = "603 555 0199"
        self.assertEqual(self.state("seller"), "done")
        self.assertEqual(self.state("file"), "open")
        picking = self.receipt({self.product: 1}, self.packages(1))
        self.assertEqual(self.state("file"), "done")
        self.assertEqual(self.state("tote"), "open")
        self.scan_all(picking, 1)
        self.validate(picking)
        self.assertEqual(self.state("tote"), "done")
        self.company._dscsa_go_live(self.today)
        self.assertEqual(self.state("live"), "done")

    def test_every_step_leads_somewhere(self):
        for step in self.guide().step_ids:
            action = step.action_open()
            if step.code == "questions":
                self.assertEqual(step.state, "done")
            else:
                tag = action.get("tag", "")
                self.assertTrue(action.get("res_model") in self.env or "dscsa" in tag)

    def test_a_fresh_company_receives_without_any_setting(self):
        company = self.env["res.company"].create({"name": "Fresh Pharmacy"})
        guide = self.env["dscsa.first.hour"]._of_company(company)
        self.assertEqual(set(guide.step_ids.mapped("state")) - {"done"}, {"open"})
        self.assertEqual(company.dscsa_profile, "pharmacy_small")
        self.assertTrue(company.dscsa_is_trial)
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        env = self.env(context={"allowed_company_ids": company.ids})
        picking = env["stock.picking"].create(
            {
                "picking_type_id": warehouse.in_type_id.id,
                "partner_id": self.stranger.id,
                "company_id": company.id,
            }
        )
        self.note(picking)
        picking.button_validate()
        self.env.invalidate_all()
        self.assertEqual(picking.state, "done")
        held = self.env["dscsa.epc"].search(
            [("company_id", "=", company.id), ("hold", "!=", False)]
        )
        self.assertFalse(held)

    def note(self, picking):
        """TI of a receipt, as somebody saw it in a portal."""
        company = picking.company_id
        product = self.product.copy({"company_id": company.id, "barcode": False})
        line = {"product_id": product.id, "lot": "K7", "quantity": 2}
        picking.env["dscsa.transaction"].create(
            {
                "company_id": company.id,
                "proof": "portal",
                "statement": "yes",
                "seller_id": self.stranger.id,
                "picking_ids": [Command.set(picking.ids)],
                "line_ids": [Command.create({**line, "expiry": self.expiry})],
            }
        )
