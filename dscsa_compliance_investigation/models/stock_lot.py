from odoo import models


class StockLot(models.Model):
    _name = "stock.lot"
    _inherit = ["stock.lot", "dscsa.doubt.mixin"]

    def _doubt_defaults(self):
        return {"default_lot_id": self.id}
