"""Signs to tap: who saw what and when; what our records tell is only proposed."""

from dscsa_core.investigation.signs import SIGNS

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.shapes import faults

from ..services.contract import DoubtTold
from .doubting import DoubtCommon


@tagged("post_install", "-at_install")
class TestSigns(DoubtCommon):
    def page(self, case, user=None):
        told = case.with_user(user or self.technician).dscsa_doubt()
        self.assertEqual(faults(DoubtTold, told), [])
        return told

    def signs(self, page):
        found = [sign for group in page["groups"] for sign in group["signs"]]
        return {sign["code"]: sign for sign in found}

    def hints(self, case):
        page = self.signs(self.page(case))
        return {code for code, sign in page.items() if sign["told"]}

    def test_all_of_them_in_their_groups(self):
        page = self.page(self.open_case())
        self.assertEqual(list(self.signs(page)), list(SIGNS))
        self.assertEqual(len(page["groups"]), 5)
        icons = {sign["icon"] for sign in self.signs(page).values()}
        self.assertEqual(len(icons), len(SIGNS))

    def test_a_tap_is_signed_and_a_second_takes_it_back(self):
        case = self.open_case().with_user(self.technician)
        sign = self.signs(case.dscsa_tick("C1"))["C1"]
        self.assertIn(self.technician.name, sign["by"])
        row = case.sign_ids
        self.assertEqual((row.user_id, row.code), (self.technician, "C1"))
        self.assertIn("seal broken", case._why_words())
        self.assertFalse(self.signs(case.dscsa_tick("C1"))["C1"]["id"])
        self.assertTrue(row.undone_at)
        self.assertEqual(row.undone_by_id, self.technician)
        case.dscsa_tick("C1")
        self.assertEqual(len(case.sign_ids), 2)

    def test_a_sentence_does_too(self):
        case = self.open_case().with_user(self.technician)
        said = case.dscsa_say("  The cap is green ")["said"]
        self.assertEqual([each["text"] for each in said], ["The cap is green"])
        self.assertIn("The cap is green", case._why_words())
        with self.assertRaisesRegex(UserError, "few words"):
            case.dscsa_say("  ")

    def test_what_records_tell_is_proposed_and_not_seen(self):
        case = self.open_case()
        self.assertIn("S1", self.hints(case))
        self.assertFalse(case.sign_ids)
        told = self.signs(self.page(case))["S1"]["told"]
        case.with_user(self.technician).dscsa_tick("S1")
        self.assertEqual(case.sign_ids.told, told)

    def test_records_that_tell(self):
        def cost():
            self.product.standard_price = 4000

        def gone():
            self.epcs[0]._dscsa_set_status("dispensed")

        def label():
            # as a scan of another label would have left it
            query = "UPDATE dscsa_epc SET seen_lot = 'L9' WHERE id = %s"
            self.env.cr.execute(query, self.epcs[0].ids)
            self.env.invalidate_all()

        case = self.open_case()
        for code, happens in (
            *(("M2", cost), ("O1", gone), ("C10", label)),
            ("O2", lambda: self.asked(case, "not_confirmed")),
            ("L3", lambda: case.sudo().write({"gtin": "05012345678900"})),
        ):
            with self.subTest(code):
                self.assertNotIn(code, self.hints(case))
                happens()
                self.assertIn(code, self.hints(case))

    def test_what_was_typed_of_a_bottle_not_ours(self):
        case = self.doubt(whose="found", product_name="Testamol", lot="QX1")
        self.assertIn("L4", self.hints(case))
        self.assertTrue(self.page(case)["is_private"])

    def test_who_may(self):
        case = self.open_case()
        self.assertTrue(self.page(case, self.auditor))
        for user in (self.auditor, self.stock_user):
            with self.subTest(user.login), self.assertRaises(AccessError):
                case.with_user(user).dscsa_tick("C1")
        rows = self.env["dscsa.investigation.sign"].with_user(self.technician)
        with self.assertRaises(AccessError):
            rows.sudo(False).create({"investigation_id": case.id, "code": "C1"})
        with self.assertRaisesRegex(UserError, "not known"):
            case.with_user(self.technician).dscsa_tick("Z9")

    def test_what_is_decided_stays(self):
        case = self.open_case().with_user(self.technician)
        case.dscsa_tick("C1")
        case.sudo().state = "cleared"
        with self.assertRaisesRegex(UserError, "decided"):
            case.dscsa_tick("C1")
        self.assertFalse(self.page(case)["is_open"])
