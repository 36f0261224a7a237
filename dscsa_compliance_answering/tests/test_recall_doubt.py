"""Recalls of goods known in part: two lots, lots that look alike, serials alone."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .recalling import RecallCommon


@tagged("post_install", "-at_install")
class TestRecallDoubt(RecallCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clinic = cls._make_partner("Fern Dermatology", False, "03431")

    def received_as(self, announced, printed, count=1):
        """Packages announced in one lot whose labels say another."""
        nodes = self.packages(count, lot=announced)
        picking = self.receipt({self.product: count}, nodes)
        self.scan_all(picking, count, lot=printed)
        self.validate(picking)
        return picking

    def test_announced_and_printed_lot_both_count(self):
        for announced, printed in (("L1", "L2"), ("L2", "L1")):
            with self.subTest(announced=announced), self.cr.savepoint() as point:
                self.received_as(announced, printed, 2)
                recall = self.recall("L1")
                found = self.counts(recall)
                self.assertEqual(sum(found.values()), 2, found)
                self.assertLessEqual(set(found), {"held", "shelf"})
                recall.action_hold()
                self.assertEqual(self.counts(recall), {"held": 2})
                point.rollback()
                self.env.invalidate_all()

    def test_the_answer_names_both_lots(self):
        self.received_as("L1", "L2")
        row = self.recall("L1").sudo().result_ids
        self.assertEqual((row.lot, row.seen_lot), ("L1", "L2"))
        self.assertIn("L2", row.whereabouts)

    def test_lots_that_look_alike_are_a_question_everywhere(self):
        self.received(2, lot="QO-0101")
        recall = self.recall("Q0-101")
        self.assertEqual(self.counts(recall), {"alike": 2})
        self.assertNotIn("never", recall.sentence)
        sale = self.sell(self.product, 1, self.lot("QO-0101"))
        answer = self.scan(sale, self.label("S0001", lot="QO-0101"))
        self.assertEqual(answer["level"], "red")
        with self.assertRaisesRegex(UserError, "recalled"):
            sale.with_user(self.stock_user).button_validate()
        with self.assertRaises(AccessError):
            recall.with_user(self.technician).spared = "QO-0101"
        recall.with_user(self.pharmacist).spared = "QO-0101"
        self.assertFalse(self.counts(recall))
        self.sold_to(self.clinic, 1, self.lot("QO-0101"))

    def test_serials_alone_guard_what_is_known(self):
        self.received(3)
        recall = self.recall("L9")
        recall.line_ids.write({"lots": False, "serials": "S0002"})
        recall.action_run()
        self.assertEqual(self.counts(recall), {"shelf": 1})
        with self.assertRaisesRegex(UserError, "S0002"):
            self.sold_to(self.clinic, 1)
        sale = self.sell(self.product, 1, self.lot())
        self.assertEqual(self.scan(sale, self.label("S0002"))["level"], "red")
        self.assertEqual(self.scan(sale, self.label("S0001"))["level"], "green")
        sale.with_user(self.stock_user).button_validate()
        self.assertEqual(sale.state, "done")
        recall.action_hold()
        self.sold_to(self.clinic, 1)

    def test_serials_nobody_recorded_are_said(self):
        picking = self.receipt({self.product: 4})
        self.proof_of(picking)
        self.validate(picking)
        recall = self.recall("")
        recall.line_ids.serials = "S0002"
        recall.action_run()
        # and the paper they came with, which may tell more
        self.assertEqual(self.counts(recall), {"no_serials": 4, "no_lots": 4})
        self.assertIn("serial number not on record", recall.sentence)

    def proof_of(self, picking):
        """A paper that lists lots alone."""
        line = {"product_id": self.product.id, "lot": "L1", "expiry": self.expiry}
        self.env["dscsa.transaction"].create(
            {
                "company_id": self.company.id,
                "proof": "paper",
                "seller_id": self.seller.id,
                "picking_ids": [(6, 0, picking.ids)],
                "line_ids": [(0, 0, {**line, "quantity": 4})],
            }
        )

    def test_an_open_recall_stands_first(self):
        self.received(1)
        today = self.env["dscsa.today"].with_user(self.technician)
        recall = self.recall()
        self.assertEqual(today.dscsa_today()["cards"][0]["key"], "recalls")
        recall.action_hold()
        self.assertEqual(today.dscsa_today()["cards"][0]["key"], "recalls")

    def test_nothing_here_and_doubt_are_told_apart(self):
        card = self.env["dscsa.today"]._recall_card(self.env["dscsa.recall"])
        before = card["sequence"]
        recall = self.recall("ZZ9 and later", code="99993-304-28")
        card = self.env["dscsa.today"]._recall_card(self.env["dscsa.recall"])
        self.assertTrue(recall.asked)
        self.assertLess(card["sequence"], before)
        self.assertIn("by hand", card["sentence"])
