"""What follows for goods and people when it was worked out anew what counts."""

from dscsa_core.catalogue import finding
from dscsa_core.epcis.withdrawal import VOID

from odoo import fields
from odoo.tools import SQL

from ..deliveries.shortage import Shortage
from .codes import WITHDRAWN_CODES
from .over_time import OverTime
from .received import Received
from .senders import Sender


class Following:
    """``document`` is what made it necessary, ``records`` are its own TI/TS.

    After ``run`` the TI/TS of which nothing counts since are in ``taken``, what is to
    be told of it in ``findings``.
    """

    def __init__(self, document, records=()):
        self.document, self.env = document, document.env
        self.taken = self.env["dscsa.transaction"]
        self._records = self.taken.union(*records)
        self.findings = []

    def run(self, epc_ids, transactions=(), *, removed=False):
        """Settle these things and TI/TS (``OverTime.settle``), and tell it."""
        over = OverTime(self.document)
        over.settle(epc_ids, transactions, removed=removed)
        self.taken = over.closed_transactions()
        for document in over.documents():
            self._tell(document, over)
        over.doubt.tell()
        self.findings += over.doubt.findings()
        for transaction in over.told.filtered("delivery_closed_at"):
            Shortage(transaction).end_taken_back(self.document)
        self._touch(over.told)

    def _tell(self, document, over):
        """Goods here that this document took back, now or before they were told."""
        closed = over.closed_by(document)
        epcs = self._of_ours(document, self.env["dscsa.epc"].browse(over.ids(document)))
        bought = closed.filtered(lambda t: t.direction == "in")
        for how, group in epcs.grouped("withdrawn_how").items():
            moment = max(group.mapped("withdrawn_at"))
            told = Received(document, WITHDRAWN_CODES[how], moment)
            told.tell(group.ids, bought)
            bought = bought.browse()
        if bought:
            moment = document.created_at or fields.Datetime.now()
            Received(document, WITHDRAWN_CODES[VOID], moment).tell([], bought)
        if not document.partner_id:
            document.partner_id = (closed | epcs.transaction_id).seller_id[:1]
        if document != self.document:
            self._matched(document)
            names = ", ".join((closed & self._records).mapped("name"))
            facts = {"count": len(epcs) or 1, "examples": names}
            self.findings.append(finding("SHIPMENT_VOIDED", "file", **facts))

    def _of_ours(self, document, epcs):
        """Without the packages of no TI/TS that came from somebody else."""
        partners = Sender(document).partners
        return epcs.filtered(
            lambda epc: (
                epc.transaction_id
                or not epc.picking_id
                or not partners
                or epc.picking_id.partner_id.commercial_partner_id in partners
            )
        )

    def _touch(self, transactions):
        """Open benches look again when a TI/TS of their receipt was written."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE dscsa_transaction SET write_date = %s WHERE id = ANY(%s)",
                self.env.cr.now(),
                list(transactions.ids),
            )
        )
        transactions.invalidate_recordset(["write_date"])

    def _matched(self, document):
        """What an earlier file took back is known by now."""
        rows = self.env["dscsa.discrepancy"].search(
            [
                ("document_id", "=", document.id),
                ("code", "=", "WITHDRAWAL_UNMATCHED"),
                ("state", "=", "open"),
            ]
        )
        note = self.env._("The file of the shipment came.")
        rows._resolve("data", note=note, document=self.document)
