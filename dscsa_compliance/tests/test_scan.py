from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import gtin_of
from .receiving import ReceivingCommon


@tagged("post_install", "-at_install")
class TestScan(ReceivingCommon):
    """One scan, one sentence; a reading counts once and is never lost."""

    def test_same_call_twice_counts_once(self):
        picking = self.receipt({self.product: 2}, self.packages(2))
        first = self.scan(picking, self.label("S0001"), client_uuid="u-1")
        again = self.scan(picking, self.label("S0001"), client_uuid="u-1")
        self.assertTrue(again["duplicate"])
        for name in ("level", "sentence", "scan_id", "serial", "lot", "product"):
            self.assertEqual(again[name], first[name], name)
        self.assertEqual(again["overview"]["scanned"], 1)
        third = self.scan(picking, self.label("S0001"))
        self.assertTrue(third["duplicate"])
        self.assertIn("counts once", third["sentence"])

    def test_undo_and_scan_again(self):
        picking = self.receipt({self.product: 2}, self.packages(2))
        answer = self.scan(picking, self.label("S0001"))
        overview = picking.dscsa_undo_scan(answer["scan_id"])
        self.assertEqual(overview["scanned"], 0)
        self.assertTrue(overview["scans"][0]["undone"])
        again = self.scan(picking, self.label("S0001"))
        self.assertFalse(again["duplicate"])
        self.assertEqual(again["overview"]["scanned"], 1)

    def test_scans_are_never_edited_or_deleted(self):
        picking = self.receipt({self.product: 1}, self.packages(1))
        scan = self.env["dscsa.scan"].browse(
            self.scan(picking, self.label("S0001"))["scan_id"]
        )
        with self.assertRaises(UserError):
            scan.sudo().serial = "X"
        with self.assertRaises(UserError):
            scan.sudo().unlink()

    def test_other_lot_on_the_label(self):
        picking = self.receipt({self.product: 1}, self.packages(1))
        answer = self.scan(picking, self.label("S0001", lot="L2"))
        self.assertEqual((answer["level"], answer["code"]), ("red", "LOT_MISMATCH"))
        self.assertIn("L2", answer["sentence"])

    def test_other_product_and_unknown_product(self):
        picking = self.receipt({self.product: 1}, self.packages(1))
        answer = self.scan(picking, self.label("S1", item=2))
        self.assertEqual(
            (answer["level"], answer["code"]), ("red", "NDC_NOT_ANNOUNCED")
        )
        answer = self.scan(picking, self.label("S1", item=77))
        self.assertEqual(
            (answer["level"], answer["code"]), ("red", "NDC_NOT_ANNOUNCED")
        )

    def test_package_of_another_receipt(self):
        first = self.receipt({self.product: 1}, self.packages(1))
        second = self.receipt(
            {self.product: 1}, self.packages(1, first=2), instance="second"
        )
        self.scan(second, self.label("S0002"))
        answer = self.scan(second, self.label("S0001"))
        self.assertEqual((answer["level"], answer["code"]), ("amber", "WRONG_RECEIPT"))
        self.assertTrue(first.dscsa_overview()["missing"])

    def test_package_of_another_company_is_not_known_here(self):
        picking = self.receipt({self.product: 1}, self.packages(1))
        other = self._make_company("Oak Pharmacy", gtin_of(9)[1:])
        self.env["dscsa.epc"].create(
            {
                "company_id": other.id,
                "key": f"01{gtin_of(1)}21FOREIGN",
                "kind": "package",
                "gtin": gtin_of(1),
                "serial": "FOREIGN",
                "status": "in_stock",
            }
        )
        answer = self.scan(picking, self.label("FOREIGN"))
        self.assertEqual(answer["code"], "SERIAL_NOT_ANNOUNCED")

    def test_serial_in_stock_is_a_double_scan(self):
        first = self.receipt({self.product: 1}, self.packages(1))
        self.scan_all(first, 1)
        self.validate(first)
        second = self.receipt(
            {self.product: 1}, self.packages(1, first=2), instance="second"
        )
        answer = self.scan(second, self.label("S0001"))
        self.assertEqual(
            (answer["level"], answer["code"]), ("green", "SERIAL_IN_STOCK")
        )
        self.scan(second, self.label("S0002"))
        self.validate(second)
        self.assertEqual(self.on_hand(self.product), 2)

    def test_broken_seal_counts_one_by_one(self):
        case = self.case(self.packages(3), serial="C1")
        picking = self.receipt({self.product: 3}, [case])
        label = f"]d201{gtin_of(1, 1)}21C1"
        answer = self.scan(picking, label, seal_broken=True)
        self.assertEqual((answer["level"], answer["overview"]["scanned"]), ("amber", 0))
        self.assertEqual(self.scan(picking, self.label("S0001"))["level"], "green")
        self.validate(picking)
        self.assertEqual(self.on_hand(self.product), 1)
        self.assertFalse(picking.move_line_ids.result_package_id)

    def test_company_that_scans_every_package(self):
        self.company.dscsa_scan_depth = "package"
        case = self.case(self.packages(3), serial="C1")
        picking = self.receipt({self.product: 3}, [case])
        answer = self.scan(picking, f"]d201{gtin_of(1, 1)}21C1")
        self.assertEqual(answer["level"], "amber")
        self.assertIn("every package", answer["sentence"])
        with self.assertRaisesRegex(UserError, "Scan Depth"):
            picking.action_dscsa_receive_as_announced()
        with self.assertRaisesRegex(UserError, "nothing is scanned"):
            picking.button_validate()

    def test_undo_of_a_package_gives_it_back_to_its_case(self):
        case = self.case(self.packages(3), serial="C1")
        picking = self.receipt({self.product: 3}, [case])
        single = self.scan(picking, self.label("S0001"))
        answer = self.scan(picking, f"]d201{gtin_of(1, 1)}21C1")
        self.assertEqual(answer["packages"], 2)
        self.assertEqual(answer["overview"]["scanned"], 3)
        overview = picking.dscsa_undo_scan(single["scan_id"])
        self.assertEqual(overview["scanned"], 3)

    def test_lot_typed_with_a_count(self):
        picking = self.receipt({self.product: 5})
        line = {
            "gtin": gtin_of(1),
            "product_id": self.product.id,
            "lot": "L1",
            "expiry": self.expiry,
            "quantity": 3,
        }
        picking.sudo().dscsa_transaction_ids = self.env["dscsa.transaction"].create(
            {
                "company_id": self.company.id,
                "proof": "paper",
                "seller_id": self.seller.id,
                "line_ids": [Command.create(line)],
            }
        )
        until = self.expiry.strftime("%y%m%d")
        text = f"(01){gtin_of(1)}(10)L1(17){until}(30)5"
        answer = self.scan(picking, text)
        self.assertEqual((answer["level"], answer["code"]), ("red", "OVERAGE"))
        self.validate(picking)
        self.assertEqual(self.on_hand(self.product), 3)
        self.assertEqual(self.on_hand(self.product, self.hold_place()), 2)
        rows = self.discrepancies(picking)
        surplus = rows.filtered(lambda row: row.code == "OVERAGE")
        self.assertEqual(surplus.quantity, 2)

    def test_cancelled_meanwhile(self):
        picking = self.receipt({self.product: 1}, self.packages(1))
        self.scan(picking, self.label("S0001"))
        picking.sudo().action_cancel()
        answer = self.scan(picking, self.label("S0001"), client_uuid="late")
        self.assertEqual(answer["level"], "red")
        self.assertIn("canceled", answer["sentence"])

    def test_user_without_rights(self):
        picking = self.receipt({self.product: 1}, self.packages(1))
        for user in (self.auditor,):
            with self.assertRaises(AccessError):
                picking.with_user(user).dscsa_scan(self.label("S0001"), "x")
        self.assertEqual(
            picking.with_user(self.stock_user).dscsa_scan(self.label("S0001"), "y")[
                "level"
            ],
            "green",
        )

    def test_queries_of_a_scan(self):
        picking = self.receipt({self.product: 30}, self.packages(30))
        self.scan_all(picking, 20)
        self.env.invalidate_all()
        with self.assertQueryCount(40):
            self.scan(picking, self.label("S0025"))
            self.env.flush_all()
