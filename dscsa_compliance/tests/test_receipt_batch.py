from odoo.tests import tagged

from ..services.receiving.quant_batch import SWITCH
from .receiving import ReceivingCommon


@tagged("post_install", "-at_install")
class TestQuantBatch(ReceivingCommon):
    """Quants made in one go are those Odoo makes one by one."""

    def stock_of(self, picking, product):
        """Everything the receipt left behind, without ids."""
        quants = self.env["stock.quant"].search([("product_id", "=", product.id)])
        stock = sorted(
            (
                quant.location_id.usage,
                quant.lot_id.name[1:],
                quant.quantity,
                quant.reserved_quantity,
                bool(quant.in_date),
                str(quant.expiration_date),
                str(quant.removal_date),
                bool(quant.package_id),
                bool(quant.package_id.parent_package_id),
                quant.inventory_quantity_set,
                quant.company_id.id,
            )
            for quant in quants
        )
        lots = sorted(
            (lot.name[1:], str(lot.expiration_date), lot.product_qty)
            for lot in quants.lot_id
        )
        moves = [
            (move.state, move.quantity, move.value, move.location_dest_id.id)
            for move in picking.move_ids
        ]
        return stock, lots, moves, product.with_company(self.company).total_value

    def receive(self, product, item, prefix):
        cases = [
            self.case(
                self.packages(
                    4, item=item, prefix=prefix, first=first, lot=f"{prefix}L"
                ),
                item=item,
                serial=f"{prefix}{first}",
            )
            for first in (1, 5)
        ]
        picking = self.receipt(
            {product: 9}, [self.pallet(cases, number=item)], instance=prefix
        )
        self.scan(picking, self.sscc_label(item))
        self.scan(picking, self.label(f"{prefix}X", item=item, lot=f"{prefix}L"))
        self.validate(picking)
        return self.stock_of(picking, product)

    def compare(self, tracking):
        self.product.tracking = self.other_product.tracking = tracking
        batch = self.receive(self.product, 1, "A")
        self.env["ir.config_parameter"].set_param(SWITCH, "1")
        alone = self.receive(self.other_product, 2, "B")
        self.assertTrue(batch[0])
        self.assertEqual(batch, alone)

    def test_by_lot(self):
        self.compare("lot")

    def test_by_serial(self):
        self.compare("serial")

    def test_lot_valuated(self):
        for product in self.product, self.other_product:
            product.categ_id = self.env["product.category"].create(
                {"name": product.name, "property_cost_method": "average"}
            )
            product.lot_valuated = True
        self.compare("lot")
