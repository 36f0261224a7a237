"""Deletes records in the right order, by SQL, within the right of a disposal.

What hangs on them goes too: lines, events, links, register rows, scans, bytes. Stock,
lots, moves, orders, products, partners and the ledger stay.
"""

from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.ingest.foreign_keys import hindering
from odoo.addons.dscsa_compliance_retention.services.blocks import retained_models

_DEPTH = 4


class Deletion:
    """Deletes what has a waiting line in this running disposal, nothing else."""

    def __init__(self, env, disposal):
        self.env, self.disposal = env, disposal
        self.kept_tables = {env[name]._table for name in retained_models(env)}

    def run(self, records):
        """Raise psycopg2.IntegrityError when something kept needs one of them."""
        self._check_right(records)
        attachments = self._attachments(records)
        ids = {"ids": list(records.ids)}
        for query in _BEFORE.get(records._name, ()):
            self.env.cr.execute(SQL(query, **ids))
        self._drop_chatter(records)
        self._delete(records._table, SQL("id = ANY(%s)", records.ids))
        self.env.invalidate_all(flush=False)
        attachments.exists().unlink()

    def _check_right(self, records):
        """The right to delete is data: rows of a disposal that is running."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT count(DISTINCT l.res_id) FROM dscsa_disposal_line l
                  JOIN dscsa_disposal d ON d.id = l.disposal_id
                 WHERE d.id = %s AND d.state = 'running'
                   AND d.approved_by_id IS NOT NULL
                   AND l.state = 'waiting' AND l.model = %s AND l.res_id = ANY(%s)
                """,
                self.disposal.id,
                records._name,
                records.ids,
            )
        )
        if rows[0][0] != len(records):
            raise UserError(
                self.env._("Nothing is disposed of without an approved disposal.")
            )

    def _attachments(self, records):
        """Files of the records and of what goes with them, in Odoo's file store."""
        found = self.env["ir.attachment"]
        if "attachment_id" in records._fields:
            found |= records.attachment_id
        if records._name == "dscsa.license":
            found |= records.evidence_ids.attachment_id
        return found | found.search(
            [
                ("res_model", "=", records._name),
                ("res_id", "in", records.ids),
                ("res_field", "in", [False, *records._fields]),
            ]
        )

    def _drop_chatter(self, records):
        """Messages, tasks and followers; they are no evidence."""
        named = {"model": records._name, "ids": list(records.ids)}
        for table, model, res_id in (
            ("mail_activity", "res_model", "res_id"),
            ("mail_followers", "res_model", "res_id"),
            ("mail_message", "model", "res_id"),
        ):
            self.env.cr.execute(
                SQL(
                    "DELETE FROM %(table)s WHERE %(column)s = %(model)s"
                    " AND %(res_id)s = ANY(%(ids)s)",
                    table=SQL.identifier(table),
                    column=SQL.identifier(model),
                    res_id=SQL.identifier(res_id),
                    **named,
                )
            )

    def _delete(self, table, condition, depth=0):
        """Delete rows; before them those that are part of them.

        Another kept record that needs one of them is left alone: PostgreSQL then
        refuses, and the record stays.
        """
        for child, column, required in hindering(self.env, table):
            if child in self.kept_tables or depth >= _DEPTH:
                continue
            ids = SQL(
                "%s IN (SELECT id FROM %s WHERE %s)",
                SQL.identifier(column),
                SQL.identifier(table),
                condition,
            )
            if required:
                self._delete(child, ids, depth + 1)
            else:
                self.env.cr.execute(
                    SQL(
                        "UPDATE %s SET %s = NULL WHERE %s",
                        SQL.identifier(child),
                        SQL.identifier(column),
                        ids,
                    )
                )
        self.env.cr.execute(
            SQL("DELETE FROM %s WHERE %s", SQL.identifier(table), condition)
        )


# register rows whose TI/TS goes, unless an earlier TI/TS of theirs stays
_GOODS = """
    CREATE TEMPORARY TABLE IF NOT EXISTS dscsa_gone (id bigint PRIMARY KEY)
        ON COMMIT DELETE ROWS;
    DELETE FROM dscsa_gone"""
_FORGET = (
    "UPDATE dscsa_epc SET parent_id = NULL"
    " WHERE parent_id IN (SELECT id FROM dscsa_gone)"
    " AND id NOT IN (SELECT id FROM dscsa_gone)",
    "DELETE FROM dscsa_scan WHERE epc_id IN (SELECT id FROM dscsa_gone)",
    # events of our own about nothing else go with their last link
    """WITH gone AS (
           DELETE FROM dscsa_event_epc WHERE epc_id IN (SELECT id FROM dscsa_gone)
           RETURNING id, event_id)
       DELETE FROM dscsa_event e USING (SELECT DISTINCT event_id FROM gone) g
        WHERE e.id = g.event_id AND e.document_id IS NULL
          AND NOT EXISTS (SELECT 1 FROM dscsa_event_epc l WHERE l.event_id = e.id
                             AND l.epc_id NOT IN (SELECT id FROM dscsa_gone))""",
    "DELETE FROM dscsa_epc_transaction WHERE epc_id IN (SELECT id FROM dscsa_gone)",
    "DELETE FROM dscsa_epc WHERE id IN (SELECT id FROM dscsa_gone)",
)
_BEFORE = {
    "dscsa.transaction": (
        "DELETE FROM dscsa_epc_transaction WHERE transaction_id = ANY(%(ids)s)",
        """WITH moved AS (
               UPDATE dscsa_epc e
                  SET transaction_id = h.transaction_id, line_id = h.line_id
                 FROM dscsa_epc_transaction h
                WHERE h.epc_id = e.id AND e.transaction_id = ANY(%(ids)s)
               RETURNING e.id, e.transaction_id)
           DELETE FROM dscsa_epc_transaction h USING moved m
            WHERE h.epc_id = m.id AND h.transaction_id = m.transaction_id""",
        _GOODS,
        """INSERT INTO dscsa_gone
           SELECT id FROM dscsa_epc WHERE transaction_id = ANY(%(ids)s)""",
        *_FORGET,
    ),
    "dscsa.document": (
        _GOODS,
        """INSERT INTO dscsa_gone
           SELECT DISTINCT e.id FROM dscsa_event v
             JOIN dscsa_event_epc l ON l.event_id = v.id
             JOIN dscsa_epc e ON e.id = l.epc_id
            WHERE v.document_id = ANY(%(ids)s) AND e.document_id = ANY(%(ids)s)
              AND e.transaction_id IS NULL AND e.hold IS NULL
              AND e.status <> 'in_stock'""",
        *_FORGET,
        """UPDATE dscsa_epc e SET document_id = NULL
             FROM dscsa_event v JOIN dscsa_event_epc l ON l.event_id = v.id
            WHERE v.document_id = ANY(%(ids)s) AND l.epc_id = e.id
              AND e.document_id = v.document_id""",
        """DELETE FROM dscsa_event_epc WHERE event_id IN (
               SELECT id FROM dscsa_event WHERE document_id = ANY(%(ids)s))""",
        "DELETE FROM dscsa_event WHERE document_id = ANY(%(ids)s)",
    ),
}
