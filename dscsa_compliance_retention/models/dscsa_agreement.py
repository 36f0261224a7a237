from odoo import api, models
from odoo.tools import SQL

from ..services.scope import partners_sql


class DscsaAgreement(models.Model):
    """Kept while in force and the years after its end; FD&C Act 582(d)(1)(B)."""

    _name = "dscsa.agreement"
    _inherit = ["dscsa.agreement", "dscsa.retained.mixin"]

    _retention_class = "agreement"
    _retention_from = ("date_to",)

    @api.model
    def _retention_scope_sql(self, scope):
        if scope.everything:
            return SQL("TRUE")
        return partners_sql(scope, SQL("r.partner_id")) or SQL("FALSE")
