"""TI/TS ↔ receipts begun from an invoice number, and drop shipments.

A drop shipment is sold by one and sent by another (FD&C Act, section 582(f) and the
``dropShipment`` flag of the GS1 guideline): who the data name as seller need not be
the partner it was ordered from, so number and flag decide.
"""

from odoo.fields import Command, Domain

from .matching import Matching
from .numbers import order_key


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
        for number in (transaction.po_numbers or "").split(","):
            if number.strip():
                orders |= matching._order(number.strip(), nobody)
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
        keys = {
            order_key(number)
            for name in ("invoice_numbers", "delivery_numbers")
            for number in (transaction[name] or "").split(",")
        }
        keys -= {""}
        found = self.env["stock.picking"]
        if keys:
            found = found.search(
                Domain("company_id", "=", self.company.id)
                & Domain("picking_type_code", "=", "incoming")
                & Domain("dscsa_invoice_key", "in", list(keys))
                & Domain("state", "!=", "cancel")
            )
        return found.filtered(lambda each: self._fits(transaction, each))

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
