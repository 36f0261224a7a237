from dscsa_core.investigation import states

from odoo import models


class DscsaInvestigation(models.Model):
    """Kept six years after its conclusion: FD&C Act 582(d)(4)(A)(iv), (B)(v)."""

    _inherit = "dscsa.investigation"

    _retention_class = "investigation"
    # the later of both: the investigation's own end, and that of the disposition
    _retention_from = ("concluded_at", "disposed_at")
    _retention_open = (
        "state",
        tuple(state for state in states.STATES if state not in ("cleared", "closed")),
    )
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
        "outcome",
        "fda_asked_on",
        "fda_office",
        "fda_officer",
        "no_partners_reason",
        "sample_wanted",
        "incident_number",
        "termination_why",
        "disposed_at",
        "closed_at",
        "conclusion",
        "concluded_at",
        "concluded_by_id",
    )
    _ledger_kept = True
    _ledger_frozen = frozenset({"company_id", "name", "whose", "why"})
