"""How much a scan at the station may ask the database; see ``test_scan_queries``."""

from odoo.tests import tagged

from .station import StationCommon


@tagged("post_install", "-at_install")
class TestStationQueries(StationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.dscsa_use_packages = True

    def test_first_page(self):
        self.receipt({self.product: 2}, self.packages(2))
        self.open(self.label("S0002"))
        self.costs(43, lambda: self.open(self.label("S0001")))

    def test_what_is_this(self):
        self.in_stock(4)
        station = self.station()
        station.dscsa_look_up(self.label("S0001"))
        answer = self.costs(21, lambda: station.dscsa_look_up(self.label("S0002")))
        self.assertEqual(answer["level"], "green")
        self.costs(23, lambda: station.dscsa_look_up(self.label("X0002")))

    def test_stock_take(self):
        self.in_stock(4)
        bench = self.begin("count")
        self.scan_at(bench, self.label("S0001"))
        for text in ("S0002", "S0002", "X0002"):
            with self.subTest(text):
                self.costs(31, lambda t=text: self.scan_at(bench, self.label(t)))

    def test_use(self):
        self.in_stock(4)
        bench = self.begin("wasted")
        self.scan_at(bench, self.label("S0001"))
        self.costs(69, lambda: self.scan_at(bench, self.label("S0002")))
