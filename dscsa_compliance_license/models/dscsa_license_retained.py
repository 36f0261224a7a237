from odoo import api, models
from odoo.tools import SQL

from odoo.addons.dscsa_compliance_retention.services.scope import partners_sql


class DscsaLicense(models.Model):
    """Proof that somebody may sell to us, kept from its last use; ours from its end."""

    _name = "dscsa.license"
    _inherit = ["dscsa.license", "dscsa.retained.mixin"]

    _retention_class = "license"

    @api.model
    def _retention_basis_sql(self, zone):
        """Last check, order, receipt or TI/TS from that partner. Own: when it ended."""
        return SQL(
            """CASE WHEN r.is_own AND r.valid_to IS NULL THEN NULL
                    ELSE GREATEST(%(made)s, %(checked)s,
                                  CASE WHEN r.is_own THEN r.valid_to
                                       ELSE %(used)s END) END""",
            made=self._retention_day_sql("create_date", zone),
            checked=SQL(_CHECKED, zone=zone),
            used=SQL(_USED, zone=zone),
        )

    @api.model
    def _retention_name_sql(self):
        return SQL("concat_ws(' ', r.number, r.holder_name)")

    @api.model
    def _retention_scope_sql(self, scope):
        """Those of the partners; goods and days say nothing about a license."""
        if scope.everything:
            return SQL("TRUE")
        return partners_sql(scope, SQL("r.partner_id")) or SQL("FALSE")


_CHECKED = """(
    SELECT (max(c.checked_at) AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date
      FROM dscsa_license_check c WHERE c.license_id = r.id)"""
# the license of one site covers orders from the whole partner
_USED = """(
    SELECT GREATEST(
        (SELECT (max(o.date_order) AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date
           FROM purchase_order o JOIN res_partner p ON p.id = o.partner_id
          WHERE p.commercial_partner_id = whole.commercial_partner_id
            AND o.company_id = r.company_id AND o.state IN ('purchase', 'done')),
        (SELECT (max(k.date_done) AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date
           FROM stock_picking k JOIN res_partner p ON p.id = k.partner_id
          WHERE p.commercial_partner_id = whole.commercial_partner_id
            AND k.company_id = r.company_id AND k.state = 'done'),
        (SELECT max(t.transaction_date)
           FROM dscsa_transaction t JOIN res_partner p ON p.id = t.seller_id
          WHERE p.commercial_partner_id = whole.commercial_partner_id
            AND t.company_id = r.company_id))
      FROM res_partner whole WHERE whole.id = r.partner_id)"""
