from odoo import models


class StockPicking(models.Model):
    _name = "stock.picking"
    _inherit = ["stock.picking", "dscsa.doubt.mixin"]

    def _doubt_defaults(self):
        return {"default_picking_id": self.id}
