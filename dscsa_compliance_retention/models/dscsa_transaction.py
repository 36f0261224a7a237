from odoo import api, models
from odoo.tools import SQL

from ..services.scope import transactions_sql


class DscsaTransaction(models.Model):
    """Kept from the date of the transaction; its goods, lines and scans with it."""

    _name = "dscsa.transaction"
    _inherit = ["dscsa.transaction", "dscsa.retained.mixin"]

    _retention_class = "ti_ts"

    # a deletion looks for what points at a file or an event in these columns
    _event_index = models.Index("(event_id) WHERE event_id IS NOT NULL")
    _withdrawn_index = models.Index(
        "(withdrawn_by_id) WHERE withdrawn_by_id IS NOT NULL"
    )

    @api.model
    def _retention_basis_sql(self, zone):
        return SQL(
            "COALESCE(r.transaction_date, %s, %s)",
            self._retention_day_sql("shipment_at", zone),
            self._retention_day_sql("create_date", zone),
        )

    @api.model
    def _retention_scope_sql(self, scope):
        return transactions_sql(scope)

    @api.model
    def _retention_block_sqls(self, low, high):
        span = {"low": low, "high": high}
        return [
            *super()._retention_block_sqls(low, high),
            ("discrepancy", SQL(_DISCREPANCY, **span), True),
            ("stock", SQL(_STOCK, **span), False),
        ]

    def _tombstone_counts(self):
        counts = {
            self.env._("lines"): len(self.line_ids),
            self.env._("packages"): self.package_count,
        }
        return {words: count for words, count in counts.items() if count}


_DISCREPANCY = """r.id IN (
    SELECT d.transaction_id FROM dscsa_discrepancy d
     WHERE d.state = 'open' AND d.transaction_id BETWEEN %(low)s AND %(high)s
    UNION
    SELECT e.transaction_id FROM dscsa_discrepancy d
      JOIN dscsa_discrepancy_epc_rel l ON l.discrepancy_id = d.id
      JOIN dscsa_epc e ON e.id = l.epc_id
     WHERE d.state = 'open' AND e.transaction_id BETWEEN %(low)s AND %(high)s)"""

# packages of the register, and lots of it that stand anywhere in stock
_STOCK = """r.id IN (
    SELECT e.transaction_id FROM dscsa_epc e
     WHERE (e.status = 'in_stock' OR e.hold IS NOT NULL)
       AND e.transaction_id BETWEEN %(low)s AND %(high)s
    UNION
    SELECT l.transaction_id FROM dscsa_transaction_line l
      JOIN stock_lot s ON s.product_id = l.product_id
       AND COALESCE(s.dscsa_lot, s.name) = l.lot
      JOIN stock_quant q ON q.lot_id = s.id AND q.quantity > 0
      JOIN stock_location p ON p.id = q.location_id
       AND p.usage IN ('internal', 'transit')
     WHERE l.transaction_id BETWEEN %(low)s AND %(high)s
       AND (q.company_id IS NULL OR q.company_id = l.company_id))"""
