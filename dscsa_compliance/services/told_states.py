"""States told of packages (recalled, stolen …) → the register, and what is here."""

from collections import defaultdict

from dscsa_core.epcis.told import CODES, FIT, STATES

from odoo.fields import Domain
from odoo.tools import SQL

from .withdrawal.meant import naive
from .withdrawal.received import Received

# a lighter word never takes the place of a heavier one
_TELL = """
    UPDATE dscsa_epc e SET told_state = %(state)s, told_by_id = %(document)s
    WHERE e.id = ANY(%(ids)s) AND e.company_id = %(company)s
        AND e.told_state IS DISTINCT FROM %(state)s
        AND coalesce(array_position(%(order)s::varchar[], e.told_state), 0)
            <= array_position(%(order)s::varchar[], %(state)s)
    RETURNING e.id
"""
# only who told a state takes it away again
_FIT = """
    UPDATE dscsa_epc e SET told_state = NULL, told_by_id = NULL
    FROM dscsa_document d
    WHERE e.id = ANY(%(ids)s) AND d.id = e.told_by_id
        AND e.told_state <> 'destroyed' AND d.sender IS NOT DISTINCT FROM %(sender)s
"""
# what had come back to the seller is sold again
_SOLD_AGAIN = """
    UPDATE dscsa_epc SET told_state = NULL, told_by_id = NULL
    WHERE transaction_id = ANY(%(transactions)s) AND told_state = 'returned'
        AND told_by_id <> %(document)s
"""
_OF_LOT = """
    SELECT e.id FROM dscsa_transaction_line l JOIN dscsa_epc e ON e.line_id = l.id
    WHERE l.id = ANY(%(lines)s) AND e.company_id = %(company)s
"""


class ToldStates:
    """Writes down what one document tells; ``ids`` are register ids by number."""

    def __init__(self, document, digest, ids):
        self.document, self.env = document, document.env
        self._digest, self._ids = digest, ids
        self._values = {
            "document": document.id,
            "company": document.company_id.id,
            "sender": document.sender or None,
            "transactions": document.transaction_ids.ids,
            "order": list(STATES),
        }

    def apply(self):
        """Mark the packages; those that came in before are told and held."""
        if self._is_ours():
            return
        self.env.flush_all()
        self._do(_SOLD_AGAIN)
        groups, lines = self._groups()
        self._do(_FIT, ids=groups.pop(FIT, []))
        moment = naive(self._digest.latest_time)
        for state in STATES:
            told = Received(self.document, CODES[state], moment)
            if groups[state]:
                rows = self._do(_TELL, ids=groups[state], state=state)
                self.env.invalidate_all()
                told.tell([row[0] for row in rows], self.env["dscsa.transaction"])
            if lines[state]:
                told.tell_lines(lines[state], self.env["stock.picking"])

    def _is_ours(self):
        """Files we sent ourselves tell others what became of the goods."""
        mine = self.document.transaction_ids
        return self.document.direction == "out" or (
            bool(mine) and set(mine.mapped("direction")) == {"out"}
        )

    def _groups(self):
        """({state or FIT: register ids}, {state: TI lines of lots told as a whole})"""
        told, groups = self._digest.told, defaultdict(list)
        lines = defaultdict(lambda: self.env["dscsa.transaction.line"])
        for number, state in told.states.items():
            groups[state].append(self._ids[number])
        groups[FIT] = [self._ids[number] for number in told.fit]
        for (gtin, lot), state in self._digest.told_classes.items():
            found = self._lines(gtin, lot)
            rows = self._do(_OF_LOT, lines=found.ids)
            groups[state].extend(row[0] for row in rows)
            lines[state] |= found
        return groups, lines

    def _lines(self, gtin, lot):
        domain = Domain("gtin", "=", gtin)
        domain &= Domain("company_id", "=", self.document.company_id.id)
        if lot:
            domain &= Domain("lot", "=", lot)
        return self.env["dscsa.transaction.line"].search(domain)

    def _do(self, query, **values):
        self.env.cr.execute(SQL(query, **self._values, **values))
        return self.env.cr.fetchall() if self.env.cr.description else []
