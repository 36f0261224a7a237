import json

from odoo.tests import tagged

from .common import gtin_of, key_of
from .receiving import ReceivingCommon
from .touring import TourCase


@tagged("post_install", "-at_install")
class TestReceivingTours(ReceivingCommon, TourCase):
    """The main way through, in a browser, by a technician."""

    def setUp(self):
        super().setUp()
        self.tote_order = self.order(
            {self.product: 8, self.other_product: 8, self.third_product: 8}
        )
        self.picking = self.tote_order.picking_ids

    def good(self):
        """24 packages of three products, as announced."""
        return [*self.announced(), *self.packages(1, item=3, lot="C1", first=8)]

    def announced(self):
        """23 packages of three products."""
        return [
            *self.packages(8, lot="A1"),
            *self.packages(8, item=2, lot="B1"),
            *self.packages(7, item=3, lot="C1"),
        ]

    def labels(self, last_lot="C1"):
        """What is printed on the 24 packages of the tote."""
        lots = [(1, "A1", 8), (2, "B1", 8), (3, "C1", 7)]
        texts = [
            self.label(f"S{number:04d}", item=item, lot=lot)
            for item, lot, count in lots
            for number in range(1, count + 1)
        ]
        return [*texts, self.label("S0008", item=3, lot=last_lot)]

    def tote_file(self, nodes, instance):
        """Text of the seller's file for the order."""
        return self.build_file(
            nodes, po=self.tote_order.name, instance=instance
        ).decode()

    def run_tour(self, name, path="/odoo/dscsa-documents", **given):
        """Start a tour as the technician, who has these files and labels at hand."""
        attachment = self.env["ir.attachment"].create(
            {
                "name": "given.json",
                "raw": json.dumps(given).encode(),
                "public": True,
            }
        )
        self.start_tour(
            path,
            name,
            login=self.technician.login,
            cookies={"dscsa_tour": str(attachment.id)},
        )
        self.env.invalidate_all()

    def on_shelf(self):
        """Saleable packages of the tote."""
        return sum(
            product.with_company(self.company).free_qty for product in self.products
        )

    def test_a_file_is_uploaded_read_scanned_and_received(self):
        self.run_tour(
            "dscsa_receive_by_scanning",
            files={"tote.xml": self.tote_file(self.good(), "first")},
            labels=self.labels(),
        )
        self.assertEqual(self.picking.state, "done")
        self.assertEqual(self.on_shelf(), 24)
        self.assertFalse(self.discrepancies(self.picking))
        scans = self.env["dscsa.scan"].search([("picking_id", "=", self.picking.id)])
        self.assertEqual(len(scans), 25)
        self.assertEqual(len(scans.filtered("undone_at")), 1)
        self.assertEqual(scans.user_id, self.technician)
        package = self.epc(key_of(gtin_of(3), "S0008"))
        self.assertEqual((package.status, package.hold), ("in_stock", False))
        self.assertEqual(package.transaction_id.po_numbers, self.tote_order.name)

    def test_one_wrong_bottle_is_held_until_the_corrected_file(self):
        labels = self.labels(last_lot="7K21")
        self.run_tour(
            "dscsa_one_wrong_bottle",
            files={"tote.xml": self.tote_file(self.announced(), "first")},
            labels=labels,
        )
        held = self.epc(key_of(gtin_of(3), "S0008"))
        self.assertEqual((self.picking.state, self.on_shelf()), ("done", 23))
        self.assertEqual((held.hold, held.status), ("data", "in_stock"))
        self.assertEqual(self.on_hand(self.third_product, self.hold_place()), 1)
        wrong = self.packages(1, item=3, lot="7K21", first=8)
        corrected = self.tote_file([*self.announced(), *wrong], "second")
        self.run_tour("dscsa_corrected_file", files={"corrected.xml": corrected})
        self.run_release()
        self.assertFalse(held.hold)
        release = self.env["dscsa.release"].search([("epc_ids", "in", held.ids)])
        self.assertTrue(release.is_automatic)
        self.assertEqual(release.document_id.name, "corrected.xml")
        self.run_tour("dscsa_put_back", "/odoo/dscsa-put-back")
        self.assertEqual((release.put_back_state, self.on_shelf()), ("done", 24))
