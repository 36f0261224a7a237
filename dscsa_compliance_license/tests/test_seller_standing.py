"""A seller without proof at validation: shown and asked for, or held, by profile."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from odoo.addons.dscsa_compliance.services.receiving.facts import ReceiptFacts
from odoo.addons.dscsa_compliance.services.receiving.plan import Plan
from odoo.addons.dscsa_compliance.tests.past import arranged
from odoo.addons.dscsa_compliance.tests.receiving import ReceivingCommon

from .licensing import LicenseCommon

CODE = "PARTNER_NOT_AUTHORISED"


@tagged("post_install", "-at_install")
class TestSellerStanding(LicenseCommon, ReceivingCommon):
    """Ordered while everything was fine or nobody asked; then the goods came."""

    def come(self, count=2, *, product=None, profile="pharmacy_small", gate="stop"):
        """A validated receipt of packages as announced; nothing else is wrong."""
        product = product or self.product
        self.company.write({"dscsa_profile": profile, "dscsa_gate": "off"})
        picking = self.receipt({product: count}, self.packages(count))
        self.company.dscsa_gate = gate
        self.scan_all(picking, count)
        self.validate(picking)
        return picking

    def found(self, picking):
        """{code: severity} of the receipt's open rows."""
        return {row.code: row.severity for row in self.discrepancies(picking)}

    def shown_and_asked(self, profile):
        """Not held: on the shelf, on the work list, and a task for the buyer."""
        picking = self.come(profile=profile)
        self.assertEqual(self.found(picking), {CODE: "amber"})
        self.assertEqual(self.on_hand(self.product), 2)
        row = self.discrepancies(picking)
        self.assertEqual(row.quantity, 2)
        self.assertIn("may go up", row.next_step)
        order = picking.move_ids.sudo().purchase_line_id.order_id
        self.assertEqual(len(order.activity_ids), 1)
        self.assertIn("Goods came", order.activity_ids.summary)

    def test_small_pharmacy_receives_and_is_asked(self):
        self.shown_and_asked("pharmacy_small")

    def test_pharmacy_receives_and_is_asked(self):
        self.shown_and_asked("pharmacy")

    def test_practitioner_receives_and_is_asked(self):
        self.shown_and_asked("practitioner")

    def test_proof_settles_what_was_asked(self):
        picking = self.come()
        self.prove(user=self.pharmacist)
        self.assertFalse(self.discrepancies(picking))
        row = self.env["dscsa.discrepancy"].search([("picking_id", "=", picking.id)])
        self.assertEqual((row.state, row.resolution), ("resolved", "seller_proof"))

    def test_wholesaler_holds_until_the_proof(self):
        picking = self.come(profile="wholesaler")
        self.assertEqual(self.found(picking), {CODE: "hold"})
        self.assertEqual(self.on_hand(self.product), 0)
        self.assertEqual(self.on_hand(self.product, self.hold_place()), 2)
        row = self.discrepancies(picking)
        self.assertIn("Add the proof", row.next_step)
        self.assertEqual(row.held_count, 2)
        self.prove(user=self.pharmacist)
        self.env.invalidate_all()
        self.assertEqual(row.state, "resolved")
        self.assertFalse(any(row.epc_ids.mapped("hold")))
        release = self.env["dscsa.release"].search([("epc_ids", "in", row.epc_ids.ids)])
        self.assertEqual(release.reason, "seller_proof")
        release.with_user(self.pharmacist).action_put_back()
        self.assertEqual(self.on_hand(self.product), 2)

    def test_wholesaler_releases_by_hand(self):
        picking = self.come(profile="wholesaler")
        row = self.discrepancies(picking).with_user(self.pharmacist)
        wizard = (
            self.env["dscsa.release.wizard"]
            .with_user(self.pharmacist)
            .create({"discrepancy_ids": row.ids, "reason": "seller_confirmed"})
        )
        wizard.action_release()
        self.assertFalse(any(row.sudo().epc_ids.mapped("hold")))
        # the goods are free on their word; the proof is still asked for
        self.assertEqual(row.state, "open")

    def test_another_reason_keeps_the_goods(self):
        self.company.write({"dscsa_profile": "wholesaler", "dscsa_gate": "off"})
        picking = self.receipt({self.product: 2}, self.packages(1))
        self.company.dscsa_gate = "stop"
        self.scan_all(picking, 2)
        self.validate(picking)
        self.assertEqual(
            set(self.found(picking)), {CODE, "SERIAL_NOT_ANNOUNCED", "OVERAGE"}
        )
        self.prove(user=self.pharmacist)
        self.env.invalidate_all()
        self.assertNotIn(CODE, self.found(picking))
        self.assertEqual(self.package("S0001").hold, False)
        self.assertEqual(self.package("S0002").hold, "data")

    def test_expired_says_so(self):
        row = self.paper()
        self.check(row, "confirmed", at=-400, valid_to=self.day(-9))
        picking = self.come()
        self.assertEqual(self.found(picking), {"LICENSE_EXPIRED": "amber"})
        self.assertIn("expired on", self.discrepancies(picking).message)

    def test_revoked_says_so(self):
        self.check(self.paper(), "revoked")
        self.assertEqual(self.found(self.come()), {"LICENSE_REVOKED": "amber"})

    def test_nothing_is_found(self):
        self.assertFalse(self.found(self.come(gate="off")))

    def test_goods_not_known_to_be_in_scope(self):
        self.product.dscsa_scope = "undetermined"
        picking = self.come(profile="wholesaler")
        self.assertEqual(self.found(picking), {CODE: "amber"}, "asked, never held")
        self.assertEqual(self.on_hand(self.product), 2)

    def test_goods_out_of_scope(self):
        self.product.dscsa_scope = "excluded"
        self.assertFalse(self.found(self.come(profile="wholesaler")))

    def test_proof_on_file(self):
        self.prove()
        picking = self.come(profile="wholesaler")
        self.assertFalse(self.found(picking))
        self.assertEqual(self.on_hand(self.product), 2)

    def test_exception_of_the_order_counts_when_the_goods_come_later(self):
        self.company.write({"dscsa_profile": "wholesaler"})
        self.env["dscsa.license.override"].sudo().create(
            {
                "company_id": self.company.id,
                "partner_id": self.seller.id,
                "scope": "date",
                "reason": "shortage",
                "valid_to": self.day(0),
                "user_id": self.manager.id,
                "allowed_at": fields.Datetime.now() - timedelta(days=9),
            }
        )
        picking = self.receipt({self.product: 1}, self.packages(1))
        order = picking.move_ids.sudo().purchase_line_id.order_id
        order.date_approve = fields.Datetime.now() - timedelta(days=3)
        override = self.env["dscsa.license.override"].search([])
        with arranged():
            override.sudo().valid_to = self.day(-1)
        self.scan_all(picking, 1)
        self.validate(picking)
        self.assertFalse(self.found(picking))
        self.assertEqual(self.on_hand(self.product), 1)

    def extra_queries(self, count, prefix):
        """How many more queries a plan makes because the gate is not off."""
        self.company.dscsa_gate = "off"
        picking = self.receipt(
            {self.product: count}, self.packages(count, prefix=prefix)
        )
        self.scan_all(picking, count, prefix=prefix)
        made = {}
        for gate in ("off", "off", "stop"):
            self.company.dscsa_gate = gate
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            plan = Plan.make(ReceiptFacts(picking))
            made[gate] = self.cr.sql_log_count - before
            self.assertEqual(len(plan.decisions), count)
        return made["stop"] - made["off"]

    def test_queries_do_not_grow_with_the_packages(self):
        few, many = self.extra_queries(2, "A"), self.extra_queries(20, "B")
        self.assertLessEqual(many, few)
        self.assertLess(many, 40)
