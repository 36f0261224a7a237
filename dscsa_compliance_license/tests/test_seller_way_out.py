"""What is missing about a seller leads somewhere: at the bench, on the first page."""

from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.bench import BenchCommon


@tagged("post_install", "-at_install")
class TestSellerWayOut(BenchCommon):
    """The bench's lines about the seller have their button, or whom to ask."""

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

    # today ----------------------------------------------------------------------------
    def cards(self, user, company):
        self.env.invalidate_all()
        page = self.env["dscsa.today"].with_user(user)
        page = page.with_context(allowed_company_ids=company.ids).dscsa_today()
        return {card["key"]: card for card in page["cards"]}

    def test_no_license_is_no_green(self):
        empty = self._make_company("Birch Street Pharmacy", False)
        self.manager.company_ids |= empty
        card = self.cards(self.manager, empty)["licenses"]
        self.assertEqual(
            (card["level"], card["sentence"]), ("grey", "Nothing to show yet.")
        )

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
