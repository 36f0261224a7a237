from odoo import api, fields, models

from ...services.days.deadlines import Deadlines


class DscsaToday(models.AbstractModel):
    """Duties whose day is near or has come."""

    _inherit = "dscsa.today"

    @api.model
    def _cards(self):
        cards = super()._cards()
        # who else sees the card could do nothing about it
        if self.env.user.has_group("dscsa_compliance.group_dscsa_manager"):
            today = fields.Date.context_today(self)
            cards += Deadlines(self.env, today).cards()
        return cards
