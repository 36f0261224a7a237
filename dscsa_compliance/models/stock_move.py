from odoo import fields, models


class StockMove(models.Model):
    _inherit = "stock.move"

    dscsa_is_hold = fields.Boolean(
        string="DSCSA Hold",
        copy=False,
        readonly=True,
        help="Goods of a receipt that wait apart, or a move into the hold place.",
    )

    def _skip_push(self):
        """Held goods are not carried on to the next step of a receipt."""
        if self.dscsa_is_hold:
            return True
        return super()._skip_push()

    def _action_synch_order(self):
        """Goods nobody ordered join the order, also when a technician receives them.

        Odoo adds the order line as the user, who need not have a right to orders.
        """
        ours = self.filtered(lambda move: move.product_id.dscsa_scope == "in_scope")
        super(StockMove, ours.sudo())._action_synch_order()
        return super(StockMove, self - ours)._action_synch_order()
