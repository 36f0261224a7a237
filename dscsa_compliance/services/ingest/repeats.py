"""What an earlier file told already: the same shipment again, or another seller's.

A package leaves one seller once. What was here and went back may be sold again; what
another seller announced as well is a matter for people.
"""

from datetime import time
from functools import cached_property

from dscsa_core.catalogue import finding
from dscsa_core.tally import examples

from odoo.tools import SQL

from .addressed import own_partners, strangers

# the TI/TS that took most of the packages an earlier one had; nothing while some of
# them went back, were used, or are not told anew
_TAKEN = """
    SELECT h.transaction_id, (array_agg(e.transaction_id ORDER BY e.transaction_id))[1]
    FROM dscsa_epc_transaction h JOIN dscsa_epc e ON e.id = h.epc_id
    WHERE h.transaction_id IN %(earlier)s AND h.transaction_id NOT IN (
        SELECT transaction_id FROM dscsa_epc WHERE transaction_id IN %(earlier)s)
    GROUP BY h.transaction_id
    HAVING bool_and(e.transaction_id IN %(mine)s
        AND e.status IN ('announced', 'missing', 'in_stock'))
"""
_SAME_EVENT = """
    SELECT t.id, n.id FROM dscsa_transaction t
    JOIN dscsa_event e ON e.id = t.event_id
    JOIN dscsa_event m ON m.event_ref = e.event_ref AND m.id <> e.id
    JOIN dscsa_transaction n ON n.event_id = m.id
    WHERE n.id IN %(mine)s AND t.company_id = n.company_id AND t.id < n.id
        AND t.direction = n.direction AND t.document_id <> n.document_id
        AND t.seller_gln = n.seller_gln AND t.superseded_by_id IS NULL
        AND t.withdrawn_by_id IS NULL
"""
# the earlier of two shipments may have held more than the later one
_MORE = """
    SELECT e.id FROM dscsa_epc e WHERE e.transaction_id = %(new)s
        AND e.kind = 'package' AND NOT EXISTS (SELECT FROM dscsa_epc_transaction h
            WHERE h.epc_id = e.id AND h.transaction_id = %(old)s)
    LIMIT 1
"""
# of these packages the earlier shipment was cancelled, perhaps by this very file
_CANCELLED = """
    SELECT h.transaction_id, array_agg(e.key)
    FROM dscsa_epc_transaction h JOIN dscsa_epc e ON e.id = h.epc_id
    JOIN dscsa_transaction t ON t.id = h.transaction_id
    LEFT JOIN dscsa_event v ON v.id = t.event_id
    WHERE t.id IN %(earlier)s AND e.transaction_id IN %(mine)s AND e.kind = 'package'
        AND (h.withdrawn_by_id IS NOT NULL OR v.declared_by_id IS NOT NULL)
    GROUP BY 1
"""
_CODES = {"CONTENT_DUPLICATE", "SHIPPED_TWICE", "SERIAL_ANNOUNCED_BEFORE"}


class Repeats:
    """Compares a document with the TI/TS its packages had before.

    ``register`` and ``superseding`` are those of the ingest, after both did their work.
    """

    def __init__(self, document, register, superseding):
        self.document, self.env = document, document.env
        self._register, self._superseding = register, superseding
        self._mine = document.transaction_ids
        self._findings, self._twice = [], {}

    @cached_property
    def _own(self):
        """Who may be named as buyer; most files repeat nothing and never ask."""
        pickings = self._mine.picking_ids | self._superseding.replaced.picking_ids
        return own_partners(self.document.company_id, pickings)

    def settle(self):
        """Let new TI/TS take the place of those that say the same."""
        if not self._mine:
            return
        self.env.flush_all()
        told = list(self._before())
        whole = self._taken([earlier for earlier, *_rest in told])
        for earlier, count, keys, back in told:
            if not self._is_same_sale(earlier):
                self._another_seller(earlier, count, keys)
            elif self._is_for_same(earlier, whole.get(earlier.id)):
                self._replace(earlier, whole[earlier.id])
            elif count > back:
                self._twice[earlier.id] = count - back, keys
        for old_id, new_id in self._same_events():
            self._replace(self.env["dscsa.transaction"].browse(old_id), new_id)

    def findings(self):
        """What ``settle`` found, now or when the file was read first.

        After what the file cancels was settled: that did not leave twice.
        """
        self._tell_twice()
        found = {each.code for each in self._findings}
        kept = [
            finding(row["code"], "file", **row["facts"])
            for row in self.document.findings or ()
            if row["code"] in _CODES - found and row["place"] == "file"
        ]
        return self._findings + kept

    def _before(self):
        """[(earlier TI/TS, packages, keys, how many went back since)]"""
        table = self.env["dscsa.transaction"]
        for transaction_id, count, keys, back in self._register.before:
            earlier = table.browse(transaction_id)
            if earlier not in self._superseding.replaced:
                yield earlier, count, keys, back

    def _taken(self, earlier):
        if not earlier:
            return {}
        query = SQL(
            _TAKEN,
            earlier=tuple(each.id for each in earlier),
            mine=tuple(self._mine.ids),
        )
        return dict(self.env.execute_query(query))

    def _same_events(self):
        """Shipments without serials, known again by the number of their event."""
        rows = self.env.execute_query(SQL(_SAME_EVENT, mine=tuple(self._mine.ids)))
        table = self.env["dscsa.transaction"]
        for old_id, new_id in rows:
            old, new = table.browse(old_id), table.browse(new_id)
            if old.superseded_by_id or _goods(old) != _goods(new):
                continue
            yield old_id, new_id

    def _is_same_sale(self, earlier):
        """Whether one of these TI/TS is of the same seller and the same direction."""
        return any(
            each.direction == earlier.direction and _same_seller(each, earlier)
            for each in self._mine
        )

    def _is_for_same(self, earlier, new_id):
        """Whether the TI/TS that took all packages goes to us or not, as before."""
        if not new_id:
            return False
        new = earlier.browse(new_id)
        return bool(strangers(new, self._own)) == bool(strangers(earlier, self._own))

    def _tell_twice(self):
        if not self._twice:
            return
        query = SQL(_CANCELLED, earlier=tuple(self._twice), mine=tuple(self._mine.ids))
        self.env.flush_all()
        cancelled = dict(self.env.execute_query(query))
        for earlier, (count, keys) in self._twice.items():
            gone = set(cancelled.get(earlier, ()))
            if count > len(gone):
                left = [key for key in keys if key not in gone]
                count -= len(gone)
                self._add("SHIPPED_TWICE", count=count, examples=examples(left, count))
        self._twice = {}

    def _replace(self, old, new_id):
        """The later word counts, whichever came first."""
        new = self.env["dscsa.transaction"].browse(new_id)
        if _is_later(new, old):
            self._superseding.replace(old, new)
        elif not self.env.execute_query(SQL(_MORE, old=old.id, new=new.id)):
            self._superseding.replace(new, old)
        self._add("CONTENT_DUPLICATE", date=old.create_date.date())

    def _another_seller(self, earlier, count, keys):
        self._add(
            "SERIAL_ANNOUNCED_BEFORE",
            count=count,
            seller=earlier.seller_name or earlier.name,
            date=earlier.create_date.date(),
            examples=examples(keys, count),
            keys=tuple(keys),
        )

    def _add(self, code, **facts):
        self._findings.append(finding(code, "file", **facts))


def _is_later(new, old):
    """Whether ``new`` is the later word of the two.

    Tables tell days and no hours, which stand as noon (UTC): then days are compared.
    """
    mine, theirs = _said(new), _said(old)
    if time(12) in (mine[0].time(), theirs[0].time()):
        return (mine[0].date(), *mine[1:]) >= (theirs[0].date(), *theirs[1:])
    return mine >= theirs


def _said(transaction):
    """When a TI/TS happened and was written, as far as files tell, and arrived.

    The last decides between equals: which file was read last is nobody's word.
    """
    document = transaction.document_id
    written = document.created_at or transaction.create_date
    return transaction.shipment_at or written, written, document.id


def _same_seller(one, other):
    mine, theirs = (each.seller_id.commercial_partner_id for each in (one, other))
    if mine and theirs:
        return mine == theirs
    return (one.seller_gln or one.seller_name) == (
        other.seller_gln or other.seller_name
    )


def _goods(transaction):
    return sorted(
        (line.gtin or "", line.lot or "", str(line.expiry), line.quantity)
        for line in transaction.line_ids
    )
