"""A recall that comes between two scans, before a late booking, over old records."""

from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.common import gtin_of
from odoo.addons.dscsa_compliance.tests.receiving import ReceivingCommon
from odoo.addons.dscsa_compliance.tests.test_late_booking import NEW, LateCommon
from odoo.addons.dscsa_compliance_retention.tests.retaining import RetentionCommon


@tagged("post_install", "-at_install")
class TestRecalledMeanwhile(ReceivingCommon):
    def recall(self, lot="L1"):
        recall = self.env["dscsa.recall"].create(
            {
                "company_id": self.company.id,
                "reason": "Mix-up",
                "line_ids": [(0, 0, {"code": gtin_of(1), "lots": lot})],
            }
        )
        recall.action_run()

    def test_recalled_meanwhile(self):
        picking = self.receipt({self.product: 2}, self.packages(2))
        self.assertEqual(self.scan(picking, self.label("S0001"))["level"], "green")
        self.recall()
        again = self.scan(picking, self.label("S0001"))
        self.assertEqual((again["level"], again["code"]), ("red", "RECALLED"))
        self.assertEqual(again["overview"]["scanned"], 1)

    def test_case_and_pallet_of_recalled_goods(self):
        cases = [
            self.case(self.packages(2), serial="C1"),
            self.case(self.packages(2, first=3), serial="C2"),
        ]
        picking = self.receipt({self.product: 4}, [self.pallet(cases)])
        self.assertEqual(self.scan(picking, self.sscc_label())["level"], "green")
        self.recall()
        for text in (
            self.sscc_label(),
            self.label("C1", gtin=gtin_of(1, 1)),
            self.label("S0003"),
        ):
            again = self.scan(picking, text)
            self.assertEqual((again["level"], again["code"]), ("red", "RECALLED"))
            self.assertEqual(again["overview"]["scanned"], 4)


@tagged("post_install", "-at_install")
class TestRecalledBeforeBooking(LateCommon):
    def test_what_is_recalled_since_is_held(self):
        picking = self.came(2)
        self.press(picking, "make_products")
        product = self.drug().product_id
        recall = self.env["dscsa.recall"].create(
            {
                "company_id": self.company.id,
                "reason": "Label mix-up",
                "line_ids": [(0, 0, {"code": gtin_of(NEW), "lots": "N1"})],
            }
        )
        recall.with_user(self.pharmacist).action_run()
        self.press(picking, "book_late")
        self.assertEqual(self.on_hand(product), 0, "nothing recalled on the shelf")
        rows = self.env["dscsa.epc"].search([("gtin", "=", gtin_of(NEW))])
        self.assertEqual(set(rows.mapped("hold")), {"recall"})


@tagged("post_install", "-at_install")
class TestOpenMattersKeep(RetentionCommon):
    def test_an_open_recall_holds_the_records_of_its_goods(self):
        goods, other = (
            self.paper(self.day(7), lot="r5"),
            self.paper(self.day(7), lot="R6"),
        )
        recall = self.env["dscsa.recall"].create(
            {
                "company_id": self.company.id,
                "reason": "Broken tablets",
                "line_ids": [(0, 0, {"code": gtin_of(1), "lots": "R5"})],
            }
        )
        self.nightly()
        self.assertEqual(
            (goods.retention_flag, goods.retention_blocks), ("held", "recall")
        )
        self.assertEqual(other.retention_flag, "past")
        self.assertIn("not concluded", recall.retention_text)
        recall.sudo().write({"state": "closed", "closed_at": "2020-01-01 12:00:00"})
        self.nightly()
        self.assertEqual(goods.retention_flag, "past")

    def test_an_open_request_holds_what_it_asks_for(self):
        asked, other = (
            self.paper(self.day(7), lot="Q5"),
            self.paper(self.day(7), lot="Q6"),
        )
        request = self.env["dscsa.information.request"].create(
            {
                "company_id": self.company.id,
                "agency": "FDA",
                "scope_ids": [(0, 0, {"lot": "Q5", "code": gtin_of(1)})],
            }
        )
        self.nightly()
        self.assertEqual(asked.retention_blocks, "request")
        self.assertIn("information request", asked.retention_text)
        self.assertEqual(other.retention_flag, "past")
        request.sudo().write({"state": "closed", "closed_at": "2020-01-01 12:00:00"})
        self.nightly()
        self.assertEqual(asked.retention_flag, "past")


@tagged("post_install", "-at_install")
class TestEmptyCards(ReceivingCommon):
    def test_no_card_is_green_over_nothing(self):
        today = self.env["dscsa.today"].with_user(self.pharmacist)
        page = today.with_company(self.company).dscsa_today()
        cards = {card["key"]: card for card in page["cards"]}
        for key in ("recalls", "requests"):
            with self.subTest(key):
                said = cards[key]["level"], cards[key]["sentence"]
                self.assertEqual(said, ("grey", "Nothing to show yet."))
