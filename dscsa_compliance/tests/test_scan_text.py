import base64
import io
from unittest import skipIf

from dscsa_core.guarded import picture_file
from PIL import Image

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..services.scanning import pictures
from .common import gtin_of
from .receiving import GS, ReceivingCommon


@tagged("post_install", "-at_install")
class TestScanText(ReceivingCommon):
    """What a scanner, keyboard or camera sends is read as printed, or asked about."""

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

    def test_separator_of_the_company(self):
        self.company.dscsa_separators = "~"
        picking = self.receipt({self.product: 1}, self.packages(1))
        text = self.label("S0001").replace(GS, "~")
        self.assertEqual(self.scan(picking, text)["level"], "green")
