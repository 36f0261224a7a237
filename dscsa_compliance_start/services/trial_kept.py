"""What of a trial was real: the records of deliveries that stay when it is cleared."""

from odoo.fields import Domain


def received_in_trial(company):
    """Receipts that were closed before going live, newest first: what may be real."""
    return company.env["stock.picking"].search(
        [
            ("company_id", "=", company.id),
            ("picking_type_code", "=", "incoming"),
            ("state", "=", "done"),
            "|",
            ("dscsa_transaction_ids", "!=", False),
            ("dscsa_invoice", "!=", False),
        ],
        order="date_done desc, id desc",
    )


class Kept:
    """Everything that belongs to some receipts, and what it cannot stand without.

    A file that named one kept package stays whole, with all its TI/TS and packages.
    ``ids``: {table: ids of rows that stay}.
    """

    def __init__(self, company, pickings):
        self.company, self.env = company, company.env
        self.pickings = pickings
        self.documents = self.env["dscsa.document"]
        self.transactions = self.env["dscsa.transaction"]
        if pickings:
            self._close()
        self.epcs = self._epcs()
        self.ids = self._ids()

    def _find(self, model, *domains):
        """Rows of the company that fit one of the domains; none without any kept."""
        if not self.pickings:
            return self.env[model]
        here = Domain("company_id", "=", self.company.id)
        return self.env[model].search(here & Domain.OR(map(Domain, domains)))

    def _close(self):
        """Follow the links between TI/TS and files until nothing is added."""
        here = self._find("dscsa.epc", [("picking_id", "in", self.pickings.ids)])
        self.transactions = self.pickings.dscsa_transaction_ids | here.transaction_id
        self.documents = here.document_id | here.judged_document_id
        self.documents |= self.pickings.dscsa_evidence_ids
        before = None
        while before != (self.transactions, self.documents):
            before = self.transactions, self.documents
            self.documents |= self.transactions.document_id
            self.documents |= self.transactions.evidence_ids
            self.documents |= self.transactions.withdrawn_by_id
            self.transactions |= self.transactions.superseded_by_id
            self.transactions |= self._find(
                "dscsa.transaction",
                [("document_id", "in", self.documents.ids)],
                [("superseded_by_id", "in", self.transactions.ids)],
            )

    def _epcs(self):
        found = self._find(
            "dscsa.epc",
            [("picking_id", "in", self.pickings.ids)],
            [("document_id", "in", self.documents.ids)],
            [("transaction_id", "in", self.transactions.ids)],
        )
        parents = found.parent_id
        while parents - found:
            found |= parents
            parents = parents.parent_id
        return found

    def _ids(self):
        pickings, documents = self.pickings.ids, self.documents.ids
        kept = {
            "dscsa.scan": self._find("dscsa.scan", [("picking_id", "in", pickings)]),
            "dscsa.event": self._find(
                "dscsa.event",
                [("document_id", "in", documents)],
                [("picking_id", "in", pickings)],
                [("id", "in", self.transactions.event_id.ids)],
            ),
            "dscsa.discrepancy": self._find(
                "dscsa.discrepancy",
                [("picking_id", "in", pickings)],
                [("document_id", "in", documents)],
                [("transaction_id", "in", self.transactions.ids)],
            ),
            "dscsa.release": self._find(
                "dscsa.release",
                [("picking_id", "in", pickings)],
                [("epc_ids", "in", self.epcs.ids)],
            ),
            "dscsa.document": self.documents | self._agreements(),
            "dscsa.transaction": self.transactions,
            "dscsa.epc": self.epcs,
        }
        if self.pickings:
            kept |= self.company._dscsa_trial_kept(self.epcs)
        return {model.replace(".", "_"): rows.ids for model, rows in kept.items()}

    def _agreements(self):
        """Signed agreements are no trial data."""
        agreements = self.env["dscsa.agreement"].search(
            [("company_id", "=", self.company.id)]
        )
        return agreements.evidence_ids
