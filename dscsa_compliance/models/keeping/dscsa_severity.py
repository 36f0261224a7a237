from odoo import models


class DscsaSeverity(models.Model):
    """What a finding means: whoever changes that changes what is held."""

    _name = "dscsa.severity"
    _inherit = ["dscsa.severity", "dscsa.ledger.mixin"]

    _ledger_fields = (
        "code",
        "profile",
        "severity",
        "valid_from",
        "deadline_code",
        "note",
    )

    def _ledger_subject(self):
        return f"{self.code} ({self.profile})"
