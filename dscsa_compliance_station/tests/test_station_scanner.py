"""The scanner self-test: what arrives, which separator, what to set."""

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.common import gtin_of
from odoo.addons.dscsa_compliance.tests.receiving import GS

from ..services.station.self_test import SelfTest, visible
from .station import StationCommon


@tagged("post_install", "-at_install")
class TestStationScanner(StationCommon):
    def try_out(self, text):
        """``dscsa_self_test`` of the technician."""
        return self.station().dscsa_self_test(text)

    def sent(self, separator):
        """A pack's code as a scanner sends it with that separator."""
        return self.label("S0001").replace(GS, separator)

    def test_good_scanner_is_noted_as_tried(self):
        self.company.dscsa_scanner_tested_at = False
        answer = self.try_out(self.sent(GS))
        self.assertEqual((answer["level"], answer["can_set"]), ("amber", False))
        self.assertIn("Compare every letter", answer["next_step"])
        self.assertFalse(self.company.dscsa_scanner_tested_at)
        self.receipt({self.product: 1}, self.packages(1))
        answer = self.try_out(self.sent(GS))
        self.assertEqual((answer["level"], answer["separator"]), ("green", "{GS}"))
        self.assertIn("{GS}", answer["shown"])
        self.assertEqual(answer["reading"]["serial"], "S0001")
        self.assertTrue(self.company.dscsa_scanner_tested_at)

    def test_separators_as_brands_send_them(self):
        self.receipt({self.product: 1}, self.packages(1))
        for separator in ("|", "^", "{GS}", "Alt+029", "#", "}", "\\"):
            answer = self.try_out(self.sent(separator))
            self.assertEqual(answer["level"], "green", separator)
            self.assertEqual(answer["separator"], separator)

    def test_unknown_separator_is_found_set_and_works(self):
        picking = self.receipt({self.product: 1}, self.packages(1))
        answer = self.try_out(self.sent("+#+"))
        self.assertEqual((answer["level"], answer["can_set"]), ("amber", "+#+"))
        self.assertEqual(answer["reading"]["serial"], "S0001")
        self.station().dscsa_set_separator("+#+")
        self.assertEqual(self.company.dscsa_separators, "+#+")
        self.assertEqual(self.try_out(self.sent("+#+"))["level"], "green")
        self.assertEqual(self.scan(picking, self.sent("+#+"))["level"], "green")
        self.station().dscsa_set_separator("+#+")
        self.assertEqual(self.company.dscsa_separators, "+#+")

    def test_swallowed_separator(self):
        self.company.dscsa_scanner_tested_at = False
        until = self.expiry.strftime("%y%m%d")
        answer = self.try_out(f"01{gtin_of(1)}10LOT21AB17{until}21XY12")
        self.assertEqual((answer["level"], answer["can_set"]), ("red", False))
        self.assertIn("swallows", answer["sentence"])
        self.assertIn("set-up sheet", answer["next_step"])
        self.assertFalse(self.company.dscsa_scanner_tested_at)

    def test_test_symbols_know_what_should_arrive(self):
        symbol = f"01{gtin_of(1)}21SELF{GS}10TEST{GS}17300131"
        with patch.object(SelfTest, "_symbols", lambda _self: [symbol.split(GS)]):
            good = self.try_out("]d2" + symbol)
            self.assertEqual((good["level"], good["separator"]), ("green", "{GS}"))
            dropped = self.try_out(symbol.replace(GS, ""))
            self.assertIn("swallows", dropped["sentence"])
            other = self.try_out(symbol.replace(GS, "\x1e"))
            self.assertEqual((other["level"], other["separator"]), ("green", "{0x1E}"))
            blank = self.try_out(symbol.replace(GS, " "))
            self.assertEqual((blank["level"], blank["separator"]), ("green", "{blank}"))
            digits = self.try_out(symbol.replace(GS, "29"))
            self.assertEqual((digits["level"], digits["can_set"]), ("amber", False))

    def test_a_changed_symbol_is_never_green(self):
        self.company.dscsa_scanner_tested_at = False
        found = self.env["dscsa.labels"].with_user(self.technician).dscsa_symbols()
        swaps = (("Z", "Y"), ("-", "/"), ("_", "-"), ("*", "("), ("1", "!"), ("T", ""))
        for each in found:
            text = each["text"]
            changed = {text.swapcase(), text.upper(), text.lower()}
            changed |= {text.replace(*swap) for swap in swaps}
            changed |= {text[:-1], f"{text}1", text[:25] + text[26:]}
            for arrived in changed - {text}:
                with self.subTest(arrived):
                    answer = self.try_out(arrived)
                    self.assertNotEqual(answer["level"], "green")
        self.assertFalse(self.company.dscsa_scanner_tested_at)

    def test_letters_in_the_other_case_are_named(self):
        found = self.env["dscsa.labels"].with_user(self.technician).dscsa_symbols()
        signs = next(each for each in found if each["kind"] == "datamatrix_signs")
        for arrived in (signs["text"].swapcase(), signs["text"].upper()):
            self.assertIn("Caps Lock", self.try_out(arrived)["sentence"])
        self.receipt({self.product: 1}, self.packages(1))
        self.assertIn("Caps Lock", self.try_out(self.sent(GS).lower())["sentence"])

    def test_a_known_package_with_another_lot_or_day_is_never_green(self):
        self.company.dscsa_scanner_tested_at = False
        self.receipt({self.product: 1}, self.packages(1, lot="L-1"))
        self.assertEqual(self.try_out(self.label("S0001", lot="L-1"))["level"], "green")
        self.company.dscsa_scanner_tested_at = False
        for lot in ("L'1", "L+1", "L1", "L-2", "l-1"):
            answer = self.try_out(self.label("S0001", lot=lot))
            self.assertNotEqual(answer["level"], "green", lot)
        other_day = self.label("S0001", lot="L-1", expiry=self.days_ago(3))
        self.assertNotEqual(self.try_out(other_day)["level"], "green")
        self.assertFalse(self.company.dscsa_scanner_tested_at)

    def test_wrong_keyboard_layout(self):
        answer = self.try_out('à&àà"ççççççàà&é&Sàà&')
        self.assertIn("layout", answer["sentence"])
        answer = self.try_out(")!))#(((((!@#")
        self.assertIn("layout", answer["sentence"])

    def test_other_codes_and_nothing(self):
        self.assertEqual(self.try_out("")["level"], "red")
        self.assertEqual(self.try_out("hello")["level"], "red")
        self.assertEqual(self.try_out(f"]C100{'0' * 17}0")["level"], "amber")

    def test_separators_that_would_hide_codes_are_refused(self):
        for text in ("", " ", "-", "A", "29", ".", "x" * 9, "# #", " # "):
            with self.assertRaises(UserError, msg=text):
                self.station().dscsa_set_separator(text)
        with self.assertRaises(AccessError):
            self.station(self.stock_user).dscsa_set_separator("#")
        with self.assertRaises(AccessError):
            self.station(self.auditor).dscsa_self_test("x")

    def test_control_characters_are_shown(self):
        self.assertEqual(visible("a\x1db\x1e\x7f"), "a{GS}b{0x1E}{0x7F}")
