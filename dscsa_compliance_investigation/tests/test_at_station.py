"""The tap where the scan station is installed: uses, counts, look-ups, labels."""

from odoo.tests import tagged

from .doubting import DoubtCommon
from .tapping import Tapping


@tagged("post_install", "-at_install")
class TestAtStation(Tapping, DoubtCommon):
    def setUp(self):
        super().setUp()
        if "dscsa.station" not in self.env:
            self.skipTest("no station here")
        self.station = self.desk().env["dscsa.station"]

    def bench(self, mode):
        told = self.station.dscsa_create(mode, {})
        return self.station.env[told["model"]].browse(told["id"])

    def test_what_is_this(self):
        taken, case = self.tap(self.station.dscsa_look_up(self.label("S0001")))
        self.assertEqual(case.item_ids.epc_id, self.epcs[0])
        self.assertEqual(self.epcs[0].hold, "suspect")
        self.assertIn("quarantine", taken["next_step"])

    def test_dispensed_at_this_bench_and_still_in_the_hand(self):
        """The use did not happen: it is taken back, and the package is on hold."""
        self.company.dscsa_use_packages = True
        stock = self.on_hand(self.product)
        answer = self.bench("dispensed").dscsa_scan(self.label("S0001"), "use-1")
        self.assertEqual(self.epcs[0].status, "dispensed")
        self.tap(answer)
        self.assertEqual(
            (self.epcs[0].status, self.epcs[0].hold), ("in_stock", "suspect")
        )
        self.assertEqual(self.on_hand(self.product), stock - 1)

    def test_dispensed_long_ago_and_here_again(self):
        """Found here, in no stock: a case, and nothing comes into stock."""
        self.epcs[0]._dscsa_set_status("dispensed")
        stock = self.on_hand(self.product)
        answer = self.station.dscsa_look_up(self.label("S0001"))
        self.assertIn(answer["level"], ("amber", "red"))
        taken, case = self.tap(answer)
        self.assertEqual((case.whose, self.epcs[0].status), ("found", "dispensed"))
        self.assertIn("never comes", taken["next_step"])
        self.assertEqual(self.on_hand(self.product), stock)

    def test_at_the_first_screen(self):
        self.epcs[0]._dscsa_set_status("dispensed")
        told = self.station.dscsa_open("receive", self.label("S0001"), "open-1")
        self.assertEqual(told["code"], "SERIAL_DISPENSED_BEFORE")
        _taken, case = self.tap(told)
        self.assertEqual(case.why, told["sentence"])

    def test_counted_and_doubted(self):
        answer = self.bench("count").dscsa_scan(self.label("S0002"), "count-1")
        _taken, case = self.tap(answer)
        self.assertEqual(case.item_ids.epc_id.hold, "suspect")

    def test_the_label_is_printed(self):
        taken, case = self.tap(self.station.dscsa_look_up(self.label("S0001")))
        self.assertIn("report_name", taken["action"])
        self.assertTrue(self.pdf(taken["action"]).startswith(b"%PDF"))
        self.assertIn("label", [each["key"] for each in taken["ways"]])
        self.assertTrue(case.with_user(self.technician).action_label())

    def test_a_label_for_what_is_in_no_stock(self):
        case = self.doubt(whose="patient", product_name="Testamol", lot="QX1")
        action = case.with_user(self.technician).action_label()
        self.assertTrue(self.pdf(action).startswith(b"%PDF"))

    def pdf(self, action):
        ids = action["context"]["active_ids"]
        report = self.env["ir.actions.report"].with_user(self.technician)
        return report._render_qweb_pdf(action["report_name"], ids)[0]


@tagged("post_install", "-at_install")
class TestAtBottle(Tapping, DoubtCommon):
    def test_the_page_of_a_bottle(self):
        bottle = self.desk().env["dscsa.bottle"]
        _taken, case = self.tap(bottle.dscsa_look(self.label("S0003")))
        self.assertEqual(case.item_ids.epc_id, self.epcs[2])
        told = bottle.dscsa_look(epc_id=self.epcs[0].id)
        _taken, case = self.tap(told)
        self.assertEqual(case.item_ids.epc_id, self.epcs[0])
