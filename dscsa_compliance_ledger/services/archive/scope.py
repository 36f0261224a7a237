"""Whose rows, and which: everything of a company, or what hangs on some TI/TS.

Everything is cut at the highest row number of each table when the archive was begun:
a job that goes on after a break takes in nothing that came later. A range names TI/TS
by date, partner and GTIN; files, packages, events, discrepancies and releases follow
them, licenses and agreements follow their sellers, everything else the day it was
made.
"""

from odoo.tools import SQL

from .shared import SHARED

_SETS = {
    "transaction_id": "dscsa_archive_ti",
    "document_id": "dscsa_archive_document",
    "epc_id": "dscsa_archive_epc",
    "event_id": "dscsa_archive_event",
}
_OWN_SET = {
    "dscsa.transaction": "dscsa_archive_ti",
    "dscsa.document": "dscsa_archive_document",
    "dscsa.epc": "dscsa_archive_epc",
    "dscsa.event": "dscsa_archive_event",
}


class Scope:
    """Conditions on the alias ``t``. ``marks``: {table: highest number}."""

    def __init__(self, env, archive, marks):
        self.env, self.archive, self.marks = env, archive, marks
        self.company_id = archive.company_id.id
        self.is_range = archive.kind == "range"

    # rows
    def condition(self, model):
        """SQL: this row of ``model`` belongs in."""
        parts = [self.cut(model._table), self.of_company(model)]
        if self.is_range:
            parts.append(self._in_range(model))
        return SQL(" AND ").join(parts)

    def cut(self, table):
        """SQL: the row was there when the archive was begun."""
        return SQL("t.id <= %s", self.marks.get(table, 0))

    def of_company(self, model):
        """SQL: the row is the company's, or of no company at all."""
        company = model._fields.get("company_id")
        if company and company.store:
            if company.required or model._name == "dscsa.license":
                return SQL("t.company_id = %s", self.company_id)
            return SQL("(t.company_id = %s OR t.company_id IS NULL)", self.company_id)
        for name, field in model._fields.items():
            parent = field.type == "many2one" and field.store and field.required
            if parent and "company_id" in self.env[field.comodel_name]._fields:
                return SQL(
                    "%s IN (SELECT id FROM %s WHERE company_id = %s)",
                    SQL.identifier("t", name),
                    SQL.identifier(self.env[field.comodel_name]._table),
                    self.company_id,
                )
        # rows nobody said the owner of stay here
        return SQL("TRUE") if model._name in SHARED else SQL("FALSE")

    def _in_range(self, model):
        own = _OWN_SET.get(model._name)
        if own:
            return SQL("t.id IN (SELECT id FROM %s)", SQL.identifier(own))
        links = [
            SQL("%s IN (SELECT id FROM %s)", SQL.identifier("t", n), SQL.identifier(s))
            for n, s in _SETS.items()
            if n in model._fields and model._fields[n].store
        ]
        if links:
            return SQL("(%s)", SQL(" OR ").join(links))
        if "partner_id" in model._fields and model._fields["partner_id"].store:
            return SQL("t.partner_id IN (SELECT id FROM dscsa_archive_partner)")
        if "license_id" in model._fields and model._fields["license_id"].store:
            return SQL(
                "t.license_id IN (SELECT id FROM dscsa_license WHERE partner_id IN"
                " (SELECT id FROM dscsa_archive_partner))"
            )
        return self._made(model)

    def _made(self, model):
        """SQL: made within the days of the range, as the company's clock has them."""
        if not model._log_access:
            return SQL("TRUE")
        day = SQL(
            "(t.create_date AT TIME ZONE 'UTC' AT TIME ZONE %s)::date",
            self.archive._time_zone(),
        )
        return self._between(day)

    def _between(self, day):
        first, last = self.archive.date_from, self.archive.date_to
        return SQL(
            "(%s)",
            SQL(" AND ").join(
                [
                    SQL("%s >= %s", day, first) if first else SQL("TRUE"),
                    SQL("%s <= %s", day, last) if last else SQL("TRUE"),
                ]
            ),
        )

    # the sets of a range
    def prepare(self):
        """Make the sets of numbers a range consists of; gone with the transaction."""
        if not self.is_range:
            return
        self._make("dscsa_archive_ti", self._transactions())
        self._make("dscsa_archive_document", SQL(_DOCUMENTS))
        self._make("dscsa_archive_epc", SQL(_EPCS))
        self._make("dscsa_archive_event", SQL(_EVENTS))
        self._make("dscsa_archive_partner", SQL(_PARTNERS))

    def _make(self, name, query):
        table = SQL.identifier(name)
        self.env.cr.execute(SQL("DROP TABLE IF EXISTS %s", table))
        self.env.cr.execute(
            SQL("CREATE TEMP TABLE %s ON COMMIT DROP AS %s", table, query)
        )
        self.env.cr.execute(SQL("CREATE INDEX ON %s (id)", table))
        self.env.cr.execute(SQL("ANALYZE %s", table))

    def _transactions(self):
        archive = self.archive
        parts = [
            self.cut("dscsa_transaction"),
            SQL("t.company_id = %s", self.company_id),
            self._between(
                SQL("COALESCE(t.transaction_date, t.shipment_at, t.create_date)::date")
            ),
        ]
        if archive.partner_id:
            whole = archive.partner_id.commercial_partner_id
            ids = self.env["res.partner"].search([("id", "child_of", whole.ids)]).ids
            parts.append(
                SQL("(t.seller_id = ANY(%s) OR t.buyer_id = ANY(%s))", ids, ids)
            )
        if archive.gtin:
            parts.append(
                SQL(
                    "t.id IN (SELECT transaction_id FROM dscsa_transaction_line"
                    " WHERE gtin = %s)",
                    archive.gtin,
                )
            )
        return SQL(
            "SELECT t.id FROM dscsa_transaction t WHERE %s", SQL(" AND ").join(parts)
        )


_DOCUMENTS = """
SELECT document_id AS id FROM dscsa_transaction
 WHERE id IN (SELECT id FROM dscsa_archive_ti) AND document_id IS NOT NULL
UNION SELECT dscsa_document_id FROM dscsa_transaction_evidence_rel
 WHERE dscsa_transaction_id IN (SELECT id FROM dscsa_archive_ti)
UNION SELECT r.dscsa_document_id FROM dscsa_agreement_dscsa_document_rel r
  JOIN dscsa_transaction t ON t.agreement_id = r.dscsa_agreement_id
 WHERE t.id IN (SELECT id FROM dscsa_archive_ti)
"""
# of a delivery asked for by GTIN all packages of its TI/TS are given: one document
_EPCS = """
SELECT id FROM dscsa_epc WHERE transaction_id IN (SELECT id FROM dscsa_archive_ti)
UNION SELECT epc_id FROM dscsa_epc_transaction
 WHERE transaction_id IN (SELECT id FROM dscsa_archive_ti)
"""
_EVENTS = """
SELECT id FROM dscsa_event WHERE document_id IN (SELECT id FROM dscsa_archive_document)
UNION SELECT event_id FROM dscsa_event_epc
 WHERE epc_id IN (SELECT id FROM dscsa_archive_epc)
"""
_PARTNERS = """
SELECT p.id FROM res_partner p WHERE p.commercial_partner_id IN (
    SELECT s.commercial_partner_id FROM dscsa_transaction t
      JOIN res_partner s ON s.id IN (t.seller_id, t.buyer_id)
     WHERE t.id IN (SELECT id FROM dscsa_archive_ti))
"""
