from odoo import api, models


class DscsaToday(models.AbstractModel):
    """How old the last good backup is; red after three days."""

    _inherit = "dscsa.today"

    @api.model
    def _cards(self):
        cards = super()._cards()
        backups = self.env["dscsa.backup"]
        if not backups.has_access("read"):
            return cards
        level, sentence = backups._status()
        card = self._card(
            "backup",
            100,
            self.env._("Backup"),
            count=False,
            sentence=sentence,
            level=level,
            icon="fa-hdd-o",
            action="dscsa_compliance.dscsa_backup_action",
        )
        return [*cards, card]
