from odoo import api, models


class PurchaseOrderLine(models.Model):
    _inherit = "purchase.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        """A line added to a confirmed order is ordered at once."""
        lines = super().create(vals_list)
        lines._dscsa_refuse()
        return lines

    def write(self, vals):
        """Another product, another order or more of it is ordered; a price is not."""
        if not vals.keys() & {"product_id", "order_id", "product_qty"}:
            return super().write(vals)
        before = {
            line.id: (line.product_id, line.order_id, line.product_qty) for line in self
        }
        result = super().write(vals)
        self.filtered(
            lambda line: line._dscsa_orders_more(before[line.id])
        )._dscsa_refuse()
        return result

    def _dscsa_orders_more(self, before):
        product, order, quantity = before
        same = (product, order) == (self.product_id, self.order_id)
        return not same or self.product_qty > quantity

    def _dscsa_refuse(self):
        concerned = self.filtered(
            lambda line: (
                line.order_id.state == "purchase"
                and not line.display_type
                and line.product_id.dscsa_scope == "in_scope"
            )
        )
        concerned.order_id._dscsa_refuse()
