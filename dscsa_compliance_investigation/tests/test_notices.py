from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .doubting import DoubtCommon


@tagged("post_install", "-at_install")
class TestNotices(DoubtCommon):
    """Who is told within 24 hours: 582(d)(4)(B)(ii)."""

    def illegitimate(self):
        case = self.open_case()
        case.with_user(self.pharmacist).action_suspect()
        self.asked(case, answer="not_confirmed")
        self.decide(
            case, self.manager, decision="illegitimate", classification="counterfeit"
        )
        return case

    def sell(self, epc, partner):
        """As the register has it after a sale."""
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.out_type_id.id,
                "location_id": self.warehouse.lot_stock_id.id,
                "location_dest_id": self.env.ref("stock.stock_location_customers").id,
                "partner_id": partner.id,
                "company_id": self.company.id,
            }
        )
        epc._dscsa_set_status("shipped", picking)

    def test_fda_the_seller_and_who_got_the_same_lot(self):
        clinic = self._make_partner("Birch Clinic", False, "03435")
        self.sell(self.epcs[1], clinic)
        clinic.active = False
        case = self.illegitimate()
        self.assertEqual(
            sorted(case.notice_ids.mapped("recipient")),
            ["Birch Clinic", "Brook Drug Company", "FDA (Form FDA 3911)"],
        )

    def test_told_one_by_one_until_nobody_is_left(self):
        case = self.illegitimate()
        notices = case.notice_ids.with_user(self.technician)
        with self.assertRaisesRegex(UserError, "how it was told"):
            notices[0].action_told()
        for notice in notices:
            self.assertEqual(case.state, "illegitimate")
            notice.how = "Mail"
            notice.action_told()
        self.assertEqual(case.state, "notified")
        self.assertEqual(notices.told_by_id, self.technician)
        with self.assertRaisesRegex(UserError, "stays as noted"):
            notices[0].how = "Phone"
        with self.assertRaisesRegex(UserError, "somebody went on with it"):
            self.decide(case, self.manager, conclusion="It was genuine")

    def test_a_time_ahead_is_no_notice(self):
        notice = self.illegitimate().notice_ids[0].with_user(self.technician)
        with self.assertRaisesRegex(UserError, "lies ahead"):
            notice.told_at = fields.Datetime.now() + timedelta(hours=1)

    def test_today_says_until_when(self):
        cards = {
            card["key"]: card
            for card in self.env["dscsa.today"].with_user(self.pharmacist)._cards()
        }
        self.assertEqual(cards["cases"]["count"], 0)
        case = self.illegitimate()
        cards = {
            card["key"]: card
            for card in self.env["dscsa.today"].with_user(self.pharmacist)._cards()
        }
        self.assertEqual((cards["cases"]["level"], cards["cases"]["count"]), ("red", 1))
        self.assertIn(case.name, cards["cases"]["sentence"])
