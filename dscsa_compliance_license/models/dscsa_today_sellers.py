from odoo import api, models

from ..services.seller_cards import seller_cards


class DscsaToday(models.AbstractModel):
    """Sellers without proof, and licenses that end."""

    _inherit = "dscsa.today"

    @api.model
    def _cards(self):
        return super()._cards() + seller_cards(self.env)
