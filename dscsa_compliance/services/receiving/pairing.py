"""TI/TS ↔ receipts begun from an invoice number, and drop shipments.

A drop shipment is sold by one and sent by another (FD&C Act, section 582(f) and the
``dropShipment`` flag of the GS1 guideline): who the data name as seller need not be
the partner it was ordered from, so number and flag decide.
"""

from dscsa_core.numbers import invoice_key, numbers_in, order_key, order_tail

from odoo.fields import Command, Domain

from .adoption import seller_of
from .matching import Matching


class Pairing:
    """Links the transactions of one company; ``env`` is a superuser's."""

    def __init__(self, env, company):
        self.env, self.company = env, company

    def link(self, transactions):
        """Add the receipts that fit; takes nothing away."""
        for transaction in transactions:
            if transaction.direction != "in" or not transaction._live():
                continue
            if transaction.drop_shipment:
                self._link_orders(transaction)
            new = self._by_invoice(transaction) - transaction.picking_ids
            if new:
                transaction.picking_ids = [Command.link(each.id) for each in new]
                self._tell_drop_shipment(transaction, new)

    def _link_orders(self, transaction):
        """The order of that number, whoever it was placed with."""
        matching = Matching(self.env, self.company)
        nobody = self.env["res.partner"]
        orders = self.env["purchase.order"]
        for number in numbers_in(transaction.po_numbers):
            orders |= matching._order(number, nobody)
        new = orders - transaction.purchase_ids
        if not new:
            return
        transaction.purchase_ids |= new
        receipts = new.picking_ids.filtered(
            lambda each: (
                each.picking_type_code == "incoming"
                and each.state not in ("done", "cancel")
            )
        )
        transaction.picking_ids |= receipts
        self._tell_drop_shipment(transaction, receipts)

    def _by_invoice(self, transaction):
        """Receipts with one of its numbers; else the one that differs in writing."""
        numbers = {
            number
            for name in ("invoice_numbers", "delivery_numbers")
            for number in numbers_in(transaction[name])
        }
        keys = {order_key(number) for number in numbers} - {""}
        found = self._receipts(Domain("dscsa_invoice_key", "in", list(keys)))
        found = found.filtered(lambda each: self._fits(transaction, each))
        return found or self._by_writing(transaction, numbers)

    def _by_writing(self, transaction, numbers):
        """The one open receipt of this seller that differs in words or zeros."""
        found = self.env["stock.picking"]
        for number in numbers:
            tail, key = order_tail(number), invoice_key(number)
            if not tail:
                continue
            like = Domain("dscsa_invoice_key", "like", tail)
            like &= Domain("state", "!=", "done")
            mine = self._receipts(like).filtered(
                lambda each, key=key: (
                    invoice_key(each.dscsa_invoice) == key
                    and self._is_sure(transaction, each)
                )
            )
            found |= mine if len(mine) == 1 else mine.browse()
        return found

    def _receipts(self, domain):
        here = Domain("company_id", "=", self.company.id)
        here &= Domain("picking_type_code", "=", "incoming")
        return self.env["stock.picking"].search(
            here & Domain("state", "!=", "cancel") & domain
        )

    def _is_sure(self, transaction, picking):
        """Both sellers are known, and they are the same."""
        ours = picking.partner_id.commercial_partner_id
        return bool(ours) and seller_of(transaction) == ours

    def _fits(self, transaction, picking):
        """Same seller, or one of the two does not know it, or it was drop-shipped."""
        if transaction.drop_shipment or picking.dscsa_drop_shipment:
            return True
        party = transaction.seller_id or (
            transaction.seller_party_id.suggested_partner_id
        )
        theirs, ours = party.commercial_partner_id, picking.partner_id
        return not theirs or not ours or theirs == ours.commercial_partner_id

    def _tell_drop_shipment(self, transaction, pickings):
        """Seller and sender differ: said once, stops nothing. Cold goods come first."""
        for picking in pickings.filtered("partner_id"):
            names = {
                "seller": picking.partner_id.name,
                "sender": transaction.seller_name or transaction.seller_id.name or "?",
            }
            if transaction.drop_shipment and names["seller"] != names["sender"]:
                picking.message_post(
                    body=self.env._(
                        "Drop shipment: ordered from %(seller)s, data and goods come "
                        "from %(sender)s. Put cold goods into the fridge first.",
                        **names,
                    )
                )
