"""The tap at the bench: every answer about goods has it, one press is enough."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from odoo.addons.dscsa_compliance.services.scanning.contract import Taken
from odoo.addons.dscsa_compliance.tests.common import gtin_of
from odoo.addons.dscsa_compliance.tests.shapes import faults

from .doubting import DoubtCommon
from .tapping import Tapping


@tagged("post_install", "-at_install")
class TestAtBench(Tapping, DoubtCommon):
    def test_a_green_answer_and_a_tap(self):
        """Announced and scanned: held where it comes to lie, told where to lay it."""
        picking = self.receipt({self.product: 2}, self.packages(2, first=50))
        self.scan(picking, self.label("S0051"))
        answer = self.scan(picking, self.label("S0050"))
        self.assertEqual(answer["level"], "green")
        taken, case = self.tap(answer)
        self.assertEqual(case.item_ids.serial, "S0050")
        self.assertIn(case.name, taken["sentence"])
        self.assertIn("apart", taken["next_step"])
        self.validate(picking)
        epc = case.item_ids.epc_id
        self.assertEqual((epc.status, epc.hold), ("in_stock", "suspect"))
        other = self.env["dscsa.epc"].search([("serial", "=", "S0051")])
        self.assertFalse(other.hold)

    def test_nobody_announced_it(self):
        """Its row of the register comes with the receipt: it is held from then on."""
        picking = self.receipt({self.product: 1}, self.packages(1, first=50))
        self.scan(picking, self.label("S0050"))
        answer = self.scan(picking, self.label("N0001"))
        taken, case = self.tap(answer)
        self.assertFalse(case.item_ids.epc_id)
        again, same = self.tap(answer)
        self.assertEqual(same, case)
        self.assertNotEqual(again["sentence"], taken["sentence"])
        self.validate(picking)
        epc = self.env["dscsa.epc"].search([("serial", "=", "N0001")])
        self.assertEqual(case.item_ids.epc_id, epc)
        self.assertEqual((epc.status, epc.hold), ("in_stock", "suspect"))
        self.assertEqual(epc.hold_location_id.dscsa_role, "quarantine")

    def test_it_was_dispensed_before(self):
        """The red answer that recorded nothing: now its case is open."""
        self.epcs[0]._dscsa_set_status("dispensed")
        stock = self.on_hand(self.product)
        picking = self.receipt({self.product: 1}, self.packages(1, first=50))
        answer = self.scan(picking, self.label("S0001"))
        self.assertEqual(answer["code"], "SERIAL_DISPENSED_BEFORE")
        taken, case = self.tap(answer)
        self.assertEqual(case.item_ids.epc_id, self.epcs[0])
        self.assertEqual(case.why, answer["sentence"])
        self.assertIn("away from all stock", taken["next_step"])
        self.assertEqual(self.on_hand(self.product), stock)

    def test_twice_is_once(self):
        picking = self.receipt({self.product: 1}, self.packages(1, first=50))
        answer = self.scan(picking, self.label("S0050"))
        _taken, case = self.tap(answer)
        said = len(case.message_ids)
        taken, same = self.tap(answer)
        self.assertEqual(same, case)
        self.assertEqual(len(case.message_ids), said)
        self.assertIn("already", taken["sentence"])

    def test_cold_goods_are_told_to_stay_cold(self):
        self.product.dscsa_storage = "fridge"
        taken, case = self.looked_up("S0001")
        self.assertIn("fridge", taken["next_step"])
        self.assertEqual(case.item_ids.epc_id.hold, "suspect")

    def looked_up(self, serial):
        """As the screen sends it that asks "what is this?"."""
        seen = {"text": self.label(serial), "level": "green", "sentence": "In stock."}
        return self.tap({"ways": [{"key": "doubt", "values": seen}]})

    def test_no_record_names_it(self):
        """Whose it is has to be said: nothing is put aside before, and it is told."""
        before = self.env["dscsa.investigation"].search_count([])
        taken, _case = self.looked_up("ZZ01")
        self.assertEqual(self.env["dscsa.investigation"].search_count([]), before)
        self.assertEqual(taken["action"]["res_model"], "dscsa.doubt.wizard")
        self.assertIn("ZZ01", taken["action"]["context"]["default_label"])

    def test_a_code_of_a_lot(self):
        """It names no single package: how many is asked, the lot is filled in."""
        seen = {"text": "", "gtin": gtin_of(1), "lot": "L1", "level": "green"}
        taken, _case = self.tap({"ways": [{"key": "doubt", "values": seen}]})
        lot = self.epcs[0].lot_id
        self.assertEqual(taken["action"]["context"]["default_lot_id"], lot.id)
        self.assertIn("L1", taken["next_step"])
        case = self.doubt(lot_id=lot.id, count=1)
        self.assertEqual(case.item_ids.mapped("hold"), ["suspect"])

    def test_who_has_the_tap(self):
        picking = self.receipt({self.product: 1}, self.packages(1, first=50))
        told = picking.with_user(self.stock_user).dscsa_scan(self.label("S0050"), "u1")
        self.assertEqual(told["ways"], [])
        answer = self.scan(picking, self.label("S0050"))
        for user in (self.stock_user, self.auditor):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.tap(answer, user)
        stranger = self._make_company("Oak Street Pharmacy", False)
        theirs = new_test_user(
            self.env,
            login="oak",
            groups="stock.group_stock_user,dscsa_compliance.group_dscsa_technician",
            company_id=stranger.id,
        )
        with self.assertRaises(AccessError):
            self.tap(answer, theirs)
        self.assertFalse(self.env["dscsa.investigation"].search_count([]))

    def test_what_is_about_no_goods_has_no_tap(self):
        picking = self.receipt({self.product: 1}, self.packages(1, first=50))
        self.assertEqual(self.scan(picking, "nothing")["ways"], [])

    def test_a_signature_comes_first(self):
        picking = self.receipt({self.product: 1}, self.packages(1, first=50))
        answer = self.scan(picking, self.label("S0050"))
        self.company.dscsa_pin_required = True
        taken = self.desk().dscsa_take_way("doubt", answer["ways"][0]["values"])
        self.assertEqual(taken["code"], "SIGN_FIRST")
        self.assertFalse(self.env["dscsa.investigation"].search_count([]))

    def test_what_a_caller_makes_up(self):
        desk = self.desk()
        for bench in ("res.users", "no.such", ["x"], 1, "stock.picking"):
            with self.subTest(bench):
                values = {"text": self.label("S0001"), "bench": bench, "bench_id": 0}
                taken = desk.dscsa_take_way("doubt", values)
                self.assertEqual(faults(Taken, taken), [])
        self.assertEqual(desk.dscsa_take_way("no such", {})["level"], "red")
