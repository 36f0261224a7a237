"""A warning of suspect product stops a package at receipts, sales and returns."""

from unittest.mock import patch

from dscsa_core.investigation.alert import Watched
from dscsa_core.investigation.watching import Watch, Watchlist
from dscsa_core.recall.lots import Names

from odoo.tests import tagged

from .common import gtin_of
from .receiving import ReceivingCommon

_WHY = "WARN/1, counterfeit"


@tagged("post_install", "-at_install")
class TestWatched(ReceivingCommon):
    def warned(self, **named):
        """A warning of these lots or serials of the drug."""
        goods = Watched(("x",), **{key: Names(each) for key, each in named.items()})
        rows = [Watch(frozenset({f"g{gtin_of(1)}"}), goods, _WHY)]
        hook = patch.object(
            type(self.company), "_dscsa_watched", lambda _company: Watchlist(rows)
        )
        self.addCleanup(hook.stop)
        hook.start()

    def test_received_on_hold_whatever_the_profile(self):
        self.company.dscsa_live_date = self.days_ago(-30)
        picking = self.receipt({self.product: 2}, self.packages(2))
        self.warned(serials=("S0001",))
        bad, good = self.scan_all(picking, 2)
        self.assertEqual((bad["level"], bad["code"]), ("red", "WATCHLIST_HIT"))
        self.assertIn(_WHY, bad["sentence"])
        self.assertEqual(good["level"], "green")
        self.validate(picking)
        self.assertEqual(self.package("S0001").hold, "suspect")
        self.assertFalse(self.package("S0002").hold)

    def test_a_lot_without_serials(self):
        picking = self.receipt({self.product: 1}, self.packages(1))
        self.warned(lots=("L1",))
        answer = self.scan(picking, f"01{gtin_of(1)}10L1")
        self.assertEqual(answer["code"], "WATCHLIST_HIT")

    def test_not_sold(self):
        picking = self.receipt({self.product: 2}, self.packages(2))
        self.scan_all(picking, 2)
        self.validate(picking)
        self.warned(serials=("S0001",))
        sale = self.sell(self.product, 1)
        answer = self.scan(sale, self.label("S0001"))
        self.assertEqual(answer["level"], "red")
        self.assertIn(_WHY, answer["sentence"])
        self.assertEqual(self.scan(sale, self.label("S0002"))["level"], "green")
