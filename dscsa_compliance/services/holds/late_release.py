"""A late or corrected file against what was scanned, receipt by receipt.

What a file announces and what a label says are two facts of the register. A package is
judged anew only by a file that names it and that it was not compared with before. Each
cause that this file ends, ends; one it brings is put on the work list; the rest stay.
"""

from collections import defaultdict

from dscsa_core.rules.ending import field_of, is_ended, may_end_by_file
from dscsa_core.rules.receiving import Seen, judge_package

from odoo.tools import SQL

from ..days.expiry import BookedLots
from ..receiving.facts import ReceiptFacts, item_of
from ..scanning.scanned import known_of, register_rows
from ..words.messages import date_text
from .hold_codes import hold_kind
from .late_lots import LateLots
from .severity import HELD, Weights

# what a later file may bring against goods that were in order until then
_LABEL = frozenset({"LOT_MISMATCH", "EXPIRY_MISMATCH"})


def receipts_with_data(env):
    """Ids of receipts with packages that a file names which nobody judged them by.

    Goods typed by lot are named by the lot: they are looked at while they are held.
    """
    env.flush_all()
    return [
        row[0]
        for row in env.execute_query(
            SQL(
                """
                SELECT e.picking_id FROM dscsa_epc e
                  JOIN dscsa_transaction t ON t.id = e.transaction_id
                 WHERE e.picking_id IS NOT NULL AND e.status = 'in_stock'
                   AND t.document_id IS NOT NULL AND t.superseded_by_id IS NULL
                   AND t.withdrawn_by_id IS NULL
                   AND e.judged_document_id IS DISTINCT FROM t.document_id
                 UNION
                SELECT e.picking_id FROM dscsa_epc e
                  JOIN dscsa_transaction_picking_rel r
                    ON r.stock_picking_id = e.picking_id
                  JOIN dscsa_transaction t ON t.id = r.dscsa_transaction_id
                  JOIN dscsa_transaction_line l ON l.transaction_id = t.id
                 WHERE e.hold IS NOT NULL AND e.status = 'in_stock'
                   AND e.serial IS NULL AND e.transaction_id IS NULL
                   AND t.document_id IS NOT NULL AND t.superseded_by_id IS NULL
                   AND t.withdrawn_by_id IS NULL AND l.lot = e.lot
                   AND (l.gtin = e.gtin OR l.product_id = e.product_id)
                 ORDER BY 1
                """
            )
        )
    ]


class LateRelease:
    """Judges the packages of one receipt that a new file names."""

    def __init__(self, picking):
        self.picking = picking.sudo()
        self.env = self.picking.env
        self.facts = ReceiptFacts(self.picking)
        self.booked = BookedLots(self.facts.company)
        self.weights = Weights(self.env, self.facts.company, self.facts.is_live)

    def run(self):
        """End what the file ends; the packages that are free by it."""
        named = self._named()
        self._link_transactions(named)
        ended, brought = self._judge(named)
        for epc in LateLots(self.facts).link(self._fits_by_lot):
            codes = {each.code for each in self._found_by_lot(epc)}
            for row in self._waiting(epc):
                if row.code not in codes:
                    ended[_document_of(epc), row] |= epc
        for document, epcs in named.grouped(_document_of).items():
            epcs.sudo().write({"judged_document_id": document.id})
        # what a file brings holds before what it ends lets go
        self._report(brought)
        return self._end(ended)

    def _named(self):
        """Packages here whose TI/TS is of a file they were not judged by."""
        found = self.env["dscsa.epc"].search(
            [
                ("picking_id", "=", self.picking.id),
                ("kind", "=", "package"),
                ("status", "=", "in_stock"),
                ("transaction_id.document_id", "!=", False),
                ("transaction_id.superseded_by_id", "=", False),
                ("transaction_id.withdrawn_by_id", "=", False),
            ]
        )
        return found.filtered(
            lambda epc: epc.judged_document_id != epc.transaction_id.document_id
        )

    def _link_transactions(self, named):
        """TI/TS that came late belongs to the receipt its packages came in with."""
        waiting = named.filtered(lambda epc: epc.hold or self._waiting(epc))
        new = waiting.transaction_id.filtered(lambda each: each.direction == "in")
        seller = self.picking.partner_id.commercial_partner_id
        for transaction in new - self.picking.dscsa_transaction_ids:
            theirs = transaction.seller_id.commercial_partner_id
            if not seller or not theirs or seller == theirs:
                self.picking.dscsa_transaction_ids |= transaction

    def _waiting(self, epc):
        """Open rows about a package that a file may end."""
        return epc._dscsa_causes().filtered(lambda row: may_end_by_file(row.code))

    # judging ------------------------------------------------------------------------
    def _judge(self, named):
        """``{(document, row): packages}`` ended, ``[(finding, package)]`` brought."""
        ended = defaultdict(lambda: self.env["dscsa.epc"])
        brought = []
        rows = register_rows(self.facts, named.mapped("key"))
        for epc in named:
            known = known_of(rows[epc.key] | _as_announced(epc), self.facts)
            found = judge_package(self._seen(epc), known, self.facts.delivery)
            codes = {each.code for each in found}
            causes = epc._dscsa_causes()
            waiting = self._waiting(epc)
            if known.announced:
                for row in waiting:
                    if is_ended(row.code, codes):
                        ended[_document_of(epc), row] |= epc
            else:
                # of another purchase or seller: it proves nothing about this one
                wanted = _LABEL | ({"SERIAL_OTHER_SELLER"} if waiting else set())
                found = [each for each in found if each.code in wanted]
            there = set(causes.mapped("code"))
            brought += [(each, epc) for each in found if each.code not in there]
        return ended, brought

    def _seen(self, epc):
        """A package as it was scanned; without a label, as it was booked."""
        product = epc.product_id
        return Seen(
            key=epc.key,
            item=item_of(product.id, epc.gtin),
            product=product.display_name or "",
            gtin=epc.gtin or "",
            serial=epc.serial or "",
            lot=epc.seen_lot or epc.lot_id.dscsa_lot or "",
            expiry=epc.label_expiry or None,
            needs_expiry=bool(product.use_expiration_date),
            booked=self.booked.day(product, epc.lot_id.name),
        )

    def _fits_by_lot(self, epc):
        """Whether nothing speaks against goods typed by lot but missing data."""
        return not any(
            self.weights.of(each.code, epc.product_id) in HELD
            for each in self._found_by_lot(epc)
            if may_end_by_file(each.code)
        )

    def _found_by_lot(self, epc):
        return judge_package(self._seen(epc), None, self.facts.delivery)

    # what follows -------------------------------------------------------------------
    def _report(self, brought):
        """Put on the work list, and on hold, what does not fit the new file."""
        brought = [
            (each, epc, self.weights.of(each.code, epc.product_id))
            for each, epc in brought
        ]
        brought = [each for each in brought if each[2] != "note"]
        if not brought:
            return
        rows = self.env["dscsa.discrepancy"]._report(
            [each for each, _epc, _severity in brought],
            company=self.facts.company,
            picking=self.picking,
            partner=self.facts.seller,
            epcs_by_index={i: each[1] for i, each in enumerate(brought)},
            severities={i: each[2] for i, each in enumerate(brought)},
            about=frozenset(),
        )
        for each, epc, severity in brought:
            if severity in HELD:
                row = rows.filtered(
                    lambda row, each=each, epc=epc: (
                        row.code == each.code and epc in row.epc_ids
                    )
                )
                epc._hold(hold_kind({each.code}), row[:1])

    def _end(self, ended):
        """End the causes, and release the packages that have none left."""
        by_document = defaultdict(list)
        for (document, row), epcs in ended.items():
            words = fitting_words(self.env, document, row.code, epcs)
            by_document[document].append((row, epcs, words))
        free = self.env["dscsa.epc"]
        for document, group in by_document.items():
            free |= self.env["dscsa.release"]._end_by_file(document, group)
        return free


def fitting_words(env, document, code, epcs):
    """Which file and which field of it ended a cause, as a sentence."""
    field, epc = field_of(code), epcs[:1]
    facts = {
        "file": document.name or "",
        "serial": epc.serial or epc.gtin or "",
        "lot": epc.lot or "",
        "expiry": date_text(env, epc.expiry) if epc.expiry else "",
    }
    words = {
        "lot": env._("%(file)s gives lot %(lot)s, as scanned.", **facts),
        "expiry": env._("%(file)s gives expiry %(expiry)s, as scanned.", **facts),
        "statement": env._("%(file)s gives the transaction statement.", **facts),
    }
    if field in words:
        return words[field]
    if epc.serial and len(epcs) > 1:
        count = len(epcs)
        return env._("%(file)s names the %(count)s packages.", count=count, **facts)
    if not epc.serial:
        return env._("%(file)s names the lot and count: lot %(lot)s.", **facts)
    return env._("%(file)s names the package: serial %(serial)s.", **facts)


def _as_announced(epc):
    """The history of a package that is here, as if only its TI/TS were known."""
    seller = epc.transaction_id.seller_id.commercial_partner_id
    told = {"seller_id": seller.id, "seller_name": seller.name} if seller else {}
    return {"status": "announced", **told}


def _document_of(epc):
    return epc.transaction_id.document_id
