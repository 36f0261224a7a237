"""Cancellations that name no goods: by document number, or by lot and count."""

from collections import defaultdict

from dscsa_core.epcis.lines import class_of
from dscsa_core.epcis.withdrawal import VOID, same_delivery

from odoo.tools import SQL

from .marks import Marks
from .meant import Meant, event_of, numbers_of_details, numbers_of_transaction
from .members import HAPPENED
from .senders import Sender

_VOIDS = f"""
    SELECT v.id, coalesce(v.time, d.created_at, d.create_date) FROM dscsa_event v
    JOIN dscsa_document d ON d.id = v.document_id
    WHERE v.company_id = %(company)s AND (v.step = 'void_shipping'
        OR v.step = 'shipping' AND v.action = 'DELETE'
        AND v.kind IN ('object', 'quantity', 'transaction'))
        AND {HAPPENED.format("v")} AND v.details ? 'references'
        AND NOT EXISTS (SELECT FROM dscsa_event_epc l WHERE l.event_id = v.id)
    ORDER BY 2, 1
"""


class NumberVoids:
    """Applies them to TI/TS; ``document`` says which company's.

    A number that several shipments have says nothing of any of them: those are in
    ``doubted`` {TI/TS: cancellation} until somebody has asked.
    """

    def __init__(self, document):
        self.document, self.env = document, document.env
        self.doubted = {}

    def sharing(self, transactions):
        """These, and all that a cancellation may have meant instead of them."""
        found, events = transactions, self._events() if transactions else ()
        for _each in events:
            more = found.union(
                *(self._found(e, m) for e, m in events if self._named(e, found))
            )
            if more == found:
                break
            found = more
        return found

    def settle(self, transactions, whole, gone):
        """Take back what is meant of these TI/TS, all that share a number among them.

        ``whole`` {TI/TS: document} is added to; ``gone`` {TI/TS: moment} says when
        nothing was left of it.
        """
        counts = defaultdict(dict)
        transactions.line_ids.filtered("taken_back").taken_back = 0
        for event, moment in self._events() if transactions else ():
            if not self._named(event, transactions):
                continue
            meant = self._meant(event, self._found(event, moment), moment, gone)
            if event.details.get("quantities"):
                self._count(event, moment, meant, counts)
                continue
            for transaction in meant & transactions:
                self._take(event, moment, transaction)
                whole[transaction] = event.document_id
                gone.setdefault(transaction, moment)
        self._write(counts, whole)
        for transaction in self.doubted.keys() & whole.keys():
            del self.doubted[transaction]

    def _events(self):
        rows = self.env.execute_query(SQL(_VOIDS, company=self.document.company_id.id))
        return [(self.env["dscsa.event"].browse(i), moment) for i, moment in rows]

    def _named(self, event, transactions):
        said = numbers_of_details(event.details)
        return transactions.filtered(
            lambda t: same_delivery(said, numbers_of_transaction(t))
        )

    def _found(self, event, moment):
        """Shipments before it that have its number, of who may cancel them."""
        document = event.document_id
        found = Meant(document, Sender(document)).by_number(
            event_of(event), document.transaction_ids
        )
        if event.details.get("quantities"):
            found = found.filtered(lambda t: any(self._lines(event, t)))
        return found.filtered(
            lambda t: (
                not t.event_id.declared_by_id
                and (not t.shipment_at or t.shipment_at <= moment)
            )
        )

    def _meant(self, event, found, moment, gone):
        """The shipments people said, or the only one it can be; else it is asked."""
        said = found.filtered(lambda t: event in t.void_ids)
        left = found.filtered(
            lambda t: (
                event not in t.void_ids | t.spared_void_ids
                and not (t in gone and gone[t] < moment)
            )
        )
        is_answered = said or found.filtered(lambda t: event in t.spared_void_ids)
        if not is_answered and len({self._delivery(event, t) for t in left}) < 2:
            return left
        for transaction in left:
            self.doubted.setdefault(transaction, event)
        return said

    def _delivery(self, event, transaction):
        """Parts of one delivery are one: a file tells them under one number of it."""
        by_delivery = [
            {number for kind, number in given if kind in ("desadv", "bol")}
            for given in (
                numbers_of_details(event.details),
                numbers_of_transaction(transaction),
            )
        ]
        is_part = by_delivery[0] & by_delivery[1]
        return transaction.document_id if is_part else transaction

    def _take(self, event, moment, transaction):
        marks = Marks(event.document_id, VOID, moment)
        marks.name_transactions(transaction)
        marks.take_back(transaction)

    def _count(self, event, moment, meant, counts):
        """Note counts by line; the same message once more says nothing new."""
        for transaction in meant:
            for line, quantity in self._lines(event, transaction):
                gone = int(float(quantity or line.quantity))
                counts[line][moment] = gone, event.document_id

    def _lines(self, event, transaction):
        """(TI line, count given of it) of the goods that an event names by lot."""
        for name, quantity, _unit in event.details["quantities"]:
            gtin, lot, _expiry = class_of(name)
            for line in transaction.line_ids:
                its = (line.gtin, line.lot or "")
                if gtin and its == (gtin, lot or line.lot or ""):
                    yield line, quantity

    def _write(self, counts, whole):
        for line, given in counts.items():
            gone = sum(count for count, _document in given.values())
            line.taken_back = min(line.quantity, gone)
        for transaction in {line.transaction_id for line in counts}:
            lines = transaction.line_ids
            if all(line.taken_back >= line.quantity for line in lines):
                given = counts[next(line for line in lines if line in counts)]
                moment = max(given)
                marks = Marks(given[moment][1], VOID, moment)
                marks.name_transactions(transaction)
                marks.take_back(transaction)
                whole[transaction] = given[moment][1]
