from odoo import models


class DscsaLicenseOverride(models.Model):
    """Orders allowed without proof: by whom, why, how long."""

    _name = "dscsa.license.override"
    _inherit = ["dscsa.license.override", "dscsa.ledger.mixin"]

    _ledger_fields = (
        "partner_id",
        "partner_name",
        "scope",
        "order_name",
        "reason",
        "note",
        "problem",
        "valid_to",
        "user_id",
        "allowed_at",
        "ended_at",
    )
    _ledger_kept = True
    _ledger_frozen = frozenset({"company_id", "ended_by_id", *_ledger_fields})

    def _ledger_kind(self, is_new, before):
        if is_new or not before:
            return "overridden"
        return super()._ledger_kind(is_new, before)
