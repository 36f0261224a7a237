"""What is seen before anyone presses, the switch to stop, and exceptions from it."""

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .licensing import LicenseCommon


@tagged("post_install", "-at_install")
class TestGateSwitch(LicenseCommon):
    # Seen before anyone presses -----------------------------------------------------

    def test_banner_while_typing(self):
        form = Form(self.env["purchase.order"].with_user(self.buyer))
        form.partner_id = self.seller
        with form.order_line.new() as line:
            line.product_id = self.product
        self.assertEqual(form.dscsa_gate_level, "stop")
        self.assertIn("No proof yet", form.dscsa_gate_sentence)
        self.assertIn("Two minutes", form.dscsa_gate_next_step)
        self.prove()
        self.prove(self.stranger, state=self.ma, number="M-1")
        form.partner_id = self.stranger
        self.assertEqual(form.dscsa_gate_level, "ok")

    def test_drop_ship_state_counts(self):
        self.prove()
        self.env["dscsa.license.requirement"].create(
            {
                "role": "wholesaler",
                "issuer": "ship_to",
                "ship_to_state_id": self.vt.id,
                "type_ids": [Command.set(self.wholesale.ids)],
                "interstate_only": True,
                "source": "Asked the board",
            }
        )
        order = self.rfq()
        self.assertEqual(order.dscsa_gate_level, "ok")
        self.warehouse.partner_id = self.env["res.partner"].create(
            {"name": "Depot", "state_id": self.vt.id}
        )
        self.env.invalidate_all()
        self.assertEqual(order.dscsa_gate_status, "other_state")

    # The switch and the exceptions --------------------------------------------------

    def test_all_my_suppliers_are_in(self):
        self.company.dscsa_gate = "warn"
        self.rfq()
        self.rfq(self.stranger)
        self.prove()
        wizard = self.env["dscsa.gate.wizard"].create({"company_id": self.company.id})
        self.assertEqual((wizard.proven, wizard.total), (1, 2))
        self.assertEqual(wizard.progress, 50)
        self.assertEqual(wizard.missing_ids, self.stranger)
        with self.assertRaises(AccessError):
            wizard.with_user(self.buyer).action_all_in()
        wizard.with_user(self.manager).action_all_in()
        self.assertEqual(self.company.dscsa_gate, "stop")
        self.assertEqual(self.company.dscsa_gate_user_id, self.manager)
        wizard.with_user(self.manager).action_back_to_warn()
        self.assertEqual(self.company.dscsa_gate, "warn")

    def allow(self, order, user=None, **values):
        values = {
            "partner_id": order.partner_id.id,
            "order_id": order.id,
            "company_id": self.company.id,
            "scope": "order",
            "reason": "shortage",
            "valid_to": self.day(7),
            **values,
        }
        user = user or self.manager
        return (
            self.env["dscsa.override.wizard"]
            .with_user(user)
            .create(values)
            .action_allow()
        )

    def test_override_of_one_order(self):
        order, other = self.rfq(), self.rfq()
        self.allow(order)
        self.env.invalidate_all()
        self.assertEqual(order.dscsa_gate_level, "info")
        order.button_confirm()
        with self.refused():
            other.button_confirm()
        row = self.env["dscsa.license.override"].search([])
        self.assertEqual((row.reason, row.state), ("shortage", "active"))
        self.assertEqual(row.user_id, self.manager)
        self.assertIn("No proof yet", row.problem)
        self.assertEqual(row.order_name, order.name)
        with self.assertRaises(AccessError):
            row.with_user(self.manager).valid_to = self.day(99)
        with self.assertRaises(UserError):
            row.sudo().unlink()

    def test_override_until_a_day(self):
        order = self.rfq()
        self.allow(order, scope="date", valid_to=self.day(3))
        self.rfq().button_confirm()
        self.assertEqual(self.status(day=self.day(3)).status, "override")
        self.assertEqual(self.status(day=self.day(4)).status, "none")

    def test_override_needs_the_manager_and_a_reason(self):
        order = self.rfq()
        for user in (self.pharmacist, self.buyer):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.allow(order, user)
        with self.assertRaisesRegex(UserError, "reason"):
            self.allow(order, reason="other")
        with self.assertRaisesRegex(UserError, "past"):
            self.allow(order, valid_to=fields.Date.subtract(self.day(0), days=2))
        with self.assertRaises(AccessError):
            self.env["dscsa.license.override"].with_user(self.manager).create(
                {"partner_id": self.seller.id}
            )

    def test_override_ends_by_a_revocation_and_nothing_less(self):
        order = self.rfq()
        row = self.paper()
        self.allow(order, scope="date", valid_to=self.day(9))
        for result in ("not_found", "differs", "unreachable", "expired"):
            self.check(row, result)
            self.assertEqual(self.status().status, "override", result)
        check = self.check(row, "revoked")
        override = self.env["dscsa.license.override"].search([])
        self.assertEqual((override.state, override.ended_by_id), ("ended", check))
        with self.refused("revoked"):
            order.button_confirm()
        self.allow(order)
        order.button_confirm()
        self.assertEqual(order.state, "purchase")
