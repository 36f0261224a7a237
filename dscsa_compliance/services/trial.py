"""What a trial left behind, deleted in the right order before a company goes live.

Goods booked in the trial stay in stock: they are the opening stock. The register,
files, TI/TS, work list and records without stock go.
"""

from odoo import fields
from odoo.tools import SQL

from .foreign_keys import hindering

# tables with a company, children first; what else points at them goes with them
_TABLES = (
    "dscsa_information_request",
    "dscsa_bench_line",
    "dscsa_bench_scan",
    "dscsa_bench",
    "dscsa_signature",
    "dscsa_release",
    "dscsa_discrepancy",
    "dscsa_recall",
    "dscsa_scan",
    "dscsa_transaction",
    "dscsa_event",
    "dscsa_epc",
    "dscsa_document",
)
_MODELS = (
    "dscsa.information.request",
    "dscsa.release",
    "dscsa.discrepancy",
    "dscsa.recall",
    "dscsa.transaction",
    "dscsa.document",
)


class Trial:
    """The trial data of one company; ``company`` is a superuser's."""

    def __init__(self, company):
        self.company, self.env = company, company.env

    def let_go_of_holds(self):
        """Nothing is held for what came before the live date: goods go back up.

        But what is recalled: a recall is no trial.
        """
        held = self.env["dscsa.epc"].search(
            [
                ("company_id", "=", self.company.id),
                ("hold", "not in", (False, "recall")),
            ]
        )
        self._let_go(held)

    def _let_go(self, held):
        here = held.filtered(lambda epc: epc.status == "in_stock")
        (held - here).write({"hold": False})
        if here:
            releases = self.env["dscsa.release"]
            releases._let_go(
                here,
                {
                    "reason": "trial",
                    "is_automatic": True,
                    "note": self.env._("Received in the trial, before going live."),
                },
                here._dscsa_causes(),
            )
        waiting = self.env["dscsa.release"].search(
            [
                ("company_id", "=", self.company.id),
                ("put_back_state", "=", "to_do"),
            ]
        )
        for release in waiting:
            release._put_back()

    def clear(self):
        """Delete the records; stock and settings stay."""
        self._forget_recalls()
        self.let_go_of_holds()
        attachments = self._attachments()
        self._drop_chatter()
        self.env.flush_all()
        self._delete("dscsa_event_epc", self._of_events())
        for table in _TABLES:
            self._delete(table, self._condition(table))
        self._drop_proposals()
        self.env.invalidate_all()
        attachments.exists().unlink()
        self._drop_recorded()

    def _forget_recalls(self):
        """Recalls that were tried out hold nothing any more."""
        recalls = self.env["dscsa.recall"]._open_of(self.company)
        recalls.write({"state": "closed", "closed_at": fields.Datetime.now()})
        self._let_go(
            self.env["dscsa.epc"].search(
                [("company_id", "=", self.company.id), ("hold", "=", "recall")]
            )
        )

    def counts(self):
        """{words: number} of what would go, for the person who decides."""
        here = [("company_id", "=", self.company.id)]
        words = {
            "dscsa.document": self.env._("files"),
            "dscsa.transaction": self.env._("TI/TS"),
            "dscsa.discrepancy": self.env._("discrepancies"),
            "dscsa.epc": self.env._("packages in the register"),
            "dscsa.scan": self.env._("scans"),
        }
        return {
            text: self.env[model].search_count(here) for model, text in words.items()
        }

    # conditions ----------------------------------------------------------------------
    def _condition(self, table):
        mine = SQL("company_id = %s", self.company.id)
        if table == "dscsa_epc":
            return SQL("%s AND origin IS DISTINCT FROM 'opening'", mine)
        if table == "dscsa_document":
            return SQL("%s AND NOT (id = ANY(%s))", mine, self._kept_documents())
        return mine

    def _of_events(self):
        return SQL(
            "event_id IN (SELECT id FROM dscsa_event WHERE company_id = %s)",
            self.company.id,
        )

    def _kept_documents(self):
        """Signed agreements are no trial data."""
        agreements = self.env["dscsa.agreement"].search(
            [("company_id", "=", self.company.id)]
        )
        return agreements.evidence_ids.ids

    # deleting ------------------------------------------------------------------------
    def _delete(self, table, condition, depth=0):
        """Delete rows, and before them those of ours that would hinder it."""
        if depth > 4:
            return
        for child, column, _required in hindering(self.env, table):
            ids = SQL(
                "%s IN (SELECT id FROM %s WHERE %s)",
                SQL.identifier(column),
                SQL.identifier(table),
                condition,
            )
            self._delete(child, ids, depth + 1)
        self.env.cr.execute(
            SQL("DELETE FROM %s WHERE %s", SQL.identifier(table), condition)
        )

    def _attachments(self):
        documents = self.env["dscsa.document"].search(
            [
                ("company_id", "=", self.company.id),
                ("id", "not in", self._kept_documents()),
            ]
        )
        return documents.attachment_id

    def _drop_chatter(self):
        """Messages, tasks and followers of what goes."""
        for model in _MODELS:
            rows = self.env[model].search([("company_id", "=", self.company.id)])
            if model == "dscsa.document":
                rows -= rows.browse(self._kept_documents())
            rows.activity_ids.unlink()
            rows.message_ids.unlink()
            rows.message_follower_ids.unlink()

    def _drop_proposals(self):
        """What files proposed and nobody confirmed."""
        self._delete(
            "dscsa_gtin",
            SQL("company_id = %s AND state = 'proposed'", self.company.id),
        )
        self._delete(
            "dscsa_party",
            SQL("company_id = %s AND partner_id IS NULL", self.company.id),
        )

    def _drop_recorded(self):
        """Receipts that were records only: there is no stock behind them."""
        recorded = self.env["stock.picking"].search(
            [
                ("company_id", "=", self.company.id),
                ("dscsa_recorded_at", "!=", False),
                ("move_ids", "=", False),
            ]
        )
        recorded.write({"dscsa_recorded_at": False, "date_done": False})
        recorded.unlink()
