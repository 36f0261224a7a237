"""Order against TI against goods: what nobody ordered is said, kept or asked about."""

from odoo.tests import tagged

from .common import gtin_of
from .receiving import ReceivingCommon

_ORDER = ("PO_MISMATCH", "PO_UNIT_DIFFERS")


@tagged("post_install", "-at_install")
class TestOrdered(ReceivingCommon):
    """Commercial matters hold nothing and are told once a product."""

    def _rows(self, picking):
        rows = self.env["dscsa.discrepancy"].search([("picking_id", "=", picking.id)])
        return rows.filtered(lambda row: row.code in _ORDER)

    def _surplus(self):
        """Ordered 2 A; the file brings 3 A and 2 B."""
        nodes = [*self.packages(3), *self.packages(2, item=2, prefix="T")]
        picking = self.receipt({self.product: 2}, nodes)
        answers = self.scan_all(picking, 3)
        answers += self.scan_all(picking, 2, item=2, prefix="T")
        return picking, answers

    def test_not_ordered_and_more_than_ordered(self):
        picking, answers = self._surplus()
        self.assertEqual(
            [(each["level"], each["code"]) for each in answers],
            [("green", False)] * 2 + [("amber", "PO_MISMATCH")] * 3,
        )
        self.assertIn("2 ordered, 3 came", answers[2]["sentence"])
        self.validate(picking)
        rows = self._rows(picking)
        self.assertEqual(len(rows), 2)
        self.assertEqual(set(rows.mapped("severity")), {"amber"})
        facts = {row.product_id: row.facts for row in rows}
        self.assertEqual(facts[self.product]["found"], 3)
        self.assertEqual(facts[self.other_product]["found"], 2)
        self.assertEqual(facts[self.other_product]["expected"], "0")
        self.assertFalse(picking.dscsa_overview()["held"])
        self.assertEqual(self.on_hand(self.other_product), 2)

    def test_accepted_at_the_bench_with_one_tap(self):
        picking, answers = self._surplus()
        keys = [each["key"] for each in answers[-1]["overview"]["buttons"]]
        self.assertLessEqual({"accept_order", "ask_order"}, set(keys))
        pressed = picking.dscsa_press("accept_order")
        self.assertEqual(pressed["level"], "green")
        keys = [each["key"] for each in pressed["overview"]["buttons"]]
        self.assertNotIn("accept_order", keys)
        self.validate(picking)
        rows = self._rows(picking)
        self.assertEqual(set(rows.mapped("resolution")), {"accepted"})

    def test_accepted_on_the_work_list_or_asked(self):
        picking, _answers = self._surplus()
        asked = picking.dscsa_press("ask_order")
        self.assertTrue(asked["action"])
        rows = self._rows(picking)
        self.assertEqual(len(rows), 2)
        self.validate(picking)
        self.assertEqual(self._rows(picking), rows)
        rows[0].with_user(self.technician).action_accept()
        self.assertEqual(rows[0].resolution, "accepted")

    def test_another_unit(self):
        case = self.env["uom.uom"].create(
            {
                "name": "Case of 12",
                "relative_factor": 12,
                "relative_uom_id": self.product.uom_id.id,
            }
        )
        order = self.order({self.product: 2}, confirm=False)
        order.order_line.product_uom_id = case
        order.button_confirm()
        picking = order.picking_ids.with_user(self.technician)
        self.deliver(self.packages(2), po=order.name)
        answer = self.scan(picking, self.label("S0001"))
        self.assertEqual((answer["level"], answer["code"]), ("amber", _ORDER[1]))
        self.assertIn("Case of 12", answer["sentence"])
        self.assertIn("24", answer["sentence"])

    def test_less_than_ordered_is_a_backorder(self):
        picking = self.receipt({self.product: 5}, self.packages(2))
        answers = self.scan_all(picking, 2)
        self.assertEqual({each["level"] for each in answers}, {"green"})
        self.validate(picking)
        self.assertFalse(self._rows(picking))

    def test_a_sealed_case_beyond_the_order(self):
        case = self.case(self.packages(3))
        picking = self.receipt({self.product: 2}, [case])
        answer = self.scan(picking, f"]d201{gtin_of(1, 1)}21C0001")
        self.assertEqual((answer["level"], answer["code"]), ("amber", _ORDER[0]))

    def test_without_an_order_nothing_is_compared(self):
        wizard = self.env["dscsa.delivery.wizard"].with_user(self.technician)
        receipt = wizard.create(
            {"partner_id": self.seller.id, "invoice": "I-77"}
        ).action_open()
        picking = self.env["stock.picking"].search([("dscsa_invoice", "=", "I-77")])
        self.assertTrue(receipt)
        self.deliver(self.packages(2), invoice="I-77")
        answers = self.scan_all(picking, 2)
        self.assertEqual({each["level"] for each in answers}, {"green"})

    def test_a_practitioner_gets_notes(self):
        self.company.dscsa_profile = "practitioner"
        _picking, answers = self._surplus()
        self.assertEqual({each["level"] for each in answers}, {"green"})
