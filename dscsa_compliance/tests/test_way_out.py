"""Every line that says something is missing leads somewhere, for whoever reads it."""

from odoo.tests import tagged

from .bench import BenchCommon


@tagged("post_install", "-at_install")
class TestWayOut(BenchCommon):
    """The bench's lines about seller and product have their button, or whom to ask."""

    def bench(self):
        self.company.dscsa_gate = "warn"
        return self.receipt({self.product: 1}, self.packages(1))

    def overview(self, picking, user):
        self.env.invalidate_all()
        return picking.with_user(user).dscsa_overview()

    def test_missing_proof_has_a_button_or_a_name(self):
        picking = self.bench()
        mine = self.overview(picking, self.pharmacist)
        self.assertTrue(mine["notice"])
        self.assertNotIn("ask the one in charge", mine["notice"])
        self.assertIn("prove_seller", [each["key"] for each in mine["buttons"]])
        action = picking.with_user(self.pharmacist).dscsa_press("prove_seller")[
            "action"
        ]
        self.assertEqual(action["context"]["default_partner_id"], self.seller.id)
        theirs = self.overview(picking, self.technician)
        self.assertIn("ask the one in charge", theirs["notice"])
        self.assertNotIn("prove_seller", [each["key"] for each in theirs["buttons"]])

    def test_nothing_missing_nothing_offered(self):
        picking = self.receipt({self.product: 1}, self.packages(1))
        mine = self.overview(picking, self.pharmacist)
        self.assertFalse(mine["notice"])
        self.assertNotIn("prove_seller", [each["key"] for each in mine["buttons"]])

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
        for key in ("held", "suspect", "discrepancies", "documents", "licenses"):
            self.assertEqual(
                (cards[key]["level"], cards[key]["sentence"]),
                ("grey", "Nothing to show yet."),
                key,
            )
        self.in_stock(1)
        cards = self.cards(self.manager, self.company)
        for key in ("held", "discrepancies", "documents"):
            self.assertEqual(cards[key]["level"], "green", key)

    def test_sellers_without_proof_are_the_list(self):
        self.company.dscsa_gate = "warn"
        proven = self._make_partner("Fern Wholesale", False, "03301")
        self.in_stock(1)
        self.stranger.supplier_rank = proven.supplier_rank = 1
        card = self.cards(self.manager, self.company)["unproven"]
        page = self.env["dscsa.partner.status"].with_user(self.manager)
        action = page.with_context(**card["context"]).action_open()
        found = page.search(action["domain"])
        self.assertEqual(len(found), card["count"])
        self.assertTrue(found)
        self.assertNotIn("domain", {k for k, v in page.action_open().items() if v})
