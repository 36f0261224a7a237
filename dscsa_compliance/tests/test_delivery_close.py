from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import gtin_of
from .delivering import DeliveryCommon


@tagged("post_install", "-at_install")
class TestCloseDelivery(DeliveryCommon):
    """Totes of one file come over days: shortage is what the closing finds."""

    def first_tote(self, **options):
        order = self.order({self.product: 6})
        picking = order.picking_ids
        self.deliver(self.packages(6), po=order.name, **options)
        self.scan_all(picking, 4)
        self.validate(picking)
        return picking

    def test_first_tote_is_no_shortage_the_closing_is(self):
        picking = self.first_tote()
        backorder = picking.backorder_ids
        self.assertFalse(self.rows(picking))
        self.assertTrue(picking.dscsa_can_close_delivery)
        picking.with_user(self.technician).action_dscsa_close_delivery()
        self.assertFalse(picking.dscsa_can_close_delivery)
        row = self.rows(picking)
        self.assertEqual(row.code, "SHORTAGE")
        self.assertIn("4 are here, 6", row.message)
        self.assertEqual(backorder.state, "cancel")
        self.assertEqual(self.package("S0006").status, "missing")
        picking.with_user(self.technician).action_dscsa_close_delivery()
        self.assertEqual(len(self.rows(picking)), 1)

    def test_second_tote_ends_it_without_shortage(self):
        picking = self.first_tote()
        backorder = picking.backorder_ids
        self.scan_all(backorder, 2, first=5)
        self.validate(backorder)
        backorder.with_user(self.technician).action_dscsa_close_delivery()
        self.assertFalse(self.rows(picking))

    def test_a_tote_after_the_closing_settles_the_shortage(self):
        picking = self.first_tote()
        picking.with_user(self.technician).action_dscsa_close_delivery()
        row = self.rows(picking)
        late = self.open_delivery(partner_id=self.seller, invoice="late")
        late.sudo().dscsa_transaction_ids = picking.dscsa_transaction_ids
        self.scan_all(late, 2, first=5)
        self.validate(late)
        self.assertEqual(row.state, "resolved")

    def test_scanned_and_not_validated_comes_first(self):
        picking = self.first_tote()
        self.scan(picking.backorder_ids, self.label("S0005"))
        with self.assertRaisesRegex(UserError, "not validated yet"):
            picking.with_user(self.technician).action_dscsa_close_delivery()

    def test_controlled_drug_missing_has_its_own_words(self):
        self.product.dscsa_storage = "safe"
        picking = self.first_tote()
        picking.with_user(self.technician).action_dscsa_close_delivery()
        self.assertEqual(self.rows(picking).code, "SHORTAGE_CONTROLLED")
        self.assertIn("theft", self.rows(picking).next_step)

    def test_the_job_waits_two_business_days(self):
        picking = self.first_tote()
        transaction = picking.dscsa_transaction_ids
        self.assertFalse(transaction._delivery_is_over())
        self.made_old(picking, 8)
        self.assertTrue(transaction._delivery_is_over())
        job = self.env.ref("dscsa_compliance.ir_cron_close_deliveries")
        with self.enter_registry_test_mode():
            job.method_direct_trigger()
        self.env.invalidate_all()
        self.assertTrue(transaction.delivery_closed_at)
        self.assertEqual(self.rows(picking).code, "SHORTAGE")

    def test_federal_holidays_are_no_business_days(self):
        from ..services.days.business_days import add_business_days

        wednesday = date(2026, 11, 25)
        self.assertEqual(add_business_days(self.company, wednesday, 1).day, 27)
        self.assertEqual(
            add_business_days(self.company, wednesday, 2), date(2026, 11, 30)
        )
        self.env["dscsa.holiday"].create(
            {"date": "2026-11-27", "name": "Ours", "company_id": self.company.id}
        )
        self.assertEqual(
            add_business_days(self.company, wednesday, 1), date(2026, 11, 30)
        )

    def test_a_paper_with_less_than_it_lists(self):
        picking = self.open_delivery(
            partner_id=self.seller,
            invoice="SH-1",
            proof="paper",
            has_statement=True,
            lines=[
                {
                    "ndc": self.product.dscsa_ndc,
                    "lot": "L1",
                    "expiry": self.expiry,
                    "quantity": 3,
                }
            ],
        )
        self.scan_all(picking, 2)
        self.validate(picking)
        picking.with_user(self.technician).action_dscsa_close_delivery()
        row = self.rows(picking).filtered(lambda each: each.code == "SHORTAGE")
        self.assertIn("2 are here, 3", row.message)

    def test_goods_typed_by_lot_are_no_shortage(self):
        self.company.dscsa_profile = "pharmacy_small"
        order = self.order({self.product: 3})
        self.deliver(self.packages(3), po=order.name)
        picking = order.picking_ids
        day = self.expiry.strftime("%y%m%d")
        text = f"(01){gtin_of(1)}(10)L1(17){day}(30)3"
        self.assertNotEqual(self.scan(picking, text)["level"], "red")
        self.validate(picking)
        picking.with_user(self.technician).action_dscsa_close_delivery()
        self.assertFalse(
            self.rows(picking).filtered(lambda row: row.code == "SHORTAGE")
        )
        self.assertEqual(self.package("S0001").status, "announced")
