from odoo import models


class DscsaLicenseEvidence(models.Model):
    """Files that show what a check saw."""

    _name = "dscsa.license.evidence"
    _inherit = ["dscsa.license.evidence", "dscsa.ledger.mixin"]

    _ledger_fields = ("name", "license_id", "sha256", "size")
    _ledger_kept = True
    _ledger_frozen = frozenset(
        {
            "name",
            "check_id",
            "attachment_id",
            "sha256",
            "size",
        }
    )
