"""Which open receipt a first scan or a typed number belongs to: found, never guessed.

A package in the register names its TI/TS, and that its receipts. What no data name is
offered by product and lot for a person to confirm.
"""

import re
from dataclasses import dataclass

from dscsa_core.numbers import escaped, order_key

from odoo.fields import Domain

from odoo.addons.dscsa_compliance.services.receiving.adoption import (
    TO_COME,
    is_of,
    transactions_of,
)
from odoo.addons.dscsa_compliance.services.scanning.reader import Reader

_LONGEST_NUMBER = 40
# fewer digits at the end of a number are in too many others to look for
_LEAST_DIGITS = 3
_NUMBERS = ("invoice_numbers", "po_numbers", "delivery_numbers")


@dataclass(slots=True)
class Candidates:
    """Receipts that fit, whether that is certain, and what is known without one."""

    pickings: object
    certain: bool = False
    transactions: object = None
    epc: object = None
    done: object = None
    reading: object = None
    asked: dict | None = None
    problem: object = None


class ReceiptFinder:
    """Looks for receipts of one company; ``env`` is a superuser's."""

    def __init__(self, env, company):
        self.env, self.company = env, company
        self.none = env["stock.picking"]
        self.open = (
            Domain("company_id", "=", company.id)
            & Domain("picking_type_code", "=", "incoming")
            & Domain("return_id", "=", False)
            & Domain("state", "not in", ("done", "cancel"))
        )

    def by_text(self, text, choice=None):
        """What a scanned or typed text leads to."""
        text = (text or "").strip()
        found = self._by_number(text)
        if found:
            return found
        reader = Reader(self.env, self.company)
        read = reader.meaning(text, choice)
        if read.problem:
            return Candidates(self.none, problem=read.problem)
        if read.readings:
            asked = reader.asked(self.env, read)
            return Candidates(self.none, asked=asked)
        return self.by_reading(read.reading)

    # typed numbers -------------------------------------------------------------------
    def _by_number(self, text):
        """An invoice, order, delivery or transfer number, as people type it."""
        key = order_key(text)
        if not key or len(text) > _LONGEST_NUMBER or text.startswith(("]", "(")):
            return None
        named = self.none.search(self.open & Domain("name", "=ilike", escaped(text)))
        named |= self.none.search(self.open & Domain("dscsa_invoice_key", "=", key))
        named |= self._by_order(text, key)
        transactions = self._announced_as(text, key)
        named |= transactions.picking_ids.filtered_domain(list(self.open))
        if named:
            return Candidates(named, certain=True, transactions=transactions)
        done = self._done(text, key)
        if transactions or done:
            return Candidates(self.none, transactions=transactions, done=done)
        return None

    def _by_order(self, text, key):
        orders = self.env["purchase.order"].search(
            [
                ("company_id", "=", self.company.id),
                ("state", "=", "purchase"),
                "|",
                ("name", "ilike", _tail(text)),
                ("partner_ref", "ilike", _tail(text)),
            ]
        )
        return orders.filtered(
            lambda each: key in (order_key(each.name), order_key(each.partner_ref))
        ).picking_ids.filtered_domain(list(self.open))

    def _announced_as(self, text, key):
        """TI/TS with this invoice, order or delivery number."""
        tail = _tail(text)
        rows = self.env["dscsa.transaction"].search(
            Domain("company_id", "=", self.company.id)
            & Domain("direction", "=", "in")
            & self.env["dscsa.transaction"]._live_domain()
            & Domain.OR(Domain(name, "ilike", tail) for name in _NUMBERS)
        )
        return rows.filtered(lambda each: key in self._numbers(each))

    def _numbers(self, transaction):
        return {
            order_key(number)
            for name in _NUMBERS
            for number in (transaction[name] or "").split(",")
        }

    def _done(self, text, key):
        return self.none.search(
            Domain("company_id", "=", self.company.id)
            & Domain("picking_type_code", "=", "incoming")
            & Domain("state", "=", "done")
            & (
                Domain("dscsa_invoice_key", "=", key)
                | Domain("name", "=ilike", escaped(text))
            ),
            limit=1,
            order="date_done desc",
        )

    # scans ---------------------------------------------------------------------------
    def by_reading(self, reading):
        """Receipts of a package, case or pallet."""
        epc = self.env["dscsa.epc"]
        if reading.key:
            epc = epc.search(
                [("company_id", "=", self.company.id), ("key", "=", reading.key)]
            )
        if epc:
            found = self._by_register(epc, reading)
            if found:
                return found
        return self._by_goods(reading, epc)

    def _by_register(self, epc, reading):
        transactions = transactions_of(self.env, epc.id)
        pickings = (
            transactions.picking_ids | transactions.purchase_ids.picking_ids
        ).filtered_domain(list(self.open))
        if pickings:
            return Candidates(
                pickings,
                certain=True,
                transactions=transactions,
                epc=epc,
                reading=reading,
            )
        here = epc.picking_id if epc.status not in TO_COME else None
        expecting = self._expecting(transactions) if not here else self.none
        if expecting:
            return Candidates(
                expecting, transactions=transactions, epc=epc, reading=reading
            )
        if transactions or here:
            return Candidates(
                self.none,
                transactions=transactions,
                epc=epc,
                done=here,
                reading=reading,
            )
        return None

    def _expecting(self, transactions):
        """Open receipts of this seller, no data linked yet, that expect these goods."""
        products = transactions.line_ids.product_id
        moves = self.env["stock.move"].search(
            [
                ("picking_id", "any", list(self.open)),
                ("product_id", "in", products.ids),
                ("state", "not in", ("done", "cancel")),
            ]
        )
        return moves.picking_id.filtered(
            lambda each: any(is_of(one, each.partner_id) for one in transactions)
        )

    def _by_goods(self, reading, epc):
        """Receipts that expect this product and lot: offered, a person confirms."""
        product = self._product(reading)
        pickings = self._by_lines(reading, product)
        if product:
            pickings |= (
                self.env["stock.move"]
                .search(
                    [
                        ("picking_id", "any", list(self.open)),
                        ("product_id", "=", product.id),
                        ("state", "not in", ("done", "cancel")),
                    ]
                )
                .picking_id
            )
        return Candidates(pickings, epc=epc, reading=reading)

    def _product(self, reading):
        return (
            self.env["dscsa.gtin"]
            .search(
                [("company_id", "=", self.company.id), ("gtin", "=", reading.gtin)],
                limit=1,
            )
            .product_id
            if reading.gtin
            else self.env["product.product"]
        )

    def _by_lines(self, reading, product):
        if not reading.gtin and not product:
            return self.none
        goods = Domain("gtin", "=", reading.gtin)
        if product:
            goods |= Domain("product_id", "=", product.id)
        lines = self.env["dscsa.transaction.line"].search(
            goods
            & Domain("lot", "in", [reading.lot, False] if reading.lot else [False])
            & Domain("transaction_id.company_id", "=", self.company.id)
            & Domain("transaction_id.picking_ids", "any", list(self.open))
        )
        return lines.transaction_id.picking_ids.filtered_domain(list(self.open))


def _tail(text):
    """The part of a number that people write in one way only: digits, with zeros."""
    digits = re.search(r"(\d+)\D*$", text)
    return digits[1] if digits and len(digits[1]) >= _LEAST_DIGITS else text
