from datetime import timedelta

from odoo.tests import tagged

from .receiving import ReceivingCommon, gtin_of


@tagged("post_install", "-at_install")
class TestLateLots(ReceivingCommon):
    """A file that comes late frees goods typed by lot, when lot and count fit."""

    def typed(self, count, *, lot="L1", expiry=None):
        """A receipt without data: so many of a lot, typed without serials, on hold."""
        picking = self.receipt({self.product: count})
        day = (expiry or self.expiry).strftime("%y%m%d")
        text = f"(01){gtin_of(1)}(10){lot}(17){day}(30){count}"
        self.assertEqual(self.scan(picking, text)["code"], "NO_TI")
        self.validate(picking)
        self.assertEqual(self.on_hand(self.product, self.hold_place()), count)
        return picking

    def late_file(self, picking, count, lot="L1"):
        self.deliver(self.packages(count, lot=lot), po=picking.sudo().purchase_id.name)
        self.run_release()

    def held(self, picking):
        return self.env["dscsa.epc"].search(
            [("picking_id", "=", picking.id), ("hold", "=", "data")]
        )

    def test_lot_and_count_fit(self):
        self.company.dscsa_profile = "pharmacy_small"
        picking = self.typed(3)
        self.late_file(picking, 3)
        self.assertFalse(self.held(picking))
        packages = self.env["dscsa.epc"].search(
            [("picking_id", "=", picking.id), ("serial", "=", False)]
        )
        self.assertEqual(len(packages), 3)
        self.assertEqual(set(packages.line_id.mapped("lot")), {"L1"})
        release = self.env["dscsa.release"].search([("epc_ids", "in", packages.ids)])
        self.assertEqual(release.reason, "data_arrived")
        self.assertFalse(self.discrepancies(picking))

    def test_more_here_than_announced_stays(self):
        self.company.dscsa_profile = "pharmacy_small"
        picking = self.typed(3)
        self.late_file(picking, 2)
        self.assertEqual(len(self.held(picking)), 3)

    def test_another_lot_stays(self):
        self.company.dscsa_profile = "pharmacy_small"
        picking = self.typed(3)
        self.late_file(picking, 3, lot="L2")
        self.assertEqual(len(self.held(picking)), 3)

    def test_another_date_stays(self):
        self.company.dscsa_profile = "pharmacy_small"
        picking = self.typed(2, expiry=self.expiry - timedelta(days=31))
        self.late_file(picking, 2)
        self.assertEqual(len(self.held(picking)), 2)

    def test_where_serials_are_owed_somebody_has_to_scan_them(self):
        self.company.dscsa_profile = "pharmacy"
        picking = self.typed(2)
        self.late_file(picking, 2)
        self.assertEqual(len(self.held(picking)), 2)
