"""A bottle nobody scanned leads to the deliveries it can have come with."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.common import gtin_of

from .answering import AnsweringCommon
from .test_bottle import BottleCommon

NDC = "99999-0000-1"


@tagged("post_install", "-at_install")
class TestBottleCandidates(BottleCommon):
    def portal(self, invoice="90210", lot="P77", **line):
        """A portal delivery of a lot nobody scanned."""
        values = {
            "product_id": self.product,
            "ndc": NDC,
            "lot": lot,
            "quantity": 3,
            **line,
        }
        return self.receive(
            partner_id=self.seller,
            invoice=invoice,
            proof="portal",
            portal="Brook Connect",
            is_seen=True,
            lines=[values],
        )

    def test_a_bottle_nobody_scanned_is_found_by_ndc_and_lot(self):
        self.portal()
        self.seller.dscsa_portal_url = "https://portal.example/brook"
        for text in (
            self.label("ZZ1", lot="P77"),
            f"NDC {NDC} lot P77",
            f"{gtin_of(1)} p77",
        ):
            page = self.page(text)
            self.assertEqual(page["kind"], "lot", text)
            (proof,) = page["proofs"]
            self.assertIn("Brook Connect", proof["where"])
            self.assertIn("Scanning was not required", proof["where"])
            self.assertEqual(proof["link"], "https://portal.example/brook")
            self.assertTrue(proof["receipts"])
            self.assertTrue(proof["license"]["known"])
        self.assertIn("did not have to be", page["sentence"])

    def test_a_lot_no_list_names_leads_to_deliveries_of_the_drug(self):
        self.portal(lot="P77")
        page = self.page(f"NDC {NDC} lot NEVER")
        self.assertEqual(page["kind"], "ndc")
        self.assertIn("No list here names lot NEVER", page["sentence"])
        self.assertTrue(page["proofs"])

    def test_an_ndc_alone_finds_what_came_in_the_last_months(self):
        self.portal()
        numbers = [dict(p["numbers"])["Invoice"] for p in self.page(NDC)["proofs"]]
        self.assertCountEqual(numbers, ["90210", "77-1"])
        old = self.env["dscsa.transaction"].search([("invoice_numbers", "=", "90210")])
        past = fields.Date.today() - timedelta(days=3 * 365)
        AnsweringCommon.forced(self, old, transaction_date=past)
        numbers = [dict(p["numbers"])["Invoice"] for p in self.page(NDC)["proofs"]]
        self.assertEqual(numbers, ["77-1"])

    def test_a_lot_scanned_on_a_portal_day_leads_to_its_delivery(self):
        picking = self.open_delivery(
            partner_id=self.seller, invoice="90300", proof="portal", is_seen=True
        )
        self.scan(picking, self.label("Q1", lot="SCANNED"))
        page = self.page(self.label("Q2", lot="SCANNED"))
        self.assertEqual(page["kind"], "lot")
        self.assertIn("90300", str(page["proofs"][0]["numbers"]))

    def test_nothing_found_does_not_read_like_guilt(self):
        page = self.page("NDC 12345-6789-0 lot 000")
        self.assertEqual(page["kind"], "none")
        self.assertIn("says nothing about the bottle", page["sentence"])
        for word in ("unknown", "illegitimate", "suspect", "violation"):
            self.assertNotIn(word, page["sentence"])

    def test_a_portal_link_that_is_no_address_is_not_a_link(self):
        self.seller.dscsa_portal_url = "javascript:alert(1)"
        self.portal()
        self.assertNotIn("javascript", self.look(f"NDC {NDC} lot P77")["html"])
