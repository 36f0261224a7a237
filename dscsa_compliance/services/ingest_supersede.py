"""What a document changes about earlier ones: corrections and things taken back."""

from odoo.tools import SQL

from ..core.catalogue import finding


class Superseding:
    """A file with the number of an earlier one and other content corrects it; an
    error declaration takes a shipment of an earlier file back.

    ``records`` are the TI/TS of the document in file order.
    """

    def __init__(self, document, digest, records):
        self.document, self.env = document, document.env
        self._digest = digest
        self.records = self.env["dscsa.transaction"].union(*records)
        self.corrected = self._corrected()
        self.replaced = self.env["dscsa.transaction"]

    def _corrected(self):
        """The latest earlier document of the same sender with the same number."""
        document = self.document
        if not document.instance_id:
            return document.browse()
        return document.search(
            [
                ("company_id", "=", document.company_id.id),
                ("instance_id", "=", document.instance_id),
                ("sender", "=", document.sender),
                ("direction", "=", "in"),
                ("id", "<", document.id),
            ],
            order="id desc",
            limit=1,
        )

    def replace_transactions(self):
        """Point earlier TI/TS at those that take their place."""
        if self.corrected:
            self.document.corrects_id = self.corrected
            for old in self.corrected.transaction_ids:
                self._replace(old, self._successor(old))
        for event in self._digest.open_declarations:
            for old in self._declared(event):
                self._take_back(old, event)

    def replace_told(self, replaces):
        """Point TI/TS at those that say the same shipment anew.

        ``replaces`` {position of the shipping event: ids of earlier TI/TS}.
        """
        by_position = {record.event_id.position: record for record in self.records}
        for position, ids in replaces.items():
            if new := by_position.get(position):
                for old in self.env["dscsa.transaction"].browse(ids):
                    self._replace(old, new)

    def _successor(self, old):
        """The new TI/TS of the same order, else the one at the same place."""
        same = self.records.filtered(lambda t: t.po_numbers == old.po_numbers)
        place = [t.id for t in self.corrected.transaction_ids].index(old.id)
        by_place = self.records[place : place + 1] or self.records[:1]
        return same[:1] or by_place

    def _declared(self, event):
        """TI/TS whose shipping event the declaration names."""
        if not event.event_id:
            return self.env["dscsa.transaction"]
        rows = self.env.execute_query(
            SQL(
                """SELECT t.id FROM dscsa_transaction t
                JOIN dscsa_event e ON e.id = t.event_id
                WHERE t.company_id = %s AND e.event_ref = %s AND t.id NOT IN %s""",
                self.document.company_id.id,
                event.event_id,
                tuple(self.records.ids or [0]),
            )
        )
        return self.env["dscsa.transaction"].browse([row[0] for row in rows])

    def _take_back(self, old, event):
        corrective = self.records.filtered(
            lambda t: t.event_id.event_ref in event.error.corrective_ids
        )
        if corrective:
            self._replace(old, corrective[0])
        else:
            old.withdrawn_by_id = self.document
            self.replaced |= old

    def _replace(self, old, new):
        self.replaced |= old
        if new and old.superseded_by_id != new:
            old.superseded_by_id = new
            new.picking_ids |= old.picking_ids
            new.purchase_ids |= old.purchase_ids
        elif not new:
            old.withdrawn_by_id = self.document

    def clear_packages(self, epc_ids):
        """Packages that count as announced no more; ``epc_ids`` by number.

        Those only a replaced TI/TS names, and those whose shipment this document
        cancels although an earlier file of the same sender told of it.
        """
        self.env.flush_all()
        if self.replaced:
            self._clear(SQL("e.transaction_id IN %s", tuple(self.replaced.ids)))
        voided = [epc_ids[n] for n in self._digest.open_voids if epc_ids[n]]
        if voided:
            self._clear(
                SQL(
                    """e.id = ANY(%s) AND e.transaction_id IN (
                        SELECT t.id FROM dscsa_transaction t
                        JOIN dscsa_document d ON d.id = t.document_id
                        WHERE d.company_id = %s AND d.sender = %s AND d.id < %s)""",
                    voided,
                    self.document.company_id.id,
                    self.document.sender or "",
                    self.document.id,
                )
            )

    def _clear(self, which):
        """Move the TI/TS of these register rows (alias ``e``) to their history."""
        self.env.cr.execute(
            SQL(
                """INSERT INTO dscsa_epc_transaction
                    (company_id, epc_id, transaction_id, line_id)
                SELECT e.company_id, e.id, e.transaction_id, e.line_id
                FROM dscsa_epc e WHERE %s AND NOT EXISTS (
                    SELECT FROM dscsa_epc_transaction t
                    WHERE t.epc_id = e.id AND t.transaction_id = e.transaction_id)""",
                which,
            )
        )
        self.env.cr.execute(
            SQL(
                """UPDATE dscsa_epc e SET transaction_id = NULL, line_id = NULL
                WHERE %s""",
                which,
            )
        )

    def findings(self):
        """The correction as a finding, so that people know why something changed."""
        if self.corrected:
            came = self.corrected.create_date.date()
            yield finding("FILE_CORRECTION", "header", date=came)
