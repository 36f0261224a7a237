"""Every line that says something is missing leads somewhere, for whoever reads it."""

from unittest.mock import patch

from odoo.tests import tagged

from .bench import BenchCommon


@tagged("post_install", "-at_install")
class TestWayOut(BenchCommon):
    """What is missing has its button, or whom to ask."""

    def test_new_drug_on_the_card_has_its_button(self):
        self.company.dscsa_records_only = False
        transaction = self.deliver(
            self.packages(2, item=9, lot="N1"), invoice="71001"
        ).transaction_ids
        for user, wanted in ((self.technician, True), (self.stock_user, False)):
            picking = self.env["stock.picking"].create(
                {
                    "picking_type_id": self.warehouse.in_type_id.id,
                    "partner_id": self.seller.id,
                    "location_id": self.env.ref("stock.stock_location_suppliers").id,
                    "location_dest_id": self.warehouse.lot_stock_id.id,
                    "dscsa_transaction_ids": transaction.ids,
                }
            )
            label = self.label("S0001", item=9, lot="N1")
            answer = self.scan_at(picking.with_user(user), label)
            self.assertEqual(answer["code"], "GTIN_UNKNOWN")
            key = answer["button"] and answer["button"]["key"]
            self.assertEqual(key == "make_products", wanted, user.login)
            if not wanted:
                self.assertIn("technician", answer["next_step"])

    def test_what_nobody_judges_is_not_said_and_not_offered(self):
        """Of a seller nothing is said; and nothing is done when it is asked for."""
        picking = self.receipt({self.product: 1}, self.packages(1))
        with patch.object(type(picking), "_dscsa_prove_seller", lambda _self: False):
            overview = picking.with_user(self.pharmacist).dscsa_overview()
            answer = picking.with_user(self.pharmacist).dscsa_press("prove_seller")
        self.assertFalse(overview["notice"])
        self.assertNotIn("prove_seller", [each["key"] for each in overview["buttons"]])
        self.assertEqual((answer["level"], answer["action"]), ("red", False))

    # today ----------------------------------------------------------------------------
    def cards(self, user, company):
        self.env.invalidate_all()
        page = self.env["dscsa.today"].with_user(user)
        page = page.with_context(allowed_company_ids=company.ids).dscsa_today()
        return {card["key"]: card for card in page["cards"]}

    def test_an_empty_company_is_not_green(self):
        empty = self._make_company("Birch Street Pharmacy", False)
        self.manager.company_ids |= empty
        cards = self.cards(self.manager, empty)
        for key in ("held", "suspect", "discrepancies", "documents"):
            self.assertEqual(
                (cards[key]["level"], cards[key]["sentence"]),
                ("grey", "Nothing to show yet."),
                key,
            )
        self.in_stock(1)
        cards = self.cards(self.manager, self.company)
        for key in ("held", "discrepancies", "documents"):
            self.assertEqual(cards[key]["level"], "green", key)
