from odoo import models


class DscsaDiscrepancy(models.Model):
    """Discrepancies found and how they ended."""

    _name = "dscsa.discrepancy"
    _inherit = ["dscsa.discrepancy", "dscsa.ledger.mixin"]

    _ledger_fields = (
        "name",
        "code",
        "number",
        "facts",
        "severity",
        "partner_id",
        "document_id",
        "transaction_id",
        "picking_id",
        "product_id",
        "gtin",
        "lot",
        "quantity",
        "state",
        "resolution",
        "resolution_note",
        "resolved_by_id",
        "resolved_at",
        "resolved_document_id",
    )
    _ledger_kept = True
    _ledger_frozen = frozenset(
        {
            "company_id",
            "name",
            "code",
        }
    )
