"""The first page: what it offers for a package, and the numbers on its tiles."""

import uuid

from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.common import gtin_of
from odoo.addons.dscsa_compliance.tests.delivering import DeliveryCommon

from .station import StationCommon

NEW_GLN = "0399770000014"


@tagged("post_install", "-at_install")
class TestStationOffers(DeliveryCommon, StationCommon):
    def gtin(self):
        """What the company knows of the drug nobody entered."""
        return self.env["dscsa.gtin"].search(
            [("company_id", "=", self.company.id), ("gtin", "=", gtin_of(9))]
        )

    def tile(self, picking):
        """Scanned and expected on the tile of an open receipt."""
        tiles = self.station().dscsa_state()["open"]
        tile = next(each for each in tiles if each["id"] == picking.id)
        return tile["scanned"], tile["expected"]

    def test_a_tile_counts_as_the_receipt_does(self):
        picking = self.receipt({self.product: 4}, self.packages(4, lot=""))
        self.scan_all(picking, 3, lot="L7")
        self.assertEqual(self.tile(picking), (3, 4))
        nodes = self.packages(2, first=11)
        held = self.receipt({self.product: 2}, nodes, instance="held")
        self.scan_all(held, 1, first=11)
        self.scan(held, self.label("S0012", lot="L9"))
        self.assertEqual(self.tile(held), (2, 2))
        self.scan(picking, self.label("STRANGE"))
        self.assertEqual(self.tile(picking), (3, 4))

    def test_it_offers_the_receipt_that_expects_the_goods(self):
        self.deliver(self.packages(2), po="THEIRS-7741", invoice="I1")
        picking = self.order({self.product: 2}).picking_ids
        self.order({self.other_product: 2})
        self.order({self.product: 2}, partner=self.stranger)
        found = self.open(self.label("S0001"))
        self.assertEqual(found["found"], "many")
        self.assertEqual([each["id"] for each in found["candidates"]], picking.ids)
        self.assertTrue(found["proposal"]["transaction_ids"])
        second = self.order({self.product: 2}).picking_ids
        found = self.open(self.label("S0001"))
        self.assertEqual(
            {each["id"] for each in found["candidates"]}, {*picking.ids, *second.ids}
        )

    def test_station_begins_in_one_tap(self):
        self.deliver(
            self.packages(2, item=9),
            invoice="80002",
            seller=NEW_GLN,
            seller_name="Quill Drug Trading",
        )
        desk = self.env["dscsa.station"].with_user(self.technician)
        label = self.label("S0001", item=9)
        found = desk.dscsa_open("receive", label, str(uuid.uuid4()))
        proposal = found["proposal"]
        self.assertEqual(proposal["seller"], "Quill Drug Trading")
        known = [("name", "=", "Quill Drug Trading")]
        self.assertFalse(self.env["res.partner"].search_count(known))
        proposal = {**proposal, "client_uuid": str(uuid.uuid4())}
        made = desk.dscsa_create("receive", proposal)
        picking = self.env["stock.picking"].browse(made["id"])
        self.assertEqual(picking.partner_id.name, "Quill Drug Trading")
        self.assertEqual(picking.dscsa_invoice, "80002")
        given = picking.sudo().dscsa_transaction_ids
        self.assertEqual(given.seller_id, picking.partner_id)
        self.check_unbooked(picking)

    def check_unbooked(self, picking):
        """A drug without a product is on no shelf, whatever is said of the rest."""
        self.validate(picking)
        overview = picking.with_user(self.technician).dscsa_overview()
        self.assertNotIn("Everything is on the shelf", overview["sentence"])
        self.assertIn("Make them, then book", overview["sentence"])
        self.assertEqual(overview["unbooked"], 1)
        self.assertTrue(picking.dscsa_is_short, "no green banner")
        # its product made since: the list is empty, what is not booked is still said
        self.gtin().with_user(self.technician).action_create_products()
        self.env.invalidate_all()
        said = picking.with_user(self.technician).dscsa_overview()["sentence"]
        self.assertIn("not in stock: 1. Their drug has a product since", said)
        document = picking.sudo().dscsa_transaction_ids.document_id
        self.assertEqual(document.next_step, "Nothing to do: its delivery is closed.")

    def test_a_new_seller_is_found_by_a_part_of_the_name(self):
        picking = self.open_delivery(
            new_seller="Tern  Wholesale", invoice="81001", is_seen=True
        )
        found = self.station().dscsa_sellers("tern")
        self.assertIn(picking.partner_id.id, [each["id"] for each in found])
