from datetime import timedelta

from odoo.tests import tagged

from .common import OUR_GLN, STRANGER_GLN
from .withdrawing import SHIPPED, WithdrawingCommon


@tagged("post_install", "-at_install")
class TestTakenBackSoldOn(WithdrawingCommon):
    """Taken back from us, then shipped: only a shipment to us gives it to us again."""

    def sold_on(self, buyer):
        """The discrepancy and the hold of a package in stock after that."""
        order = self.order({self.product: 1})
        picking, nodes = order.picking_ids, self.packages(1)
        self.ship(nodes, po=order.name, instance="first")
        self.scan_all(picking, 1)
        self.validate(picking)
        self.void(nodes, po=order.name)
        self.assertEqual(self.package("S0001").hold, "data")
        self.ship(
            nodes,
            po="ELSE-1",
            invoice="I-7",
            buyer=buyer,
            shipped_at=SHIPPED + timedelta(hours=40),
            instance="again",
        )
        self.run_release()
        rows = self.env["dscsa.discrepancy"].search(
            [("picking_id", "=", picking.id), ("code", "=", "SHIPMENT_WITHDRAWN")]
        )
        return rows.mapped("state"), self.package("S0001").hold or ""

    def test_to_somebody_else(self):
        self.assertEqual(self.sold_on(STRANGER_GLN), (["open"], "data"))

    def test_to_us(self):
        self.assertEqual(self.sold_on(OUR_GLN), (["resolved"], ""))
