from odoo import models


class StockReturnPickingLine(models.TransientModel):
    _inherit = "stock.return.picking.line"

    def _prepare_move_default_values(self, new_picking):
        """What was held at its receipt goes back from where it is held."""
        values = super()._prepare_move_default_values(new_picking)
        if self.move_id.dscsa_is_hold:
            values["location_id"] = self.move_id.location_dest_id.id
            values["dscsa_is_hold"] = False
        return values
