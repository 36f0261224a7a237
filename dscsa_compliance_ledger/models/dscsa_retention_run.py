from odoo import models


class DscsaRetentionRun(models.Model):
    _inherit = "dscsa.retention.run"

    def _words_past(self, words):
        """Where disposal is on, a manager knows what to do with them."""
        if self.company_id.dscsa_disposal_on:
            return words
        return self.env._(
            "%(words)s Disposal is off: nothing happens to them.", words=words
        )
