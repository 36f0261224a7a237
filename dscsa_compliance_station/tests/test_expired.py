"""An expired package is expired: own words and place, never “waiting for data”."""

from odoo import fields
from odoo.tests import tagged

from odoo.addons.dscsa_compliance.services.holds.hold_codes import (
    EXPIRED_CODES,
    RECALL_CODES,
    SUSPECT_CODES,
    hold_kind,
)

from .station import StationCommon


@tagged("post_install", "-at_install")
class TestExpired(StationCommon):
    def came(self, item=1):
        """One good package and one that is past its date; the receipt, the old one."""
        past = self.days_ago(3)
        nodes = [
            *self.packages(1, item=item, lot="L1"),
            *self.packages(1, item=item, lot="OLD", first=2, expiry=past),
        ]
        picking = self.receipt({self.product: 2}, nodes)
        self.scan_all(picking, 1, item=item)
        label = self.label("S0002", item=item, lot="OLD", expiry=past)
        self.answer = self.scan(picking, label)
        self.validate(picking)
        return picking, self.package("S0002", item)

    def test_the_kind_follows_the_gravest_cause(self):
        self.assertFalse(EXPIRED_CODES & (RECALL_CODES | SUSPECT_CODES))
        for codes, kind in (
            ({"EXPIRED"}, "expired"),
            ({"EXPIRED", "NO_TI"}, "expired"),
            ({"EXPIRED", "RECALLED"}, "recall"),
            ({"EXPIRED", "TOLD_STOLEN"}, "suspect"),
            ({"NO_TI"}, "data"),
        ):
            self.assertEqual(hold_kind(codes), kind, codes)

    def test_words_and_place_are_its_own(self):
        _picking, epc = self.came()
        self.assertEqual(self.answer["code"], "EXPIRED")
        self.assertIn("expired goods", self.answer["next_step"])
        self.assertEqual(epc.hold, "expired")
        place = self.warehouse._dscsa_place("expired")
        self.assertEqual(epc.hold_location_id, place)
        self.assertEqual(self.on_hand(self.product, place), 1)
        self.assertEqual(self.on_hand(self.product), 1)
        self.assertEqual(self.on_hand(self.product, self.hold_place()), 0)
        told = self.station().dscsa_look_up(self.label("S0002", lot="OLD"))
        words = f"{told['sentence']} {told['next_step']} {told['hold']}"
        self.assertNotIn("data", words)
        self.assertIn("xpired", words)
        label = epc.with_user(self.technician)
        self.assertNotIn("yellow", label.hold_next_step)
        self.assertEqual(
            dict(epc._fields["hold"]._description_selection(self.env))["expired"],
            "Expired",
        )

    def test_today_names_it_apart(self):
        self.came()
        page = self.env["dscsa.today"].with_user(self.technician)
        page = page.with_company(self.company).dscsa_today()
        cards = {card["key"]: card for card in page["cards"]}
        self.assertEqual(cards["expired"]["count"], 1)
        self.assertEqual(cards["held"]["count"], 0)

    def test_the_typed_date_stays(self):
        _picking, epc = self.came()
        self.assertEqual(epc.lot_id.dscsa_expiry_date, self.days_ago(3))
        day = fields.Date.to_date(epc.lot_id.expiration_date)
        self.assertEqual(day, self.days_ago(3))

    def test_late_data_do_not_let_it_go(self):
        past = self.days_ago(3)
        picking = self.receipt({self.product: 1})
        self.scan(picking, self.label("S0007", lot="OLD", expiry=past))
        self.validate(picking)
        epc = self.package("S0007")
        self.assertEqual(epc.hold, "expired")
        order = picking.sudo().purchase_id
        nodes = self.packages(1, lot="OLD", first=7, expiry=past)
        self.deliver(nodes, po=order.name)
        self.run_release()
        self.assertEqual(epc.hold, "expired")

    def test_it_is_scrapped_where_it_is_kept(self):
        _picking, epc = self.came()
        place = self.warehouse._dscsa_place("expired")
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": self.product.id,
                "lot_id": epc.lot_id.id,
                "location_id": place.id,
                "scrap_qty": 1,
                "company_id": self.company.id,
            }
        )
        scrap.action_validate()
        self.assertEqual((epc.status, epc.hold), ("destroyed", False))

    def test_cold_goods_stay_cold(self):
        self.product.dscsa_storage = "fridge"
        _picking, epc = self.came()
        self.assertEqual(epc.hold, "expired")
        self.assertIn("in the fridge", self.answer["next_step"])
        self.assertFalse(epc.hold_location_id.dscsa_role)
