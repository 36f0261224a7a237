from odoo import api, fields, models

from ..services.first_cards import count_cards, trial_cards


class DscsaToday(models.AbstractModel):
    """What a company tries, and the head count a letter asks for."""

    _inherit = "dscsa.today"

    @api.model
    def _cards(self):
        cards = super()._cards()
        if self.env["dscsa.setup.step"].has_access("read"):
            cards += trial_cards(self.env)
        # who else sees the card could do nothing about it
        if self.env.user.has_group("dscsa_compliance.group_dscsa_manager"):
            today = fields.Date.context_today(self)
            cards += count_cards(self.env, today)
        return cards
