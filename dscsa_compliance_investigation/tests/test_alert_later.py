"""What a warning names is stopped whenever it comes: by the file and by the scan."""

from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.common import gtin_of

from .alerting import AlertCommon

HIT = ("red", "WATCHLIST_HIT")


@tagged("post_install", "-at_install")
class TestAlertLater(AlertCommon):
    def began(self, answer):
        return answer["level"], answer["code"]

    def test_two_months_later_the_file_and_the_scan(self):
        alert = self.alert(self.table("T0002"))
        self.assertFalse(alert.here_count)
        picking = self.receipt({self.product: 2}, self.packages(2, prefix="T", first=1))
        epc = self.package("T0002")
        self.assertEqual((epc.status, epc.hold), ("announced", "suspect"))
        self.assertEqual(alert.discrepancy_ids.epc_ids, epc)
        self.assertFalse(self.package("T0001").hold)
        good, bad = self.scan_all(picking, 2, prefix="T")
        self.assertEqual(good["level"], "green")
        self.assertEqual(self.began(bad), HIT)
        self.assertIn(alert.name, bad["sentence"])
        self.validate(picking)
        self.assertEqual((epc.status, epc.hold), ("in_stock", "suspect"))
        self.assertEqual(self.package("T0001").hold, False)

    def test_the_scan_alone(self):
        self.alert(self.table("T0001"))
        picking = self.receipt({self.product: 1})
        self.assertEqual(self.began(self.scan_all(picking, 1, prefix="T")[0]), HIT)
        self.validate(picking)
        self.assertEqual(self.package("T0001").hold, "suspect")

    def test_a_sealed_case_that_holds_one(self):
        self.alert(self.table("T0002"))
        case = self.case(self.packages(3, prefix="T"))
        picking = self.receipt({self.product: 3}, [case])
        answer = self.scan(picking, f"01{gtin_of(1, 1)}21C0001")
        self.assertEqual(self.began(answer), HIT)

    def test_a_warning_after_the_file(self):
        picking = self.receipt({self.product: 2}, self.packages(2, prefix="T"))
        alert = self.alert(self.table("T0001"))
        self.assertEqual(alert.announced_count, 1)
        self.assertEqual(self.package("T0001").hold, "suspect")
        self.assertEqual(self.began(self.scan_all(picking, 1, prefix="T")[0]), HIT)

    def test_warned_of_after_the_sale_and_brought_back(self):
        """By serial, and by lot: whichever way it comes into stock again."""
        clinic = self._make_partner("Birch Clinic", False, "03435")
        for number, text in enumerate(
            (self.table(self.serial(0)), f"GTIN\tLot\n{self.ndc}\tL1")
        ):
            epc = self.epcs[number]
            self.sell(epc, clinic)
            alert = self.alert(text)
            self.assertFalse(epc.hold)
            epc._dscsa_set_status("in_stock")
            self.assertEqual(epc.hold, "suspect")
            self.assertIn(epc, alert.discrepancy_ids.epc_ids)

    def test_a_lot_that_comes(self):
        self.alert(f"GTIN\tLot\n{self.ndc}\tL7")
        picking = self.receipt(
            {self.product: 1}, self.packages(1, lot="L7", prefix="T")
        )
        self.assertEqual(self.package("T0001").hold, "suspect")
        scanned = self.scan_all(picking, 1, lot="L7", prefix="T")
        self.assertEqual(self.began(scanned[0]), HIT)

    def test_a_lot_that_looks_like_it_is_asked(self):
        self.alert(f"GTIN\tLot\n{self.ndc}\tL0O7")
        picking = self.receipt(
            {self.product: 1}, self.packages(1, lot="L007", prefix="T")
        )
        answer = self.scan_all(picking, 1, lot="L007", prefix="T")[0]
        self.assertEqual(self.began(answer), ("amber", "WATCHLIST_ALIKE"))

    def test_an_expiry(self):
        day = self.expiry.strftime("%m/%d/%Y")
        self.alert(f"GTIN\tExp\n{self.ndc}\t{day}")
        picking = self.receipt({self.product: 1}, self.packages(1, prefix="T"))
        self.assertEqual(self.began(self.scan_all(picking, 1, prefix="T")[0]), HIT)

    def test_after_its_end_nothing_new_is_stopped(self):
        alert = self.alert(self.table("T0001"))
        alert.conclusion = "Over"
        alert.with_user(self.pharmacist).action_end()
        picking = self.receipt({self.product: 1}, self.packages(1, prefix="T"))
        self.assertEqual(self.scan_all(picking, 1, prefix="T")[0]["level"], "green")

    def test_a_package_a_pharmacist_cleared(self):
        self.alert(self.table(self.serial(0)))
        case = self.doubt(epc_ids=self.epcs[0].ids)
        case.with_user(self.pharmacist).action_suspect()
        self.answered(case)
        self.asked(case)
        self.decide(case, decision="cleared")
        self.assertFalse(self.epcs[0].hold)
        self.assertEqual(self.look_up(0)["code"], "")

    def test_look_up_before_anybody_looked(self):
        alert = self.alert(self.table("T9"))
        self.assertEqual(self.look_up(0)["level"], "green")
        alert.pasted = self.table(self.serial(0))
        alert._read_pasted()
        found = self.look_up(0)
        self.assertEqual((found["code"], found["level"]), ("WATCHED", "red"))
        self.assertIn(alert.name, found["sentence"])

    def test_no_query_more_without_a_warning(self):
        self.company.mapped("dscsa_watch_stamp")
        with self.assertQueryCount(0):
            self.company._dscsa_watched()
        self.alert(self.table("T9"))
        self.company._dscsa_watched()
        self.company.mapped("dscsa_watch_stamp")
        with self.assertQueryCount(0):
            self.company._dscsa_watched()
