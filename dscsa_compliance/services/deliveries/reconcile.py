"""A file that comes after its delivery was noted from a portal or a paper.

The note stays on record, superseded by the file. Packages nobody scanned count as
received when they are what the note has beyond the scans, and their lots are those
that were noted and booked. Anything else is a discrepancy.
"""

from collections import Counter

from dscsa_core.catalogue import finding
from dscsa_core.numbers import order_key
from dscsa_core.recall.lots import name_key

from odoo.tools import SQL

from ..receiving.facts import item_of, units_of


class Reconciliation:
    """One TI/TS of a file against the notes of the same invoice."""

    def __init__(self, transaction):
        self.transaction = transaction
        self.env = transaction.env

    def run(self):
        """Do what is still to do; nothing when there is no such note."""
        notes = self._notes()
        if not notes or not self.transaction._live():
            return
        notes.superseded_by_id = self.transaction
        for note in notes:
            self.transaction.picking_ids |= note.picking_ids
            note.message_post(
                body=self.env._(
                    "%(file)s came: it takes the place of this note.",
                    file=self.transaction.document_id.name,
                )
            )
        done = self.transaction.picking_ids.filtered(lambda each: each.state == "done")
        if done:
            self._settle(notes, done)

    def _notes(self):
        """Portal and paper proofs of the receipts with the same invoice number."""
        mine = _keys(self.transaction)
        return self.transaction.picking_ids.dscsa_transaction_ids.filtered(
            lambda each: (
                each.proof != "file"
                and not each.superseded_by_id
                and mine & _keys(each)
            )
        )

    def _settle(self, notes, receipts):
        """Packages of the file that no scan named, against the number noted."""
        waiting = self.env["dscsa.epc"].search(
            [
                ("transaction_id", "=", self.transaction.id),
                ("kind", "=", "package"),
                ("status", "in", ("announced", "missing")),
            ]
        )
        noted = sum(notes.mapped("package_count"))
        seen, loose = self._scanned(receipts)
        announced = self.transaction.package_count
        # without a count the note speaks of all, unless somebody scanned what came
        unseen = noted - seen if noted else loose if seen + loose else len(waiting)
        if waiting and unseen == len(waiting) and self._fit(waiting, notes, receipts):
            self._mark_received(waiting, receipts)
        elif waiting or (noted and noted != announced):
            here = announced - len(waiting)
            found = here + max(unseen, 0) if here + unseen != announced else here
            self._report_count(found, announced, receipts)

    def _fit(self, waiting, notes, receipts):
        """Whether so many of each lot were noted and booked, where lots were told."""
        listed, booked, scanned = Counter(), Counter(), Counter()
        for line in notes.line_ids.filtered("lot"):
            listed[_goods(line)] += line.quantity
        for line in receipts.move_line_ids.filtered("lot_id"):
            if line.state == "done":
                lot = line.lot_id.dscsa_lot or line.lot_id.name
                packages = line.quantity_product_uom / units_of(line.product_id)
                booked[item_of(line.product_id.id, None), name_key(lot)] += packages
        for scan in self._scans(receipts).filtered(
            lambda s: s.lot and not _is_loose(s)
        ):
            scanned[_goods(scan)] += scan.quantity
        return all(
            counts[lot] - scanned[lot] >= len(group)
            for lot, group in waiting.grouped(_goods).items()
            # what has no product is in no stock
            for counts in (listed, booked if group.product_id else None)
            if counts
        )

    def _scans(self, receipts):
        return self.env["dscsa.scan"].search(
            [("picking_id", "in", receipts.ids), ("undone_at", "=", False)]
        )

    def _scanned(self, receipts):
        """How many were scanned by name, and how many by lot alone."""
        loose = self._scans(receipts).filtered(_is_loose)
        named = self._scans(receipts) - loose
        return sum(named.mapped("quantity")), sum(loose.mapped("quantity"))

    def _mark_received(self, packages, receipts):
        """They came with the goods: nobody had to scan them."""
        receipt = receipts[:1]
        lots = self._lots(receipts)
        packages.flush_recordset()
        for (product, lot_name), group in packages.grouped(
            lambda each: (each.product_id.id, each.lot)
        ).items():
            self.env.execute_query(
                SQL(
                    """
                    UPDATE dscsa_epc SET status = 'in_stock', picking_id = %s,
                           lot_id = COALESCE(lot_id, %s)
                     WHERE id IN %s RETURNING id
                    """,
                    receipt.id,
                    lots.get((product, lot_name)),
                    tuple(group.ids),
                )
            )
        packages.invalidate_model(["status", "picking_id", "lot_id"])
        packages._dscsa_came()
        self.env["dscsa.event"]._record(
            "receiving",
            packages,
            company=self.transaction.company_id,
            picking=receipt,
            note=self.env._("as noted, not scanned"),
        )

    def _lots(self, receipts):
        lines = receipts.move_line_ids.filtered(lambda line: line.state == "done")
        return {
            (line.product_id.id, line.lot_id.name): line.lot_id.id
            for line in lines
            if line.lot_id
        }

    def _report_count(self, found, announced, receipts):
        self.env["dscsa.discrepancy"]._report(
            [
                finding(
                    "NOTED_COUNT_DIFFERS",
                    self.transaction.name,
                    found=found,
                    expected=announced,
                )
            ],
            company=self.transaction.company_id,
            transaction=self.transaction,
            picking=receipts[:1],
            about=frozenset({"NOTED_COUNT_DIFFERS"}),
        )


def _is_loose(scan):
    return scan.kind == "package" and not scan.serial


def _goods(record):
    item = item_of(record.product_id.id, record.gtin)
    return item, name_key(record.lot or "")


def _keys(transaction):
    numbers = (transaction.invoice_numbers or "").split(",")
    return {order_key(number) for number in numbers} - {""}
