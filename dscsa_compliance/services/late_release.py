"""A late or corrected file lets go what waited for it, receipt by receipt."""

from odoo.tools import SQL

from ..core.rules.receiving import Seen, judge_package
from ..core.rules.seller import hits
from .hold_codes import NAMED_CODES
from .late_lots import LateLots
from .receipt_facts import ReceiptFacts, item_of
from .scanned import known_of, register_rows
from .seller_standing import SellerStanding
from .severity import HELD, Weights


def receipts_with_data(env):
    """Ids of receipts with packages on hold that TI/TS announce by now."""
    env.flush_all()
    return [
        row[0]
        for row in env.execute_query(
            SQL(
                """
                SELECT e.picking_id FROM dscsa_epc e
                 WHERE e.hold IS NOT NULL AND e.picking_id IS NOT NULL
                   AND e.status = 'in_stock'
                   AND (e.transaction_id IS NOT NULL
                        OR (e.serial IS NULL AND EXISTS (
                            SELECT 1 FROM dscsa_transaction_picking_rel r
                             WHERE r.stock_picking_id = e.picking_id)))
                 GROUP BY e.picking_id ORDER BY e.picking_id
                """
            )
        )
    ]


class LateRelease:
    """Judges the held packages of one receipt anew, as if scanned today."""

    def __init__(self, picking):
        self.picking = picking.sudo()
        self.env = self.picking.env
        self.facts = ReceiptFacts(self.picking)
        self.weights = Weights(self.env, self.facts.company, self.facts.is_live)
        self._seller = None

    def run(self):
        """Release what fits; mixed holds lose only the data reason."""
        held = self.env["dscsa.epc"].search(
            [
                ("picking_id", "=", self.picking.id),
                ("hold", "!=", False),
                ("transaction_id", "!=", False),
                ("status", "=", "in_stock"),
            ]
        )
        self._link_transactions(held)
        fitting = self._fitting(held) | LateLots(self.facts).link(self._still_held)
        for document, epcs in fitting.grouped(
            lambda epc: epc.transaction_id.document_id
        ).items():
            self._let_go(epcs, document)
        return fitting

    def _link_transactions(self, held):
        """TI/TS that came late belongs to the receipt its packages came in with."""
        new = held.transaction_id.filtered(
            lambda each: each.direction == "in" and not each.superseded_by_id
        )
        missing = new - self.picking.dscsa_transaction_ids
        seller = self.picking.partner_id.commercial_partner_id
        for transaction in missing:
            theirs = transaction.seller_id.commercial_partner_id
            if not seller or not theirs or seller == theirs:
                self.picking.dscsa_transaction_ids |= transaction

    def _fitting(self, held):
        """Packages that nothing but their waiting for data kept back."""
        rows = register_rows(self.facts, held.mapped("key"))
        fitting = self.env["dscsa.epc"]
        for epc in held:
            row = dict(rows[epc.key], status="announced")
            known = known_of(row, self.facts)
            if known.announced and not self._still_held(epc, known):
                fitting |= epc
        return fitting

    def _still_held(self, epc, known):
        product = epc.product_id
        seen = Seen(
            key=epc.key,
            item=item_of(product.id, epc.gtin),
            product=product.display_name or "",
            gtin=epc.gtin or "",
            serial=epc.serial or "",
            lot=epc.lot or "",
            expiry=epc.expiry or None,
            needs_expiry=bool(product.use_expiration_date),
        )
        found = judge_package(seen, known, self.facts.delivery)
        if hits(product.dscsa_scope):
            if self._seller is None:
                self._seller = SellerStanding(self.picking).findings(product)
            found = [*found, *self._seller]
        # what is held by name goes on being held, and loses only its data reasons
        named = NAMED_CODES if epc.hold != "data" else ()
        return any(
            self.weights.of(each.code, product) in HELD
            for each in found
            if each.code not in named
        )

    def _let_go(self, epcs, document):
        data = epcs.filtered(lambda epc: epc.hold == "data")
        if data:
            note = self.env._("%(file)s matches the scan.", file=document.name or "")
            self.env["dscsa.release"]._let_go(
                data,
                {
                    "reason": "data_arrived",
                    "is_automatic": True,
                    "document_id": document.id,
                    "note": note,
                },
            )
        self._close_data_rows(epcs - data, document)

    def _close_data_rows(self, suspects, document):
        """Suspect and recalled packages stay; what was open for data is settled."""
        rows = self.env["dscsa.release"]._open_rows(suspects)
        for row in rows.filtered(lambda each: each.code not in NAMED_CODES):
            others = row.epc_ids.filtered("hold") - suspects
            if not others:
                row._resolve("data", document=document)
