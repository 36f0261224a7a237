from dataclasses import replace

from odoo.tests import tagged

from .delivering import DeliveryCommon


@tagged("post_install", "-at_install")
class TestSpecialDeliveries(DeliveryCommon):
    """Drop shipments, goods of others, samples."""

    def test_drop_shipment_pairs_by_order_number(self):
        order = self.order({self.product: 2}, partner=self.stranger)
        document = self.process(
            self.build_file(self.packages(2), po=order.name, changes=[_drop_shipped])
        )
        transaction = document.transaction_ids
        self.assertTrue(transaction.drop_shipment)
        self.assertEqual(transaction.seller_id, self.seller)
        picking = order.picking_ids
        self.assertEqual(picking.dscsa_transaction_ids, transaction)
        self.assertIn("Drop shipment", "".join(picking.message_ids.mapped("body")))
        answers = self.scan_all(picking, 2)
        self.assertEqual([each["level"] for each in answers], ["green", "green"])
        self.validate(picking)
        self.assertEqual(self.on_hand(self.product), 2)
        self.assertFalse(self.rows(picking))

    def test_other_seller_without_the_flag_is_not_paired(self):
        order = self.order({self.product: 2}, partner=self.stranger)
        self.deliver(self.packages(2), po=order.name)
        self.assertFalse(order.picking_ids.dscsa_transaction_ids)

    def test_we_hold_it_for_another_owner(self):
        owner = self.env["res.partner"].create({"name": "Hill Clinic 340B"})
        picking = self.open_delivery(
            partner_id=self.seller, invoice="340", is_seen=True, owner_id=owner
        )
        self.scan_all(picking, 2)
        self.validate(picking)
        quant = self.env["stock.quant"].search(
            [
                ("product_id", "=", self.product.id),
                ("location_id", "=", self.warehouse.lot_stock_id.id),
            ]
        )
        self.assertEqual((quant.owner_id, quant.quantity), (owner, 2))
        self.assertFalse(self.rows(picking))

    def test_goods_of_another_owner_come_back_from_hold_as_theirs(self):
        owner = self.env["res.partner"].create({"name": "Hill Clinic 340B"})
        picking = self.open_delivery(
            partner_id=self.seller, invoice="341", owner_id=owner
        )
        picking.dscsa_reason_id = False
        self.scan_all(picking, 1)
        self.validate(picking)
        held = self.package("S0001")
        self.assertEqual(held.hold, "data")
        release = (
            self.env["dscsa.release"]
            .with_user(self.pharmacist)
            ._release(held, "proof_elsewhere")
        )
        release.with_user(self.technician).action_put_back()
        quants = self.env["stock.quant"].search(
            [("product_id", "=", self.product.id), ("quantity", "!=", 0)]
        )
        ours = quants.filtered(lambda q: q.location_id.usage == "internal")
        self.assertEqual(ours.mapped("owner_id"), owner)
        self.assertEqual(sum(ours.mapped("quantity")), 1)

    def test_samples_stop_in_a_pharmacy(self):
        self.product.dscsa_is_sample = True
        for profile, level in (
            ("pharmacy_small", "red"),
            ("pharmacy", "red"),
            ("hospital", "green"),
            ("practitioner", "green"),
        ):
            with self.subTest(profile=profile):
                self.company.dscsa_profile = profile
                picking = self.open_delivery(partner_id=self.seller)
                answer = self.scan(picking, self.label(f"X{profile}"))
                self.assertEqual((answer["level"], answer["code"]), (level, "SAMPLE"))

    def test_samples_have_a_place_of_their_own_in_a_clinic(self):
        self.company.dscsa_profile = "practitioner"
        self.product.dscsa_is_sample = True
        picking = self.open_delivery(partner_id=self.seller)
        self.scan_all(picking, 2)
        self.validate(picking)
        self.assertEqual(picking.state, "done")
        place = self.warehouse.dscsa_sample_location_id
        self.assertTrue(place)
        self.assertEqual(self.on_hand(self.product, place), 2)


def _drop_shipped(events):
    """The same events, the shipment marked as a drop shipment."""
    return [
        replace(event, drop_shipment=True) if event.step == "shipping" else event
        for event in events
    ]
