"""States told of packages (recalled, stolen …) → the register, and what is here."""

from collections import defaultdict

from dscsa_core.epcis.told import CODES, STATES

from odoo.fields import Domain
from odoo.tools import SQL

from ..withdrawal.meant import naive
from ..withdrawal.received import Received
from .told_over_time import LotStates, settle_told

# a lighter word never takes the place of a heavier one
_TELL = """
    UPDATE dscsa_epc e SET told_state = %(state)s, told_by_id = %(document)s
    WHERE e.id = ANY(%(ids)s) AND e.company_id = %(company)s
        AND e.told_state IS DISTINCT FROM %(state)s
        AND coalesce(array_position(%(order)s::varchar[], e.told_state), 0)
            <= array_position(%(order)s::varchar[], %(state)s)
    RETURNING e.id
"""
_OF_LOT = """
    SELECT e.id FROM dscsa_transaction_line l JOIN dscsa_epc e ON e.line_id = l.id
    WHERE l.id = ANY(%(lines)s) AND e.company_id = %(company)s
"""


class ToldStates:
    """Writes down what one document tells; ``register`` is that of the ingest.

    ``apply`` is about what no other file names, ``settle`` about the rest.
    """

    def __init__(self, document, digest, register):
        self.document, self.env = document, document.env
        self._digest, self._ids = digest, register.ids
        self._known = frozenset(register.known)
        self._values = {
            "document": document.id,
            "company": document.company_id.id,
            "order": list(STATES),
        }

    def apply(self):
        """Mark the packages; those that came in before are told and held."""
        if self._is_ours():
            return
        self.env.flush_all()
        groups, lines = self._groups()
        moment = naive(self._digest.latest_time)
        for state in STATES:
            if groups[state]:
                self._do(_TELL, ids=groups[state], state=state)
            if lines[state]:
                told = Received(self.document, CODES[state], moment)
                told.tell_lines(lines[state], self.env["stock.picking"])
        self.env.invalidate_all()

    def settle(self):
        """What is told of things that other files name too, in order of time."""
        for state, by_document in settle_told(self.document).items():
            for document_id, ids in by_document.items():
                document = self.document.browse(document_id)
                moment = document.created_at or document.create_date
                told = Received(document, CODES[state], moment)
                told.tell(ids, self.env["dscsa.transaction"])

    def of_lots(self):
        """Packages of lots told as a whole, here or in an earlier file."""
        company, lines = self.document.company_id, []
        told = LotStates(self.env, company).by_lot()
        for line in self.document.transaction_ids.line_ids if told else ():
            if {(line.gtin, line.lot or ""), (line.gtin, "")} & told.keys():
                lines.append(line.id)
        for gtin, lot in self._digest.told_classes:
            lines += self._lines(gtin, lot).ids
        return {row[0] for row in self._do(_OF_LOT, lines=lines)}

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
            if self._ids[number] not in self._known:
                groups[state].append(self._ids[number])
        for (gtin, lot), state in self._digest.told_classes.items():
            lines[state] |= self._lines(gtin, lot)
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
