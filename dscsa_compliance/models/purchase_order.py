from dscsa_core.numbers import order_tail

from odoo import models
from odoo.fields import Domain


class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    def _create_picking(self):
        """The file may have come before the order or its receipt was made."""
        result = super()._create_picking()
        self._dscsa_match_transactions()
        return result

    def _dscsa_match_transactions(self):
        """Offer TI/TS that name these orders and have no receipt yet."""
        for company, orders in self.sudo().grouped("company_id").items():
            tails = {order_tail(order.name) for order in orders}
            tails |= {order_tail(order.partner_ref) for order in orders}
            named = Domain.OR(
                Domain("po_numbers", "ilike", tail) for tail in tails if tail
            )
            waiting = (
                self.env["dscsa.transaction"]
                .sudo()
                .search(
                    named
                    & Domain("company_id", "=", company.id)
                    & Domain("direction", "=", "in")
                    & Domain("picking_ids", "=", False),
                    limit=100,
                )
            )
            waiting._match_orders()
