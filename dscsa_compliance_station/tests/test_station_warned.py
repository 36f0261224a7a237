"""Goods a warning names are used, counted and looked up by nobody unwarned."""

from unittest.mock import patch

from dscsa_core.investigation.alert import Watched
from dscsa_core.investigation.watching import Watch, Watchlist
from dscsa_core.recall.lots import Names

from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.common import gtin_of

from .station import StationCommon

_WHY = "WARN/1, counterfeit"


@tagged("post_install", "-at_install")
class TestStationWarned(StationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.dscsa_use_packages = True
        cls.in_stock(2)

    def warned(self, **named):
        """A warning of these lots or serials of the drug."""
        goods = Watched(("x",), **{key: Names(each) for key, each in named.items()})
        rows = [Watch(frozenset({f"g{gtin_of(1)}"}), goods, _WHY)]
        # whichever room answers the hook
        hook = patch.object(
            type(self.company), "_dscsa_watched", lambda _company: Watchlist(rows)
        )
        self.addCleanup(hook.stop)
        hook.start()

    def test_not_dispensed(self):
        self.warned(serials=("S0001",))
        for mode in ("dispensed", "wasted"):
            answer = self.scan_at(self.begin(mode), self.label("S0001"))
            with self.subTest(mode):
                self.assertEqual((answer["level"], answer["code"]), ("red", "WATCHED"))
                self.assertIn(_WHY, answer["sentence"])
        self.assertEqual(self.package("S0001").status, "in_stock")
        answer = self.scan_at(self.begin("dispensed"), self.label("S0002"))
        self.assertEqual(answer["level"], "green")

    def test_a_lot_that_may_be_meant(self):
        self.warned(lots=("Ll",))
        answer = self.scan_at(self.begin("dispensed"), self.label("S0001"))
        self.assertEqual((answer["level"], answer["code"]), ("red", "WATCH_DOUBT"))

    def test_looked_up(self):
        self.warned(lots=("L1",))
        answer = self.station().dscsa_look_up(self.label("S0001"))
        self.assertEqual(answer["level"], "red")
        self.assertIn(_WHY, answer["sentence"])

    def test_counted(self):
        self.warned(serials=("S0001",))
        answer = self.scan_at(self.begin("count"), self.label("S0001"))
        self.assertEqual((answer["level"], answer["code"]), ("red", "WATCHED"))
