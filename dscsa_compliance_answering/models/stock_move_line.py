from odoo import models

from ..services.recall.guard import RecallGuard


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    def _action_done(self):
        """Goods of an open recall stay."""
        RecallGuard(self).check()
        return super()._action_done()
