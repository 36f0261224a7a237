"""What is scanned twice counts once, and is never judged milder the second time."""

from datetime import timedelta

from odoo.tests import tagged

from .bench import BenchCommon
from .common import gtin_of
from .receiving import ReceivingCommon


@tagged("post_install", "-at_install")
class TestScanTwice(ReceivingCommon):
    """Packages, cases and pallets that are read again at a receipt."""

    def case_label(self, serial="C0001"):
        return self.label(serial, gtin=gtin_of(1, 1))

    def test_what_is_worth_knowing_is_said_each_time(self):
        """In stock, sent back before, near its date: no reading loses it."""
        first = self.receipt({self.product: 2}, self.packages(2))
        self.scan_all(first, 2)
        self.validate(first)
        self.package("S0002").sudo().status = "returned"
        self.company.dscsa_short_dated_days = 4000
        second = self.receipt(
            {self.product: 3}, self.packages(1, first=3), instance="second"
        )
        for serial, code in (
            ("S0001", "SERIAL_IN_STOCK"),
            ("S0002", "SERIAL_RETURNED_BEFORE"),
            ("S0003", "SHORT_DATED"),
        ):
            told = self.scan(second, self.label(serial))
            for _again in range(2):
                again = self.scan(second, self.label(serial))
                with self.subTest(serial=serial, code=told["code"]):
                    self.assertEqual(again["code"], told["code"])
                    self.assertEqual(again["level"], told["level"])
                    self.assertIn(told["sentence"], again["sentence"])
                    self.assertIn("counts once", again["sentence"])
            self.assertEqual(told["code"], code)

    def test_the_worse_of_two_labels_counts(self):
        picking = self.receipt({self.product: 2}, self.packages(2))
        good, bad = self.label("S0001"), self.label("S0001", lot="L9")
        first = self.scan(picking, good)
        self.assertEqual(first["level"], "green")
        for text in (bad, good, bad):
            again = self.scan(picking, text)
            self.assertEqual((again["level"], again["code"]), ("red", "LOT_MISMATCH"))
            self.assertEqual(again["overview"]["scanned"], 1)
        self.validate(picking)
        self.assertTrue(self.package("S0001").hold)

    def test_two_labels_without_data_to_tell_them_apart(self):
        later = self.expiry + timedelta(days=31)
        for number, changed in enumerate(({"lot": "L9"}, {"expiry": later})):
            picking = self.receipt({self.product: 2})
            self.give_paper(picking)
            serial = f"P{number}"
            self.assertNotEqual(self.scan(picking, self.label(serial))["level"], "red")
            again = self.scan(picking, self.label(serial, **changed))
            self.assertEqual(again["level"], "red", changed)
            third = self.scan(picking, self.label(serial))
            self.assertEqual(
                (third["level"], third["code"]), ("red", again["code"]), changed
            )
            self.validate(picking)
            self.assertTrue(self.package(serial).hold, changed)

    def give_paper(self, picking):
        picking.sudo().dscsa_transaction_ids = self.env["dscsa.transaction"].create(
            {
                "company_id": self.company.id,
                "proof": "paper",
                "statement": "yes",
                "seller_id": self.seller.id,
            }
        )

    def test_package_of_a_counted_case_with_another_lot(self):
        picking = self.receipt({self.product: 3}, [self.case(self.packages(3))])
        self.scan(picking, self.case_label())
        fits = self.scan(picking, self.label("S0002"))
        self.assertEqual((fits["level"], fits["duplicate"]), ("green", True))
        other = self.scan(picking, self.label("S0001", lot="L9"))
        self.assertEqual((other["level"], other["code"]), ("red", "LOT_MISMATCH"))
        self.assertEqual(other["overview"]["scanned"], 3)
        self.validate(picking)
        self.assertTrue(self.package("S0001").hold)
        self.assertFalse(self.package("S0002").hold)

    def test_open_case_in_a_counted_pallet(self):
        cases = [
            self.case(self.packages(2), serial="C1"),
            self.case(self.packages(2, first=3), serial="C2"),
        ]
        picking = self.receipt({self.product: 4}, [self.pallet(cases)])
        self.scan(picking, self.sscc_label())
        answer = self.scan(picking, self.case_label("C2"), seal_broken=True)
        self.assertEqual(answer["code"], "AGGREGATE_BROKEN_SEAL")
        self.assertEqual(answer["overview"]["scanned"], 2)
        self.assertEqual(self.scan(picking, self.label("S0003"))["duplicate"], False)

    def test_unknown_pallet_and_its_late_file(self):
        picking = self.receipt({self.product: 2})
        for is_second in (False, True):
            answer = self.scan(picking, self.sscc_label())
            self.assertEqual(
                (answer["code"], answer["duplicate"]), ("SSCC_ORPHAN", is_second)
            )
        self.deliver([self.pallet(self.packages(2))], po=picking.origin)
        answer = self.scan(picking, self.sscc_label())
        self.assertEqual((answer["level"], answer["packages"]), ("green", 2))
        self.assertEqual(answer["overview"]["scanned"], 2)


@tagged("post_install", "-at_install")
class TestOutTwice(BenchCommon):
    """The same at a delivery."""

    def test_delivery(self):
        self.in_stock(2)
        out = self.sell(self.product, 1)
        self.assertEqual(self.scan(out, self.label("S0001"))["level"], "green")
        self.package("S0001").hold = "data"
        again = self.scan(out, self.label("S0001"))
        self.assertEqual((again["level"], again["duplicate"]), ("red", True))
