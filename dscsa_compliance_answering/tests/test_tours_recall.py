"""A recall in the web client, and where no stock is kept."""

from odoo import Command, fields
from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.touring import TourCase

from .recalling import RecallCommon


@tagged("post_install", "-at_install")
class TestToursRecall(RecallCommon, TourCase):
    def test_notice_to_hold(self):
        self.received(3)
        self.start_tour(
            "/odoo/dscsa-recalls?debug=0", "dscsa_recall", login="dscsa_technician"
        )
        self.env.invalidate_all()
        recall = self.env["dscsa.recall"].search([("reference", "=", "R-12")])
        self.assertEqual(self.counts(recall), {"held": 3})
        self.assertEqual(recall.create_uid, self.technician)


@tagged("post_install", "-at_install")
class TestRecallRecords(RecallCommon):
    """A pharmacy that keeps records only: the register and lists are all there is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.dscsa_records_only = True

    def transaction(self, picking, **line):
        """A portal proof of one line for a receipt."""
        return self.env["dscsa.transaction"].create(
            {
                "company_id": self.company.id,
                "proof": "portal",
                "portal": "Brook Connect",
                "seller_id": self.seller.id,
                "transaction_date": fields.Date.today(),
                "picking_ids": [Command.set(picking.ids)],
                "line_ids": [
                    Command.create(
                        {"product_id": self.product.id, "quantity": 6, **line}
                    )
                ],
            }
        )

    def recorded(self, scans=()):
        """A delivery that was recorded, with a few packages scanned."""
        picking = (
            self.env["stock.picking"]
            .with_user(self.technician)
            .create(
                {
                    "picking_type_id": self.warehouse.in_type_id.id,
                    "partner_id": self.seller.id,
                    "location_id": self.env.ref("stock.stock_location_suppliers").id,
                    "location_dest_id": self.warehouse.lot_stock_id.id,
                }
            )
        )
        return picking, scans

    def finish(self, picking, scans):
        for serial, lot in scans:
            self.scan(picking, self.label(serial, lot=lot))
        picking.button_validate()
        self.env.invalidate_all()
        self.assertEqual(picking.state, "done")

    def test_scanned_packages_are_on_the_shelf_until_they_age(self):
        picking, scans = self.recorded([("A1", "L1"), ("A2", "L1"), ("A3", "L2")])
        self.transaction(picking).line_ids.unlink()
        self.finish(picking, scans)
        recall = self.recall()
        self.assertEqual(self.counts(recall), {"shelf": 2, "no_lots": 0})
        bare = recall.result_ids.filtered(lambda row: row.bucket == "no_lots")
        self.assertEqual(bare.deliveries, 1, "what was not scanned may be of the lot")
        recall.action_hold()
        self.assertEqual(self.counts(recall)["held"], 2)
        self.assertFalse(self.env["stock.quant"].search([("lot_id.name", "=", "L1")]))
        self.package("A3").sudo().status = "presumed_used"
        other = self.recall("L2")
        self.assertEqual(self.counts(other)["unknown"], 1)

    def test_listed_lots_nobody_scanned_are_unknown(self):
        picking, scans = self.recorded([("A1", "L7")])
        self.transaction(picking, lot="L1", quantity=6)
        self.finish(picking, scans)
        recall = self.recall()
        row = recall.result_ids.filtered(lambda each: each.bucket == "unknown")
        self.assertEqual((row.quantity, row.place), (6, "Brook Connect"))

    def test_lines_without_lots_are_looked_through(self):
        picking, scans = self.recorded()
        self.transaction(picking, lot=False, quantity=6)
        picking.with_user(self.technician).button_validate()
        recall = self.recall()
        row = recall.result_ids
        self.assertEqual((row.bucket, row.quantity), ("no_lots", 6))
        self.assertIn("portal", row.next_step)

    def test_not_received_yet(self):
        picking, _scans = self.recorded()
        self.transaction(picking, lot="L1", quantity=4)
        self.assertEqual(self.counts(self.recall()), {"announced": 4})
