from odoo import fields, models


class PurchaseOrderLine(models.Model):
    _inherit = "purchase.order.line"

    dscsa_held_count = fields.Integer(
        string="On Hold",
        compute="_compute_dscsa_held_count",
        help="Packages that came and are not on the shelf yet. They count as received.",
    )

    def _compute_dscsa_held_count(self):
        receipts = self.sudo().order_id.picking_ids
        held = self.env["dscsa.epc"]._read_group(
            [("picking_id", "in", receipts.ids), ("hold", "!=", False)],
            ["picking_id", "product_id"],
            ["__count"],
        )
        counts = {}
        for receipt, product, count in held:
            for order in receipt.sudo().purchase_id:
                key = (order.id, product.id)
                counts[key] = counts.get(key, 0) + count
        for line in self:
            key = (line.order_id._origin.id, line.product_id.id)
            line.dscsa_held_count = counts.get(key, 0)
