"""How much one scan may ask the database where sellers are asked for proof."""

from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.bench import BenchCommon


@tagged("post_install", "-at_install")
class TestScanSellers(BenchCommon):
    def test_receipt_of_a_company_that_asks_for_proof_of_the_seller(self):
        picking = self.receipt({self.product: 30}, self.packages(30))
        self.scan_all(picking, 20)
        self.company.dscsa_gate = "stop"
        self.costs(46, lambda: self.scan(picking, self.label("S0025")))
