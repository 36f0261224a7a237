from odoo import models


class DscsaRelease(models.Model):
    """Packages let go: which, by whom, why. The guard trusts these rows."""

    _name = "dscsa.release"
    _inherit = ["dscsa.release", "dscsa.ledger.mixin"]

    _ledger_fields = (
        "name",
        "reason",
        "note",
        "call_note",
        "is_automatic",
        "user_id",
        "released_at",
        "picking_id",
        "document_id",
        "discrepancy_ids",
        "epc_ids",
        "put_back_state",
        "signed_by_id",
    )
    _ledger_kept = True
    _ledger_frozen = frozenset(
        {
            "company_id",
            "name",
            "reason",
            "note",
            "call_note",
            "is_automatic",
            "user_id",
            "released_at",
            "document_id",
            "epc_ids",
        }
    )

    def _ledger_kind(self, is_new, before):
        if is_new or not before:
            return "released"
        return super()._ledger_kind(is_new, before)
