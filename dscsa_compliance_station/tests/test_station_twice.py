"""What is scanned twice at a bench counts once, and is not judged milder."""

from odoo.tests import tagged

from .station import StationCommon


@tagged("post_install", "-at_install")
class TestBenchTwice(StationCommon):
    """At a count and at a use."""

    def test_count(self):
        self.in_stock(2)
        bench = self.begin("count")
        self.assertEqual(self.scan_at(bench, self.label("S0001"))["code"], "OK")
        again = self.scan_at(bench, self.label("S0001", lot="L9"))
        self.assertEqual((again["level"], again["code"]), ("red", "LOT_DIFFERS"))
        self.assertEqual(again["overview"]["scanned"], 1)
        self.assertEqual(self.scan_at(bench, self.label("S0001"))["level"], "red")

    def test_use(self):
        self.in_stock(2)
        self.company.dscsa_use_packages = True
        bench = self.begin("dispensed")
        self.assertEqual(self.scan_at(bench, self.label("S0001"))["code"], "USED")
        again = self.scan_at(bench, self.label("S0001", lot="L9"))
        self.assertEqual((again["level"], again["code"]), ("red", "LOT_DIFFERS"))
        self.assertEqual(self.scan_at(bench, self.label("S0001"))["level"], "green")
