"""The scanner is a step of the first hour."""

from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.receiving import ReceivingCommon


@tagged("post_install", "-at_install")
class TestStationFirstHour(ReceivingCommon):
    def step(self):
        """The scanner's step as it stands now."""
        guide = self.env["dscsa.first.hour"]._of_company(self.company)
        self.env.invalidate_all()
        return guide.step_ids.filtered(lambda step: step.code == "scanner")

    def test_it_comes_before_the_first_tote(self):
        guide = self.env["dscsa.first.hour"]._of_company(self.company)
        codes = guide.step_ids.mapped("code")
        self.assertEqual(codes.index("scanner") + 1, codes.index("tote"))

    def test_a_guide_made_without_it_gets_it(self):
        self.step().unlink()
        self.assertEqual(len(self.step()), 1)
        self.test_it_comes_before_the_first_tote()

    def test_it_leads_to_the_self_test(self):
        action = self.step().action_open()
        self.assertEqual(action["tag"], "dscsa_scanner_self_test")

    def test_a_scan_of_a_delivery_shows_that_it_works(self):
        picking = self.receipt({self.product: 1}, self.packages(1))
        self.assertEqual(self.step().state, "open")
        self.scan_all(picking, 1)
        self.assertEqual(self.step().state, "done")

    def test_scanner_is_tried_without_recording(self):
        station = self.env["dscsa.station"].with_user(self.technician)
        answer = station.dscsa_self_test(self.label("S0001"))
        self.assertEqual(answer["level"], "amber", "nobody knows what is printed on it")
        symbol = self.env["dscsa.labels"].dscsa_symbols()[0]["text"]
        answer = station.dscsa_self_test(symbol)
        self.assertEqual(answer["level"], "green", answer["sentence"])
        self.assertEqual(self.step().state, "done")
        mine = [("company_id", "=", self.company.id)]
        self.assertFalse(self.env["dscsa.scan"].search_count(mine))
