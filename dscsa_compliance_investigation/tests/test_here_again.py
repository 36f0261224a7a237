from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.receiving import ReceivingCommon

from ..services.report import report_of
from ..services.story import event_of
from .doubting import DoubtCommon


@tagged("post_install", "-at_install")
class TestHereAgain(DoubtCommon):
    """What a case is about is held as suspect whenever it is in stock, whichever way
    it came there and whatever else holds it."""

    def doubted_after_the_sale(self):
        clinic = self._make_partner("Birch Clinic", False, "03435")
        self.sell(self.epcs[0], clinic)
        return self.suspect()

    def test_a_decision_taken_back_while_something_else_holds_it(self):
        """The weaker hold would end by itself, and the package be sold."""
        epc, case = self.epcs[0], self.suspect()
        self.answered(case)
        self.decide(case)
        row = self.env["dscsa.discrepancy"].create(
            {
                "company_id": self.company.id,
                "code": "SERIAL_NOT_ANNOUNCED",
                "severity": "hold",
                "facts": {},
                "product_id": epc.product_id.id,
                "epc_ids": [Command.set(epc.ids)],
            }
        )
        epc._hold("data", row)
        self.decide(case, conclusion="The picture was another's")
        self.assertEqual(epc.hold, "suspect")
        self.env["dscsa.release"]._end_by_file(
            self.env["dscsa.document"], [(row, epc, "It came")]
        )
        self.assertEqual(epc.hold, "suspect")

    def test_sold_doubted_and_brought_back(self):
        """Nobody scans it: all that was sold came back."""
        epc = self.epcs[0]
        clinic = self._make_partner("Birch Clinic", False, "03435")
        sale = ReceivingCommon.sell.__func__(
            type(self), epc.product_id, 1, lot=epc.lot_id
        )
        sale.partner_id = clinic
        sale.with_user(self.technician).dscsa_scan(self.label("S0001"), "sale")
        sale.move_ids.picked = True
        self.validate(sale, user=self.stock_user)
        self.assertEqual(epc.status, "shipped")
        self.suspect()
        form = (
            self.env["stock.return.picking"]
            .with_context(active_id=sale.id, active_model="stock.picking")
            .create({"picking_id": sale.id})
        )
        form.product_return_moves.quantity = 1
        back = self.env["stock.picking"].browse(form.action_create_returns()["res_id"])
        self.validate(back, user=self.stock_user)
        self.assertEqual((epc.status, epc.hold), ("in_stock", "suspect"))
        self.assertEqual(epc.hold_location_id.dscsa_role, "quarantine")

    def test_every_way_into_stock(self):
        """A use taken back, a count that sees it, a sale that comes back."""
        case, epc = self.doubted_after_the_sale(), self.epcs[0]
        self.assertFalse(case.discrepancy_ids)
        epc._dscsa_set_status("in_stock")
        self.assertEqual(epc.hold, "suspect")
        self.assertEqual(case.discrepancy_ids.epc_ids, epc)

    def test_no_word_and_no_file_goes_round_the_case(self):
        """Though the register has it on hold for something else."""
        case, epc = self.doubted_after_the_sale(), self.epcs[0]
        epc.write({"status": "in_stock", "hold": "data"})
        releases = self.env["dscsa.release"].with_user(self.pharmacist)
        for reason in ("patient_need", "portal", "seller_confirmed"):
            with self.subTest(reason), self.assertRaisesRegex(UserError, case.name):
                releases._release(epc, reason, note="It is fine")
        epc._dscsa_lower_hold(by_hand=True)
        self.assertEqual(epc.hold, "suspect")

    def test_a_cleared_one_comes_back_to_the_shelf(self):
        case, epc = self.doubted_after_the_sale(), self.epcs[0]
        self.found(case)
        self.found(case, kind="ti")
        self.found(case, kind="sample", result="impossible", note="It was sold")
        self.answered(case)
        self.decide(case)
        epc._dscsa_set_status("in_stock")
        self.assertFalse(epc.hold)

    def test_the_rest_of_the_lot_is_counted_and_put_aside_by_one_press(self):
        """It may be the same, and can be sold: page and sheet say so."""
        case = self.suspect()
        mine = case.with_user(self.technician)
        self.assertEqual(mine.rest_count, 2)
        self.assertTrue(mine.where_text)
        draft = event_of(case, report_of(case))
        self.assertIn("Others of the same lots here, not reported: 2.", draft)
        with self.assertRaises(AccessError):
            case.with_user(self.auditor).action_doubt_rest()
        found = mine.action_doubt_rest()
        second = self.env[found["res_model"]].browse(found["res_id"])
        self.env.invalidate_all()
        self.assertEqual(self.epcs.mapped("hold"), ["suspect"] * 3)
        self.assertEqual((case | second).mapped("incident"), [case.name] * 2)
        self.assertFalse(mine.rest_count or second.rest_count)
        self.answered(case)
        self.decide(case)
        self.assertFalse(case.rest_count)
