from odoo import models


class DscsaInvestigation(models.Model):
    """Kept six years after its conclusion: FD&C Act 582(d)(4)(A)(iv), (B)(v)."""

    _inherit = "dscsa.investigation"

    _retention_class = "investigation"
    _retention_from = ("concluded_at",)
    # illegitimate goods are concluded when they are disposed of
    _retention_open = ("state", ("question", "suspect", "illegitimate", "notified"))
    _ledger_fields = (
        "name",
        "incident",
        "state",
        "whose",
        "why",
        "goods",
        "package_count",
        "suspect_at",
        "suspect_by_id",
        "classification",
        "determined_at",
        "no_maker_reason",
        "conclusion",
        "concluded_at",
        "concluded_by_id",
    )
    _ledger_kept = True
    _ledger_frozen = frozenset({"company_id", "name", "whose", "why"})
