"""Takes a misdirected or private file away and leaves a tombstone."""

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .forgetting import Forgetting


class Removal:
    """One document; ``document`` is a superuser's."""

    def __init__(self, document):
        self.document, self.env = document, document.env

    def check(self):
        """Raise UserError where the file is a record of goods we have."""
        if self.document.state == "removed":
            raise UserError(self.env._("This file was removed already."))
        self.document._dscsa_check_removal()
        received = self.env["dscsa.epc"].search_count(
            [
                ("transaction_id", "in", self.document.transaction_ids.ids),
                ("status", "not in", ("announced", "missing")),
            ],
            limit=1,
        )
        if received:
            raise UserError(
                self.env._(
                    "Goods of %(name)s were received: it is the record of your own "
                    "purchase and stays for six years.",
                    name=self.document.name,
                )
            )

    def run(self, user):
        """Remove bytes and contents; who, when and why stay with hash and size."""
        self.check()
        attachment = self.document.attachment_id
        self._forget_contents()
        values = {
            "attachment_id": False,
            "state": "removed",
            "findings": False,
            "failure": False,
            "failure_code": False,
            "removed_by_id": user.id,
            "removed_at": fields.Datetime.now(),
        }
        if self.document.removal_reason == "private":
            # the name of a photo may name the patient
            values["name"] = self.env._("Removed file %(id)s", id=self.document.id)
        self.document.write(values)
        self.document.flush_recordset()
        attachment.unlink()
        self._tell(user)

    def _forget_contents(self):
        """Nothing of what was read from it stays: it concerns somebody else."""
        transactions = self.document.transaction_ids
        ids = {"document": self.document.id, "tis": tuple(transactions.ids or [0])}
        self._note_forgotten(transactions)
        forgetting = Forgetting(self.document)
        for query in _STEPS:
            self.env.cr.execute(SQL(query, **ids))
        self.env.invalidate_all()
        forgetting.settle()

    def _note_forgotten(self, transactions):
        """The ledger keeps that they were, and why they went."""
        of_file = Domain("document_id", "=", self.document.id) & _NOT_HERE
        of_goods = Domain("transaction_id", "in", transactions.ids)
        rows = self.env["dscsa.discrepancy"].search(of_file | of_goods)
        why = {
            "reason": self.document.removal_reason or "",
            "sha256": self.document.sha256 or "",
        }
        self.env["dscsa.ledger.mixin"]._ledger_note("removed", transactions, why)
        self.env["dscsa.ledger.mixin"]._ledger_note("removed", rows, why)

    def _tell(self, user):
        document = self.document
        reasons = dict(document._fields["removal_reason"].selection)
        document.message_post(
            body=self.env._(
                "Removed by %(user)s, asked for by %(asked)s: %(reason)s. %(note)s "
                "SHA-256 of what was removed: %(sha)s",
                user=user.name,
                asked=document.removal_asked_by_id.name,
                reason=reasons[document.removal_reason],
                note=document.removal_note or "",
                sha=document.sha256,
            )
        )


# what it said of goods that are here was work for people: it ends, and stays
_NOT_HERE = Domain("picking_id", "=", False)
# packages another TI/TS announced before go back to it; the file's own rows go
_STEPS = (
    "DELETE FROM dscsa_discrepancy WHERE document_id = %(document)s"
    " AND picking_id IS NULL OR transaction_id IN %(tis)s",
    """UPDATE dscsa_epc e SET transaction_id = h.transaction_id, line_id = h.line_id
         FROM dscsa_epc_transaction h
        WHERE h.epc_id = e.id AND e.transaction_id IN %(tis)s
          AND h.transaction_id NOT IN %(tis)s""",
    "DELETE FROM dscsa_epc_transaction WHERE transaction_id IN %(tis)s",
    """DELETE FROM dscsa_epc_transaction h USING dscsa_epc e
        WHERE h.epc_id = e.id AND h.transaction_id = e.transaction_id
          AND e.document_id = %(document)s""",
    """UPDATE dscsa_epc SET parent_id = NULL WHERE parent_id IN (
        SELECT id FROM dscsa_epc WHERE document_id = %(document)s
           AND status IN ('announced', 'missing')
           AND (transaction_id IS NULL OR transaction_id IN %(tis)s))""",
    """DELETE FROM dscsa_event_epc WHERE event_id IN (
        SELECT id FROM dscsa_event WHERE document_id = %(document)s)""",
    """DELETE FROM dscsa_epc WHERE document_id = %(document)s
          AND status IN ('announced', 'missing')
          AND (transaction_id IS NULL OR transaction_id IN %(tis)s)""",
    "DELETE FROM dscsa_transaction WHERE id IN %(tis)s",
    "DELETE FROM dscsa_event WHERE document_id = %(document)s",
    """DELETE FROM dscsa_gtin g WHERE document_id = %(document)s AND state = 'proposed'
          AND NOT EXISTS (SELECT 1 FROM dscsa_transaction_line WHERE gtin_id = g.id)
          AND NOT EXISTS (SELECT 1 FROM dscsa_epc WHERE gtin_id = g.id)""",
    "DELETE FROM dscsa_party WHERE document_id = %(document)s AND partner_id IS NULL",
)
