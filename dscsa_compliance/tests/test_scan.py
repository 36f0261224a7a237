import base64
import io
from unittest import skipIf

from dscsa_core.guarded import picture_file
from PIL import Image

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..services.scanning import pictures
from .common import gtin_of
from .receiving import GS, ReceivingCommon


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

    def test_lost_separator_is_decided_by_the_file(self):
        picking = self.receipt({self.product: 1}, self.packages(1, prefix="A10"))
        serial = "A100001"
        until = self.expiry.strftime("%y%m%d")
        lost = f"01{gtin_of(1)}21{serial}17{until}10L1"
        answer = self.scan(picking, lost)
        self.assertEqual((answer["level"], answer["serial"]), ("green", serial))

    def test_letters_in_the_other_case_are_asked_never_judged(self):
        picking = self.receipt({self.product: 2}, self.packages(2, lot="L1x"))
        for lot, changed in (("L1x", str.swapcase), ("L1x", str.lower)):
            text = changed(self.label("S0001", lot=lot))
            answer = self.scan(picking, text)
            self.assertEqual(answer["level"], "choose", text)
            self.assertEqual(answer["code"], "SCAN_OTHER_CASE")
            self.assertIn("Caps Lock", answer["sentence"])
            told, sent = answer["readings"]
            self.assertEqual((told["serial"], told["lot"]), ("S0001", "L1x"))
            self.assertEqual((sent["serial"], sent["lot"]), ("s0001", changed("L1x")))
        # the lot alone, with a serial number nobody announced, and without one
        for serial in ("0001", "zz9"):
            answer = self.scan(picking, self.label(serial, lot="l1X"))
            self.assertEqual(answer["code"], "SCAN_OTHER_CASE", serial)
            self.assertEqual(answer["readings"][0]["lot"], "L1x")
            self.assertEqual(answer["readings"][0]["serial"], serial.swapcase())
        text = self.label("s0001", lot="l1X")
        printed = self.scan(picking, text, choice=0)
        self.assertEqual((printed["level"], printed["serial"]), ("green", "S0001"))
        other = self.scan(picking, text, choice=1)
        self.assertEqual((other["serial"], other["lot"]), ("s0001", "l1X"))
        self.assertNotEqual(other["level"], "green")

    def test_another_keyboard_layout_is_asked_about(self):
        nodes = self.packages(2, lot="L-1Z", prefix="SY-")
        picking = self.receipt({self.product: 2}, nodes)
        for sign in ("'", "+"):
            answer = self.scan(picking, self.label(f"SY{sign}0001", lot=f"L{sign}1Z"))
            self.assertEqual(answer["code"], "SCAN_OTHER_LAYOUT", sign)
            told, sent = answer["readings"]
            self.assertEqual((told["serial"], told["lot"]), ("SY-0001", "L-1Z"))
            self.assertEqual(sent["lot"], f"L{sign}1Z")
        # the lot alone, also of a serial number that nobody announced
        for serial in ("SY-0002", "77'"):
            answer = self.scan(picking, self.label(serial, lot="L'1Z"))
            self.assertEqual(answer["code"], "SCAN_OTHER_LAYOUT", serial)
        picking = self.receipt(
            {self.product: 1}, self.packages(1, lot="LZ1", prefix="KY"), instance="de"
        )
        text = self.label("KZ0001", lot="LY1")
        self.assertEqual(self.scan(picking, text)["code"], "SCAN_OTHER_LAYOUT")
        self.assertEqual(self.scan(picking, text, choice=0)["level"], "green")
        self.assertNotEqual(self.scan(picking, text, choice=1)["level"], "green")

    def test_serial_numbers_that_differ_by_case_alone_are_two_packages(self):
        nodes = self.packages(1) + self.packages(1, prefix="s")
        picking = self.receipt({self.product: 2}, nodes)
        for serial in ("S0001", "s0001"):
            answer = self.scan(picking, self.label(serial))
            self.assertEqual((answer["level"], answer["serial"]), ("green", serial))

    def test_a_typed_serial_one_sign_off_is_asked(self):
        picking = self.receipt({self.product: 2}, self.packages(2))
        until = self.expiry.strftime("%y%m%d")
        typed = f"(01){gtin_of(1)}(21)S0091(17){until}(10)L1"
        answer = self.scan(picking, typed)
        self.assertEqual((answer["level"], answer["code"]), ("choose", "SERIAL_NEAR"))
        shown = [each["serial"] for each in answer["readings"]]
        self.assertEqual(shown, ["S0001", "S0091"])
        # a scanner makes no slips
        scanned = self.scan(picking, self.label("S0091"))
        self.assertEqual(scanned["serial"], "S0091")

    def test_true_reason_of_what_is_no_package_code(self):
        picking = self.receipt({self.product: 2}, self.packages(2))
        two = self.label("S0001") + self.label("S0002")
        for text, words in (
            ("9987110130", "names the drug"),
            ("NDC 99871-101-30", "names the drug"),
            (two, "Two codes at once"),
            (f"{self.label('S0001')}\r\n{self.label('S0002')}\r\n", "Two codes"),
            ("+A99912345/$$52001510X3C", "HIBC"),
            (f"01{gtin_of(1)}21{'X' * 21}", "cannot be"),
        ):
            answer = self.scan(picking, text)
            self.assertEqual(answer["level"], "red", text)
            self.assertIn(words, answer["sentence"])
            self.assertNotIn("BATCH", answer["sentence"])

    def test_blanks_brackets_and_signs_are_separators(self):
        picking = self.receipt({self.product: 9}, self.packages(9))
        signs = (" ", "#", "}", "\\", "%1D", "\u241d")
        for number, sign in enumerate(signs, 1):
            text = self.label(f"S000{number}").replace(GS, sign)
            self.assertEqual(self.scan(picking, text)["level"], "green", sign)
        until = self.expiry.strftime("%y%m%d")
        text = f"[01]{gtin_of(1)}[21]S0007[17]{until}[10]L1"
        self.assertEqual(self.scan(picking, text)["level"], "green")

    def test_lost_separator_asks_a_person(self):
        picking = self.receipt({self.product: 1})
        until = self.expiry.strftime("%y%m%d")
        lost = f"01{gtin_of(1)}10LOT21AB21XY1217{until}"
        answer = self.scan(picking, lost)
        if answer["level"] == "choose":
            self.assertFalse(answer["scan_id"])
            self.assertGreater(len(answer["readings"]), 1)
            chosen = self.scan(picking, lost, choice=0)
            self.assertTrue(chosen["scan_id"])
            self.assertEqual(chosen["serial"], answer["readings"][0]["serial"])
        else:
            self.fail(answer["sentence"])

    def test_foreign_barcode_is_no_package(self):
        picking = self.receipt({self.product: 1}, self.packages(1))
        for text in ("hello", "https://shop.example/offer", "\u200b", "9780201379624"):
            answer = self.scan(picking, text)
            self.assertEqual(answer["level"], "red", text)
            self.assertFalse(answer["scan_id"])
            self.assertTrue(answer["next_step"])

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
        picking.sudo().dscsa_transaction_ids = self.env["dscsa.transaction"].create(
            {
                "company_id": self.company.id,
                "proof": "paper",
                "seller_id": self.seller.id,
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "gtin": gtin_of(1),
                            "product_id": self.product.id,
                            "lot": "L1",
                            "expiry": self.expiry,
                            "quantity": 3,
                        },
                    )
                ],
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

    @skipIf(picture_file.zxingcpp is None, "zxing-cpp is not installed")
    def test_picture_of_a_code(self):
        picking = self.receipt({self.product: 1}, self.packages(1))
        until = self.expiry.strftime("%y%m%d")
        text = f"(01){gtin_of(1)}(21)S0001(17){until}(10)L1"
        code = picture_file.zxingcpp.create_barcode(
            text, picture_file.zxingcpp.BarcodeFormat.DataMatrix, gs1=True
        )
        picture = Image.fromarray(code.to_image(scale=6))
        data = io.BytesIO()
        picture.save(data, "PNG")
        image = base64.b64encode(data.getvalue())
        answer = picking.dscsa_scan_picture(image, "p-1")
        self.assertEqual((answer["level"], answer["serial"]), ("green", "S0001"))
        with self.assertRaisesRegex(UserError, "no picture"):
            picking.dscsa_scan_picture(base64.b64encode(b"text"), "p-2")

    def test_the_one_code_of_a_picture(self):
        """The square code counts, not the retail code beside it; two packs are told."""
        first, second = f"]d201{gtin_of(1)}21S1", f"]d201{gtin_of(1)}21S2"
        case, lot = f"]C101{gtin_of(1)}21S3", "]C110L1"
        for texts, expected in (
            (["5901234123457", first], first),
            ([lot, case], case),
            ([first, case, first], first),
            (["5901234123457"], "5901234123457"),
        ):
            self.assertEqual(pictures._the_one(self.env, texts), expected)
        with self.assertRaisesRegex(UserError, "2 packages"):
            pictures._the_one(self.env, [first, lot, second])

    def test_queries_of_a_scan(self):
        picking = self.receipt({self.product: 30}, self.packages(30))
        self.scan_all(picking, 20)
        self.env.invalidate_all()
        with self.assertQueryCount(40):
            self.scan(picking, self.label("S0025"))
            self.env.flush_all()

    def test_separator_of_the_company(self):
        self.company.dscsa_separators = "~"
        picking = self.receipt({self.product: 1}, self.packages(1))
        text = self.label("S0001").replace(GS, "~")
        self.assertEqual(self.scan(picking, text)["level"], "green")
