from odoo import api, models

from ...services.today.parties import party_cards


class DscsaToday(models.AbstractModel):
    """What files brought that nobody confirmed yet."""

    _inherit = "dscsa.today"

    @api.model
    def _cards(self):
        return super()._cards() + party_cards(self.env)
