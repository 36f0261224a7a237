"""Today's cards about proof: green needs sellers whose proof was looked at."""

from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.receiving import ReceivingCommon

from ..services.seller_cards import seller_cards
from .licensing import LicenseCommon


@tagged("post_install", "-at_install")
class TestTodaySellers(ReceivingCommon):
    def card(self):
        self.env.invalidate_all()
        cards = seller_cards(self.env(user=self.technician))
        return next(card for card in cards if card["key"] == "unproven")

    def test_nobody_asked_is_not_green(self):
        self.company.dscsa_gate = "off"
        self.receipt({self.product: 1}, self.packages(1))
        self.assertEqual((self.card()["level"], self.card()["count"]), ("grey", 0))
        self.company.dscsa_gate = "warn"
        self.assertEqual((self.card()["level"], self.card()["count"]), ("amber", 1))


@tagged("post_install", "-at_install")
class TestTodayLicenses(LicenseCommon):
    def card(self):
        """The license card of the pharmacist."""
        self.env.invalidate_all()
        today = self.env["dscsa.today"].with_user(self.pharmacist)
        page = today.with_company(self.company).dscsa_today()
        return next(card for card in page["cards"] if card["key"] == "licenses")

    def test_ending_is_amber_ended_and_suspended_are_red(self):
        row = self.prove(days=300)
        self.assertEqual(self.card()["level"], "green")
        self.check(row, "confirmed", valid_to=self.day(30))
        card = self.card()
        self.assertEqual((card["count"], card["level"]), (1, "amber"))
        self.assertEqual(self.env["dscsa.license"].search(card["domain"]), row)
        self.check(row, "confirmed", valid_to=self.day(-2))
        self.assertEqual(self.card()["level"], "red")
        self.check(row, "confirmed", valid_to=self.day(300))
        self.assertEqual(self.card()["level"], "green")
