from odoo import api, models
from odoo.tools import SQL

from ..services.scope import transactions_sql


class DscsaRelease(models.Model):
    """Kept from the day of the release; not concluded while goods wait in the bin."""

    _name = "dscsa.release"
    _inherit = ["dscsa.release", "dscsa.retained.mixin"]

    _retention_class = "release"
    _retention_from = ("released_at",)
    _retention_open = ("put_back_state", ("to_do",))

    _document_index = models.Index("(document_id) WHERE document_id IS NOT NULL")

    @api.model
    def _retention_scope_sql(self, scope):
        """Releases of packages whose TI/TS is reached."""
        if scope.everything:
            return SQL("TRUE")
        return SQL(
            """r.id IN (SELECT l.release_id FROM dscsa_release_epc_rel l
                          JOIN dscsa_epc e ON e.id = l.epc_id
                         WHERE e.transaction_id IN (
                             SELECT r.id FROM dscsa_transaction r WHERE %s))""",
            transactions_sql(scope),
        )
