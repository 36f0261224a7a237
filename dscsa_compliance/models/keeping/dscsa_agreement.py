from odoo import models


class DscsaAgreement(models.Model):
    """Agreements by which somebody else keeps our TI/TS, with their papers."""

    _name = "dscsa.agreement"
    _inherit = ["dscsa.agreement", "dscsa.ledger.mixin"]

    _ledger_fields = (
        "name",
        "partner_id",
        "scope",
        "portal",
        "date_from",
        "date_to",
        "user_id",
        "evidence_ids",
    )
    _ledger_kept = True
    _ledger_frozen = frozenset(
        {
            "company_id",
            "partner_id",
        }
    )
