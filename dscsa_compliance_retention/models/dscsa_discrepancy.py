from odoo import api, models
from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.holds.hold_codes import SUSPECT_CODES

from ..services.scope import (
    all_of,
    days_sql,
    partners_sql,
    text_in,
    transactions_sql,
)


class DscsaDiscrepancy(models.Model):
    """Kept from its conclusion; about a suspect product it is an investigation."""

    _name = "dscsa.discrepancy"
    _inherit = ["dscsa.discrepancy", "dscsa.retained.mixin"]

    _retention_class = "discrepancy"
    _retention_from = ("resolved_at",)
    _retention_open = ("state", ("open",))

    _resolved_document_index = models.Index(
        "(resolved_document_id) WHERE resolved_document_id IS NOT NULL"
    )

    @api.model
    def _retention_class_sql(self):
        """FD&C Act 582(d)(4): records of an investigation count from its conclusion."""
        return SQL(
            """CASE WHEN r.code IN %s OR r.resolution = 'suspect' THEN 'investigation'
                    ELSE 'discrepancy' END""",
            tuple(sorted(SUSPECT_CODES)),
        )

    @api.model
    def _retention_scope_sql(self, scope):
        if scope.everything:
            return SQL("TRUE")
        own = all_of(
            partners_sql(scope, SQL("r.partner_id")),
            days_sql(scope, SQL("r.create_date::date")),
            text_in(SQL("r.gtin"), scope.gtins),
            text_in(SQL("r.lot"), scope.lots),
        )
        about = SQL(
            """r.transaction_id IN (SELECT r.id FROM dscsa_transaction r WHERE %s)""",
            transactions_sql(scope),
        )
        return about if own is None else SQL("(%s OR %s)", about, own)
