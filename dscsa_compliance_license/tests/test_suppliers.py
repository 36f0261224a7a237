"""Sellers: from the first file to live, and the scorecard of real discrepancies."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from odoo.addons.dscsa_compliance.tests.receiving import ReceivingCommon


@tagged("post_install", "-at_install")
class TestSuppliers(ReceivingCommon):
    def delivered(self, number, *, wrong=False, late=False):
        """One delivery of two packages; with one of another lot, or its file late."""
        prefix = f"D{number}"
        nodes = self.packages(2, prefix=prefix)
        picking = self.receipt({self.product: 2}, None if late else nodes)
        self.scan_all(picking, 2, prefix=prefix)
        if wrong:
            self.scan(picking, self.label(f"W{number}", lot="ZZ9"))
        self.validate(picking)
        if late:
            self.env.cr.execute(
                "UPDATE stock_picking SET date_done = %s WHERE id = %s",
                [fields.Datetime.now() - timedelta(days=1), picking.id],
            )
            self.env.invalidate_all()
            self.deliver(nodes, po=picking.purchase_id.name)
        return picking

    def totals(self, *measures):
        """Sums of the scorecard of the seller."""
        self.env.flush_all()
        (row,) = self.env["dscsa.supplier.score"]._read_group(
            [("partner_id", "=", self.seller.id), ("company_id", "=", self.company.id)],
            [],
            [f"{name}:sum" for name in measures],
        )
        return row

    def state(self):
        self.env.invalidate_all()
        return self.seller.with_company(self.company).dscsa_onboarding

    def test_state_follows_from_deliveries_and_live_from_a_person(self):
        self.assertEqual(self.state(), "none")
        self.delivered(1)
        self.assertEqual(self.state(), "test")
        self.delivered(2)
        self.delivered(3)
        self.assertEqual(self.state(), "proven")
        seller = self.seller.with_company(self.company)
        with self.assertRaises(AccessError):
            seller.with_user(self.pharmacist).action_dscsa_confirm_live()
        seller.with_user(self.manager).action_dscsa_confirm_live()
        self.assertEqual(self.state(), "live")
        seller.with_user(self.manager).action_dscsa_not_live()
        self.assertEqual(self.state(), "proven")

    def test_wrong_deliveries_prove_nothing(self):
        for number in range(1, 4):
            self.delivered(number, wrong=number == 2)
        self.assertEqual(self.state(), "test")
        sentence = self.seller.with_company(self.company).dscsa_score_sentence
        self.assertIn("2 of the last 3", sentence)
        self.assertIn("Open discrepancies: 1", sentence)

    def test_scorecard_counts_what_came_and_what_did_not_fit(self):
        self.delivered(1)
        self.delivered(2, wrong=True)
        self.delivered(3, late=True)
        names = ("deliveries", "clean", "packages", "late", "discrepancies")
        self.assertEqual(self.totals(*names), (3, 1, 7, 1, 2))
        rows = self.env["dscsa.supplier.score"].search(
            [("discrepancies", "=", 1), ("partner_id", "=", self.seller.id)]
        )
        self.assertEqual(set(rows.mapped("hda_category")), {"product_no_data"})

    def test_hours_to_answer_run_from_the_letter(self):
        row = self.discrepancies(self.delivered(1, wrong=True))
        asked = fields.Datetime.now() - timedelta(hours=30)
        row.sudo().write(
            {"asked_at": asked, "answered_at": asked + timedelta(hours=26)}
        )
        sentence = self.seller.with_company(self.company).dscsa_score_sentence
        self.assertIn("Answers in 26 hours", sentence)

    def test_buyers_see_one_sentence_on_the_order(self):
        buyer = new_test_user(
            self.env,
            login="dscsa_buyer",
            groups="purchase.group_purchase_user",
            company_id=self.company.id,
            company_ids=[fields.Command.set(self.company.ids)],
        )
        self.delivered(1)
        order = self.order({self.product: 1}, confirm=False).with_user(buyer)
        self.assertIn("1 of the last 1", order.dscsa_seller_sentence)

    def test_another_company_sees_its_own_only(self):
        self.delivered(1)
        other = self._make_company("Oak Pharmacy", "0399000000000")
        self.env.user.company_ids |= other
        self.assertEqual(self.seller.with_company(other).dscsa_onboarding, "none")
        stranger = new_test_user(
            self.env,
            login="dscsa_other",
            groups="dscsa_compliance.group_dscsa_auditor",
            company_id=other.id,
            company_ids=[fields.Command.set(other.ids)],
        )
        table = self.env["dscsa.supplier.score"].with_user(stranger)
        table = table.with_context(allowed_company_ids=other.ids)
        self.assertFalse(table.search([]))

    def test_returns_are_no_deliveries(self):
        picking = self.delivered(1)
        self.assertEqual(self.totals("deliveries"), (1,))
        picking.sudo().copy({"return_id": picking.id, "state": "done"})
        self.assertEqual(self.totals("deliveries"), (1,))

    def test_what_nobody_ordered_counts(self):
        """Ordered 2 A; 3 A and 2 B came."""
        nodes = [*self.packages(3), *self.packages(2, item=2, prefix="T")]
        picking = self.receipt({self.product: 2}, nodes)
        self.scan_all(picking, 3)
        self.scan_all(picking, 2, item=2, prefix="T")
        self.validate(picking)
        score = self.env["dscsa.supplier.score"].search(
            [("picking_id", "=", picking.id)]
        )
        self.assertEqual(sum(score.mapped("not_ordered")), 2)
