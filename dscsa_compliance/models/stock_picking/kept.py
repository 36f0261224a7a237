from odoo import api, models

from ...services.keeping.pointing import check_named


class StockPicking(models.Model):
    """Receipts that brought packages stay."""

    _inherit = "stock.picking"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_dscsa_named(self):
        # raw SQL looks for them below
        self.env.flush_all()
        check_named(self)
