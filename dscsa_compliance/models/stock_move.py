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
