from odoo import api, models

from ..services.at_bench import link_what_came


class StockPicking(models.Model):
    _name = "stock.picking"
    _inherit = ["stock.picking", "dscsa.doubt.mixin"]

    def _doubt_defaults(self):
        return {"default_picking_id": self.id}

    @api.model
    def _dscsa_came(self, epcs):
        result = super()._dscsa_came(epcs)
        link_what_came(self.env, epcs)
        return result
