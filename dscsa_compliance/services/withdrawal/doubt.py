"""TI/TS that may have been taken back: people are asked which, nothing is guessed."""

from dscsa_core.catalogue import finding

from odoo import fields
from odoo.fields import Domain

from .received import Received

# of the goods, and of the files
CODE, OF_FILE = "SHIPMENT_IN_DOUBT", "WITHDRAWAL_AMBIGUOUS"


class Doubt:
    """Doubts about TI/TS of one company; first ``mark``, then ``tell``."""

    def __init__(self, document):
        self.document, self.env = document, document.env
        self.transactions = self.env["dscsa.transaction"]
        self._new = self._over = self.transactions

    def mark(self, told, doubted):
        """``doubted``: {TI/TS: recorded cancellation} of those that were looked at."""
        for transaction in told:
            event = doubted.get(transaction) or self.env["dscsa.event"]
            before = transaction.doubted_by_id
            if event:
                self.transactions |= transaction
            if event == before:
                continue
            if not event:
                self._over |= transaction
            elif not before:
                self._new |= transaction
            transaction.doubted_by_id = event

    def findings(self):
        """The question, once for each cancellation."""
        for event, group in self.transactions.grouped("doubted_by_id").items():
            names = "; ".join(label_of(each) for each in group)
            facts = {"count": len(group), "examples": names}
            yield finding(OF_FILE, f"event {event.position}", **facts)

    def tell(self):
        """Goods here of which it is asked since, and those that are asked no more."""
        for transaction in self._new:
            event = transaction.doubted_by_id
            moment = event.time or event.document_id.created_at or fields.Datetime.now()
            rows = self.env["dscsa.epc"].search(
                [("transaction_id", "=", transaction.id), ("withdrawn_how", "=", False)]
            )
            Received(event.document_id, CODE, moment).tell(rows.ids, transaction)
        if self._over:
            self._end()

    def _end(self):
        words = self.env._("It is known by now which shipment was taken back.")
        ended = [(row, self._sure(row), words) for row in self._rows()]
        self.env["dscsa.release"]._end_by_file(self.document, ended)
        for row, _sure, _words in ended:
            if not row.epc_ids and not self._asked(row):
                row._resolve("data", note=words, document=self.document)

    def _rows(self):
        epcs = self.env["dscsa.epc"].search([("transaction_id", "in", self._over.ids)])
        of_goods = Domain("code", "=", CODE) & Domain(
            "picking_id", "in", (epcs.picking_id | self._over.picking_ids).ids
        )
        of_file = Domain("code", "=", OF_FILE)
        mine = Domain("company_id", "=", self.document.company_id.id)
        is_open = Domain("state", "=", "open")
        return self.env["dscsa.discrepancy"].search(
            mine & is_open & (of_goods | of_file)
        )

    def _sure(self, row):
        return row.epc_ids.filtered(lambda epc: not epc.transaction_id.doubted_by_id)

    def _asked(self, row):
        """TI/TS that a row without packages still asks about."""
        if row.code == CODE:
            return row.picking_id.dscsa_transaction_ids.filtered("doubted_by_id")
        of_file = Domain("doubted_by_id.document_id", "=", row.document_id.id)
        of_file |= Domain("document_id", "=", row.document_id.id)
        return self.transactions.search(
            Domain("doubted_by_id", "!=", False) & of_file, limit=1
        )


def label_of(transaction):
    """What people tell shipments of one number apart by."""
    day = transaction.transaction_date
    return f"{transaction.name} ({day})" if day else transaction.name
