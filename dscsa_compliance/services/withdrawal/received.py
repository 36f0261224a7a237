"""Goods that came in before their seller took them back: told, and held."""

import logging
from collections import defaultdict

from dscsa_core.catalogue import finding
from dscsa_core.tally import examples

from odoo.exceptions import UserError
from odoo.tools import SQL

from ..holds.hold_codes import hold_kind
from ..holds.severity import HELD, Weights
from ..holds.stand_ins import nameless, stand_ins
from ..knowledge.lot_stock import free_packages
from ..receiving.facts import ReceiptFacts, local_date, today_of

_logger = logging.getLogger(__name__)

# where goods went back to the seller or were destroyed nothing is left to ask
_CONCERNED = ("in_stock", "shipped", "dispensed")


class Received:
    """Discrepancies of one taking back; ``code`` is what a scan says of it too."""

    def __init__(self, document, code, moment):
        self.document, self.env = document, document.env
        self.code, self.moment = code, moment

    def tell(self, epc_ids, transactions):
        """One row a receipt and product for packages that are here or were passed on;
        those in stock are held as the severity table says.
        """
        epcs = self.env["dscsa.epc"].search(
            [
                ("id", "in", list(epc_ids)),
                ("kind", "=", "package"),
                ("status", "in", _CONCERNED),
            ]
        )
        for picking, group in epcs.grouped("picking_id").items():
            self._tell_receipt(picking, group)
        self.tell_lines(transactions.line_ids, epcs.picking_id)
        for transaction in transactions.filtered(lambda t: not t.line_ids):
            # a portal or a paper that lists nothing
            for picking in transaction.picking_ids - epcs.picking_id:
                found = self._finding(transaction.name, transaction, picking)
                self._report([found], picking, {}, {})

    def _tell_receipt(self, picking, epcs):
        company = self.document.company_id
        is_live = not picking or ReceiptFacts(picking).is_live
        weights = Weights(self.env, company, is_live)
        found, severities, hit = [], {}, {}
        for product, group in epcs.grouped("product_id").items():
            for transaction, some in group.grouped("transaction_id").items():
                hit[len(found)] = some
                severities[len(found)] = weights.of(self.code, product)
                place = product.display_name or some[0].gtin or ""
                base = self._finding(place, transaction, picking)
                keys = some[:4].mapped("key")
                facts = {"count": len(some), "examples": examples(keys, len(some))}
                found.append(finding(self.code, place, **base.facts, **facts))
        self._hold(self._report(found, picking, severities, hit))

    def _hold(self, rows):
        for row in rows.filtered(lambda each: each.severity in HELD):
            here = row.epc_ids.filtered(lambda each: each.status == "in_stock")
            kind = hold_kind({self.code})
            try:
                with self.env.cr.savepoint():
                    here._hold(kind, row)
            except UserError:
                # stock that cannot be moved is on hold where it stands
                _logger.exception("%s: goods stay where they are", row.name)
                here.filtered(lambda each: not each.hold).write({"hold": kind})

    def _report(self, found, picking, severities, hit):
        return (
            self.env["dscsa.discrepancy"]
            ._report(
                found,
                company=self.document.company_id,
                document=self.document,
                picking=picking,
                partner=picking.partner_id or self.document.partner_id,
                epcs_by_index=hit,
                severities=severities,
                about=frozenset({self.code}),
            )
            .sudo()
        )

    def _finding(self, place, transaction, picking):
        company = self.document.company_id
        day = local_date(self.moment, company) or today_of(company)
        seller = (
            transaction.seller_id.name
            or transaction.seller_name
            or self.document.partner_id.name
            or picking.partner_id.name
        )
        return finding(self.code, place, seller=seller or "", date=day.isoformat())

    def tell_lines(self, lines, told):
        """Receipts whose goods no serial names: the count of the lot is all we have.

        ``told`` are receipts that were told by their packages.
        """
        concerned = defaultdict(lambda: self.env["dscsa.transaction.line"])
        for line in lines.filtered(self._is_loose):
            for picking in line.transaction_id.picking_ids - told:
                if picking.state == "done" or picking.dscsa_recorded_at:
                    concerned[picking] |= line
        for picking, given in concerned.items():
            self._tell_lines(picking, given)

    def _is_loose(self, line):
        """Whether more containers were told than serials."""
        ((serials,),) = self.env.execute_query(
            SQL(
                """SELECT count(*) FROM (
                    SELECT id FROM dscsa_epc WHERE line_id = %(line)s
                    UNION SELECT epc_id FROM dscsa_epc_transaction
                    WHERE line_id = %(line)s) told""",
                line=line.id,
            )
        )
        return line.quantity > serials

    def _tell_lines(self, picking, lines):
        company = self.document.company_id
        weights = Weights(self.env, company, ReceiptFacts(picking).is_live)
        found, severities, hit = [], {}, {}
        for line in lines:
            severity = weights.of(self.code, line.product_id)
            severities[len(found)] = severity
            if severity in HELD:
                hit[len(found)] = self._stand_ins(picking, line)
            base = self._finding(line.name or "", line.transaction_id, picking)
            facts = {"lot": line.lot or "", "count": line.quantity}
            found.append(finding(self.code, base.place, **base.facts, **facts))
        self._hold(self._report(found, picking, severities, hit))

    def _stand_ins(self, picking, line):
        """Rows for what of a line stands on the shelf, and has none of its own."""
        company, found = self.document.company_id, self.env["dscsa.epc"]
        lots = picking.move_line_ids.filtered(
            lambda each: (
                each.state == "done"
                and each.product_id == line.product_id
                and (each.lot_id.dscsa_lot or each.lot_id.name) == line.lot
            )
        ).lot_id
        for lot, shelf in free_packages(self.env, company, lots).items():
            count = min(line.quantity, nameless(self.env, company, lot, shelf))
            if count:
                found |= stand_ins(
                    self.env, company, lot, count, self.document.id, picking
                )
        return found
