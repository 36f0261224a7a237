from odoo import api, models
from odoo.tools import SQL

from ..services.scope import all_of, days_sql, partners_sql, transactions_sql


class DscsaDocument(models.Model):
    """Kept from the day it came, and as long as what is in it."""

    _name = "dscsa.document"
    _inherit = ["dscsa.document", "dscsa.retained.mixin"]

    _retention_class = "document"

    @api.model
    def _retention_basis_sql(self, zone):
        """The later of the day it came and the last transaction in it."""
        return SQL(
            """GREATEST(%s, (SELECT max(t.transaction_date) FROM dscsa_transaction t
                             WHERE t.document_id = r.id))""",
            self._retention_day_sql("create_date", zone),
        )

    @api.model
    def _retention_scope_sql(self, scope):
        inside = SQL(
            """r.id IN (SELECT r.document_id FROM dscsa_transaction r
                        WHERE r.document_id IS NOT NULL AND %s)""",
            transactions_sql(scope),
        )
        if scope.everything:
            return SQL("TRUE")
        if scope.has_goods:
            return inside
        own = all_of(
            partners_sql(scope, SQL("r.partner_id")),
            days_sql(scope, SQL("r.create_date::date")),
        )
        return SQL("(%s OR %s)", inside, own)

    @api.model
    def _retention_block_sqls(self, low, high):
        """What holds its TI/TS, or a discrepancy about the file, holds the file."""
        span = {"low": low, "high": high}
        return [
            *super()._retention_block_sqls(low, high),
            ("discrepancy", SQL(_DISCREPANCY, **span), True),
            ("linked", SQL(_HELD, **span), True),
            ("linked", SQL(_LETTER, **span), False),
        ]

    def _tombstone_digest(self):
        """Of the bytes as they came."""
        self.ensure_one()
        return self.sha256 or super()._tombstone_digest()

    def _tombstone_counts(self):
        counts = {
            self.env._("bytes"): self.size,
            self.env._("events"): self.event_count,
            self.env._("packages"): self.package_count,
        }
        return {words: count for words, count in counts.items() if count}


_DISCREPANCY = """r.id IN (
    SELECT d.document_id FROM dscsa_discrepancy d
     WHERE d.state = 'open' AND d.document_id BETWEEN %(low)s AND %(high)s)"""
# letters to and from a seller, while the discrepancy they are about is there
_LETTER = """r.id IN (
    SELECT m.document_id FROM dscsa_case_message m
      JOIN dscsa_case_message_rel l ON l.dscsa_case_message_id = m.id
     WHERE m.document_id BETWEEN %(low)s AND %(high)s)"""
_HELD = """r.id IN (
    SELECT t.document_id FROM dscsa_transaction t
     WHERE t.retention_flag = 'held' AND t.document_id BETWEEN %(low)s AND %(high)s)"""
