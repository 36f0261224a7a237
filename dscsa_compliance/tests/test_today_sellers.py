"""Today's card about sellers: green needs sellers whose proof was looked at."""

from odoo.tests import tagged

from ..services.today.parties import party_cards
from .receiving import ReceivingCommon


@tagged("post_install", "-at_install")
class TestTodaySellers(ReceivingCommon):
    def card(self):
        self.env.invalidate_all()
        cards = party_cards(self.env(user=self.technician))
        return next(card for card in cards if card["key"] == "unproven")

    def test_nobody_asked_is_not_green(self):
        self.company.dscsa_gate = "off"
        self.receipt({self.product: 1}, self.packages(1))
        self.assertEqual((self.card()["level"], self.card()["count"]), ("grey", 0))
        self.company.dscsa_gate = "warn"
        self.assertEqual((self.card()["level"], self.card()["count"]), ("amber", 1))
