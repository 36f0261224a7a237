"""TI/TS ↔ purchase orders and receipts: optional keys, tolerant of how people write.

An order number alone is no proof of whose order it is, so the seller has to fit, or
the number has to be one that only one order of the company has.
"""

import re

from dscsa_core.numbers import numbers_in, order_key, order_keys, order_tail, plain_key

from odoo.fields import Domain
from odoo.tools import SQL

from .adoption import Adoption, is_of

_DONE = ("done", "cancel")
_NAMES = ("name", "partner_ref", "origin")


def _is_plainly(number, order):
    """Whether a number is the order's but for zeros, or its digits alone."""
    plain = plain_key(number)
    return any(
        plain_key(order[name]) == plain
        or plain.isdecimal()
        and order_tail(order[name]) == plain
        for name in _NAMES
    )


class Matching:
    """Links the transactions of one company; ``env`` is a superuser's."""

    def __init__(self, env, company):
        self.env, self.company = env, company

    def link(self, transactions):
        """Add the orders and receipts that fit; takes nothing away."""
        for transaction in transactions:
            if transaction.direction != "in" or not transaction._live():
                continue
            orders = self._orders(transaction)
            if new := orders - transaction.purchase_ids:
                transaction.purchase_ids |= new
                self._suggest_seller(transaction, new)
            if new := self._receipts(transaction) - transaction.picking_ids:
                transaction.picking_ids |= new

    def _orders(self, transaction):
        found, seller = self.env["purchase.order"], self._seller(transaction)
        for number in numbers_in(transaction.po_numbers):
            found |= self._order(number, seller) or self._parts(number, seller)
        return found

    def _parts(self, number, seller):
        """Orders written one behind the other: each part has to name one of them."""
        parts = re.split(r"\s*[/&+]\s*|\s+", number)
        if not seller or len(parts) < 2:
            return self.env["purchase.order"]
        orders = [self._order(part, seller) for part in parts]
        whole = all(orders) and all(len(order_key(part)) > 2 for part in parts)
        return self.env["purchase.order"].union(*(orders if whole else ()))

    def _seller(self, transaction):
        partner = transaction.seller_id or (
            transaction.seller_party_id.suggested_partner_id
        )
        return partner.commercial_partner_id

    def _order(self, number, seller):
        """The one order of this number; of several the seller decides."""
        key, tail = order_key(number), order_tail(number)
        orders = self._orders_like(tail or number)
        same = orders.filtered(lambda o: any(order_key(o[f]) == key for f in _NAMES))
        of_seller = same.filtered(
            lambda o: o.partner_id.commercial_partner_id == seller
        )
        if seller and not of_seller:
            of_seller = orders.filtered(
                lambda o: (
                    o.partner_id.commercial_partner_id == seller
                    and _is_plainly(number, o)
                )
            ) or self._disguised(number, seller)
        chosen = of_seller if seller else same
        return chosen if len(chosen) == 1 else chosen.browse()

    def _orders_like(self, text):
        domain = Domain("company_id", "=", self.company.id)
        domain &= Domain("state", "not in", ("draft", "sent", "cancel"))
        domain &= Domain.OR(Domain(f, "ilike", text) for f in _NAMES)
        return self.env["purchase.order"].search(domain, limit=500)

    def _disguised(self, number, seller):
        """Orders of the seller whose number is a part of this one: "P00451-1"."""
        found = self.env["purchase.order"]
        for key in order_keys(number):
            orders = self._orders_like(order_tail(key))
            found |= orders.filtered(
                lambda o, key=key: (
                    o.partner_id.commercial_partner_id == seller and _is_plainly(key, o)
                )
            )
        return found

    def _suggest_seller(self, transaction, orders):
        """Whose order it is says who the unknown seller may be."""
        party = transaction.seller_party_id
        partner = orders.partner_id
        unknown = party and not party.partner_id and not party.suggested_partner_id
        if unknown and len(partner) == 1:
            party.suggested_partner_id = partner

    def _receipts(self, transaction):
        """Receipts its packages were scanned on, else the open ones of its orders."""
        scanned = self._scanned_receipts(transaction)
        if scanned:
            return scanned
        receipts = transaction.purchase_ids.picking_ids.filtered(
            lambda p: p.picking_type_code == "incoming" and p.state != "cancel"
        )
        waiting = receipts.filtered(lambda p: p.state not in _DONE)
        if waiting or transaction.picking_ids:
            return waiting
        without = receipts.filtered(lambda p: not p.dscsa_transaction_ids)
        return without.sorted("id", reverse=True)[:1]

    def _scanned_receipts(self, transaction):
        """Where its packages were scanned; a box only counts where work goes on."""
        query = SQL(
            """SELECT DISTINCT s.picking_id FROM dscsa_scan s
            JOIN dscsa_epc e ON e.company_id = s.company_id AND e.key = s.key
            JOIN stock_picking p ON p.id = s.picking_id
            WHERE e.transaction_id = %s AND s.undone_at IS NULL
            AND (e.kind = 'package' OR p.state NOT IN ('done', 'cancel'))""",
            transaction.id,
        )
        self.env.flush_all()
        rows = self.env.execute_query(query)
        receipts = self.env["stock.picking"].browse([row[0] for row in rows])
        return receipts.filtered(lambda each: self._may_be_of(transaction, each))

    def _may_be_of(self, transaction, picking):
        """A stranger's file about a package here is no proof of its purchase."""
        if Adoption(picking).other_buyers(transaction):
            return False
        dropped = picking.dscsa_drop_shipment or (
            transaction.drop_shipment and transaction.seller_id
        )
        return bool(dropped or is_of(transaction, picking.partner_id))
