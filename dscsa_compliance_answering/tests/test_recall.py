"""A recall: where its goods are, and that they stay there."""

from odoo import Command, fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.numbers import gln_of, gtin_of

from .recalling import RecallCommon


@tagged("post_install", "-at_install")
class TestRecallRun(RecallCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clinic = cls._make_partner("Fern Dermatology", False, "03431")
        cls.clinic.email = "office@fern.example"

    def test_shelf_sold_returned_unknown(self):
        self.received(10)
        lot = self.lot()
        self.sold_to(self.clinic, 2)
        self.sold_to(self.env["res.partner"], 3)
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": self.product.id,
                "lot_id": lot.id,
                "scrap_qty": 1,
                "location_id": self.warehouse.lot_stock_id.id,
                "company_id": self.company.id,
            }
        )
        scrap.action_validate()
        recall = self.recall("L1, L9")
        self.assertEqual(
            self.counts(recall), {"shelf": 4, "sold": 2, "unknown": 3, "destroyed": 1}
        )
        self.assertIn("4 on the shelf", recall.sentence)
        sold = recall.result_ids.filtered(lambda row: row.bucket == "sold")
        self.assertEqual(sold.partner_id, self.clinic)
        self.assertIn("1 Mill Lane", sold.address)

    def test_what_a_customer_brought_back_is_not_sold(self):
        self.received(6)
        sale = self.sold_to(self.clinic, 4)
        wizard = self.env["stock.return.picking"].create({"picking_id": sale.id})
        wizard.product_return_moves.quantity = 3
        back = self.env["stock.picking"].browse(
            wizard.action_create_returns()["res_id"]
        )
        back.button_validate()
        self.assertEqual(self.counts(self.recall()), {"shelf": 5, "sold": 1})

    def test_recalled_after_the_sale_and_brought_back(self):
        """It is held when it comes into stock again, whichever way."""
        self.received(2)
        epc = self.env["dscsa.epc"].search(
            [("company_id", "=", self.company.id), ("kind", "=", "package")], limit=1
        )
        epc._dscsa_set_status("shipped")
        recall = self.recall("L1")
        epc._dscsa_set_status("in_stock")
        self.assertEqual(epc.hold, "recall")
        self.assertEqual(recall.discrepancy_ids.epc_ids, epc)

    def test_several_lots_and_drugs(self):
        self.received(3)
        self.received(2, lot="L2", prefix="T")
        self.received(4, item=2, lot="L1", prefix="U")
        self.assertEqual(self.counts(self.recall("L1; L2")), {"shelf": 5})
        self.assertEqual(self.counts(self.recall("l2")), {"shelf": 2})
        self.assertEqual(self.counts(self.recall("")), {"shelf": 5})
        both = self.recall("L1")
        both.line_ids = [
            Command.create({"code": self.other_product.barcode, "lots": "L1"})
        ]
        self.assertEqual(self.counts(both), {"shelf": 7})

    def test_nothing_of_ours(self):
        self.received(2)
        recall = self.recall("L7")
        self.assertFalse(recall.result_ids)
        self.assertNotIn("never had", recall.sentence, "the drug is here")
        self.assertIn("L1 (here)", recall.sentence)
        stranger = self.recall("L7", code="99993-101-30")
        self.assertIn("never had", stranger.sentence)

    def test_announced_goods(self):
        nodes = self.packages(4)
        self.deliver(nodes, po="NOT-OURS-1")
        self.assertEqual(self.counts(self.recall()), {"announced": 4})

    def test_other_company_has_its_own(self):
        self.received(3)
        other = self._make_company("Second Pharmacy", gln_of(5500001))
        recall = (
            self.env["dscsa.recall"]
            .with_company(other)
            .create(
                {
                    "reason": "x",
                    "company_id": other.id,
                    "line_ids": [
                        Command.create({"code": self.product.dscsa_ndc, "lots": "L1"})
                    ],
                }
            )
        )
        self.assertFalse(recall.result_ids)
        with self.assertRaises(AccessError):
            recall.with_user(self.technician).read(["reason"])
        self.sold_to(self.clinic, 1)  # a recall of theirs stops nothing of ours

    def test_bad_input(self):
        with self.assertRaisesRegex(ValidationError, "neither an NDC nor a GTIN"):
            self.recall(code="Testamol")
        with self.assertRaisesRegex(ValidationError, "at least one NDC"):
            self.env["dscsa.recall"].create({"reason": "x"})

    def test_gtin_of_any_level_means_the_drug(self):
        self.received(2)
        self.assertEqual(self.counts(self.recall(code=gtin_of(1, 3))), {"shelf": 2})

    def test_deliveries_without_lots(self):
        transaction = self.env["dscsa.transaction"].create(
            {
                "company_id": self.company.id,
                "proof": "portal",
                "portal": "Brook Connect",
                "seller_id": self.seller.id,
                "transaction_date": fields.Date.today(),
            }
        )
        recall = self.recall()
        row = recall.result_ids
        self.assertEqual((row.bucket, row.deliveries), ("no_lots", 1))
        self.assertEqual((row.place, row.partner_id), ("Brook Connect", self.seller))
        self.assertIn("1", recall.sentence)
        recall.since = fields.Date.add(fields.Date.today(), days=1)
        self.assertFalse(recall.result_ids)
        recall.since = fields.Date.today()
        transaction.line_ids = [
            Command.create(
                {"product_id": self.other_product.id, "lot": "Z", "quantity": 4}
            )
        ]
        recall.action_run()
        self.assertFalse(recall.result_ids, "it lists other drugs only")

    def test_a_later_receipt_joins_by_itself(self):
        recall = self.recall()
        self.assertFalse(recall.result_ids)
        picking = self.received(3)
        self.assertEqual(self.counts(recall), {"held": 3})
        packages = self.env["dscsa.epc"].search([("picking_id", "=", picking.id)])
        self.assertEqual(set(packages.mapped("hold")), {"recall"})
        place = self.warehouse.dscsa_recall_location_id
        self.assertEqual(self.on_hand(self.product, place), 3)
        self.assertEqual(self.on_hand(self.product), 0)

    def test_scan_of_a_recalled_lot_is_red(self):
        recall = self.recall(reference="R-77")
        picking = self.receipt({self.product: 2}, self.packages(2))
        answer = self.scan(picking, self.label("S0001"))
        self.assertEqual((answer["level"], answer["code"]), ("red", "RECALLED"))
        self.assertIn("R-77", answer["sentence"])
        self.assertIn(recall.name, answer["sentence"])
        recall.with_user(self.pharmacist).conclusion = "Mistaken number"
        recall.with_user(self.pharmacist).action_close()
        self.assertEqual(self.scan(picking, self.label("S0002"))["level"], "green")
