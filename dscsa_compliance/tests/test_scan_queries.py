"""How much one scan may ask the database, by kind of scan.

A scan is a request of its own, so nothing is known when it begins. The bars hold for
ordinary days: the benches have more to say of a package when something is wrong.
"""

from odoo.tests import Form, tagged

from .bench import BenchCommon
from .common import gtin_of
from .delivering import DeliveryCommon


@tagged("post_install", "-at_install")
class TestScanQueries(DeliveryCommon, BenchCommon):
    def half_scanned(self, **options):
        """A receipt of 30 packages of which 20 were scanned."""
        picking = self.receipt({self.product: 30}, self.packages(30), **options)
        self.scan_all(picking, 20)
        return picking

    def scan_costs(self, bar, picking, text, level, **options):
        answer = self.costs(bar, lambda: self.scan(picking, text, **options))
        self.assertEqual(answer["level"], level, answer["sentence"])
        return answer

    # receipts ------------------------------------------------------------------------
    def test_receipt(self):
        self.scan_costs(35, self.half_scanned(), self.label("S0025"), "green")

    def test_same_label_again(self):
        picking = self.half_scanned()
        answer = self.scan_costs(31, picking, self.label("S0005"), "green")
        self.assertTrue(answer["duplicate"])

    def test_another_label_of_a_serial(self):
        picking = self.half_scanned()
        self.scan_costs(34, picking, self.label("S0005", lot="L2"), "red")

    def test_another_lot(self):
        picking = self.half_scanned()
        self.scan_costs(35, picking, self.label("S0025", lot="L2"), "red")

    def test_what_was_not_announced(self):
        picking = self.half_scanned()
        self.costs(37, lambda: self.scan(picking, self.label("X0001")))

    def test_a_drug_that_is_no_product(self):
        picking = self.half_scanned()
        self.costs(35, lambda: self.scan(picking, self.label("X1", gtin=gtin_of(77))))

    def test_without_data(self):
        picking = self.receipt({self.product: 3})
        self.scan(picking, self.label("S0001"))
        self.costs(37, lambda: self.scan(picking, self.label("S0002")))

    def test_a_lot_without_serials(self):
        picking = self.half_scanned()
        text = f"01{gtin_of(1)}17{self.expiry.strftime('%y%m%d')}10L1"
        self.costs(32, lambda: self.scan(picking, text))

    def test_sealed_case(self):
        nodes = [
            self.case(self.packages(3)),
            self.case(self.packages(3, first=4), serial="C0002"),
        ]
        picking = self.receipt({self.product: 6}, nodes)
        first, second = (
            self.label(each, gtin=gtin_of(1, 1)) for each in ("C0001", "C0002")
        )
        self.scan(picking, first)
        self.scan_costs(39, picking, second, "green")
        self.scan_costs(38, picking, second, "green")
        self.scan_costs(33, picking, self.label("S0002"), "green")

    # what is here --------------------------------------------------------------------

    def test_return_to_the_seller(self):
        picking = self.in_stock(4)
        wizard = Form(
            self.env["stock.return.picking"]
            .with_user(self.technician)
            .with_context(active_id=picking.id, active_model="stock.picking")
        ).save()
        wizard.product_return_moves.quantity = 3
        back = self.env["stock.picking"].browse(
            wizard.action_create_returns()["res_id"]
        )
        self.scan(back, self.label("S0001"))
        self.scan_costs(31, back, self.label("S0002"), "green")
        self.scan_costs(30, back, self.label("S0002"), "green")

    def test_sale(self):
        self.in_stock(4)
        lot = self.package("S0001").lot_id
        out = self.sell(self.product, 3, lot)
        self.scan(out, self.label("S0001"))
        self.scan_costs(31, out, self.label("S0002"), "green")
