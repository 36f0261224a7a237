"""Announced serials that lie here are announced, whatever the order number says."""

from dscsa_core.numbers import order_keys

from odoo.tests import tagged

from .bench import BenchCommon
from .common import STRANGER_GLN, gtin_of

_OTHER_GLN = gtin_of(9)[1:]


@tagged("post_install", "-at_install")
class TestGoodsFirst(BenchCommon):
    """Packages first, then invoice and delivery, then the order in its disguises."""

    def _link(self, picking):
        return picking.sudo().dscsa_transaction_ids

    def _codes(self, picking, first=1, count=2):
        answers = self.scan_all(picking, count, first=first)
        return [(each["level"], each["code"]) for each in answers]

    def test_disguises_of_an_order_number(self):
        forms = ("%s-1", "%s/0001", "%s R2", "%sR02", "MSP-%s", "PO# %s-10", "%s.3")
        for number, form in enumerate(forms):
            with self.subTest(form):
                first = 10 * number + 1
                order = self.order({self.product: 2})
                nodes = self.packages(2, first=first)
                self.deliver(nodes, po=form % order.name, instance=form)
                picking = order.picking_ids.with_user(self.technician)
                self.assertTrue(self._link(picking), form)
                self.assertEqual(self._codes(picking, first), [("green", False)] * 2)

    def test_parts_of_a_number_that_name_no_order(self):
        self.assertEqual(order_keys("P00451/0001"), {"P00451"})
        self.assertEqual(order_keys("12-1"), set())
        self.assertEqual(order_keys("4500012345-10"), {"4500012345"})

    def test_no_or_a_foreign_order_number(self):
        for number, po in enumerate(["", "THEIRS-7741", "44-1"]):
            with self.subTest(po):
                first = 10 * number + 1
                order = self.order({self.product: 2})
                self.deliver(self.packages(2, first=first), po=po, invoice=f"I{number}")
                picking = order.picking_ids.with_user(self.technician)
                self.assertFalse(self._link(picking))
                self.assertEqual(self._codes(picking, first), [("green", False)] * 2)
                self.assertEqual(len(self._link(picking)), 1)
                self.assertEqual(picking.dscsa_overview()["missing"], 0)
                self.validate(picking)
                self.assertFalse(self.discrepancies(picking))
                self.assertFalse(self.package(f"S{first:04d}").hold)

    def test_a_delivery_number_names_the_receipt(self):
        picking = self.delivery_of(self.seller, "D-8812")
        self.deliver(self.packages(1), delivery="D8812")
        self.assertTrue(self._link(picking))

    def test_a_sealed_case_brings_its_data(self):
        self.deliver([self.case(self.packages(3))], invoice="I1")
        picking = self.order({self.product: 3}).picking_ids
        answer = self.scan(picking, f"]d201{gtin_of(1, 1)}21C0001")
        self.assertEqual((answer["level"], answer["packages"]), ("green", 3))
        self.assertTrue(self._link(picking))

    def test_another_seller_is_never_linked(self):
        self.deliver(
            self.packages(1), seller=STRANGER_GLN, seller_name="Hazel Wholesale"
        )
        picking = self.order({self.product: 1}).picking_ids
        answer = self.scan(picking, self.label("S0001"))
        self.assertEqual(answer["code"], "SERIAL_OTHER_SELLER")
        self.assertEqual(answer["level"], "red")
        self.assertFalse(self._link(picking))
        # nor by the file that comes when it lies on the bench already
        later = self.order({self.product: 1}).picking_ids
        self.scan(later, self.label("S0002"))
        self.deliver(
            self.packages(1, first=2), seller=STRANGER_GLN, instance="late", po="X-1"
        )
        self.assertFalse(self._link(later))

    def test_another_buyer_is_never_linked_by_itself(self):
        self._make_partner("Oak Pharmacy", _OTHER_GLN, "03101")
        self.deliver(
            self.packages(1), buyer=_OTHER_GLN, buyer_name="Oak Pharmacy", invoice="I1"
        )
        picking = self.order({self.product: 1}).picking_ids
        answer = self.scan(picking, self.label("S0001"))
        self.assertEqual((answer["level"], answer["code"]), ("red", "TI_OTHER_BUYER"))
        self.assertIn("Oak Pharmacy", answer["sentence"])
        self.assertFalse(self._link(picking))

    def test_an_unknown_seller_is_asked_for(self):
        self.deliver(
            self.packages(1),
            seller=_OTHER_GLN,
            seller_name="Brook Drug Co. of Keene",
            invoice="I1",
        )
        picking = self.order({self.product: 1}).picking_ids.with_user(self.technician)
        answer = self.scan(picking, self.label("S0001"))
        self.assertEqual((answer["level"], answer["code"]), ("red", "TI_SELLER_OPEN"))
        button = next(
            each
            for each in answer["overview"]["buttons"]
            if each["key"].startswith("link_ti")
        )
        self.assertIn("Brook Drug Co. of Keene", button["confirm"])
        pressed = picking.dscsa_press(button["key"])
        self.assertEqual(pressed["level"], "green")
        self.assertEqual(pressed["overview"]["missing"], 0)
        self.validate(picking)
        self.assertFalse(self.package("S0001").hold)

    def test_data_of_another_open_receipt_are_asked_for(self):
        first = self.receipt({self.product: 1}, self.packages(1))
        second = self.order({self.product: 1}).picking_ids.with_user(self.technician)
        answer = self.scan(second, self.label("S0001"))
        self.assertEqual((answer["level"], answer["code"]), ("amber", "WRONG_RECEIPT"))
        self.assertIn(first.name, answer["sentence"])
        self.assertFalse(self._link(second))
        keys = [each["key"] for each in answer["overview"]["buttons"]]
        self.assertTrue(any(key.startswith("link_ti") for key in keys))
        answer = second.dscsa_press("link_ti.0")
        self.assertEqual(answer["level"], "amber")

    def test_nothing_known_is_said_as_before(self):
        picking = self.order({self.product: 1}).picking_ids
        answer = self.scan(picking, self.label("S0001"))
        self.assertEqual((answer["level"], answer["code"]), ("red", "NO_TI"))
