"""What a removed file had made of other files' goods: worked out anew without it."""

from dscsa_core.epcis.told import CODES

from odoo.fields import Domain
from odoo.tools import SQL

from ..withdrawal.codes import WITHDRAWN_CODES
from ..withdrawal.following import Following
from ..withdrawal.numbers import NumberVoids
from .told_over_time import settle_told

_THINGS = """
    SELECT l.epc_id FROM dscsa_event_epc l JOIN dscsa_event v ON v.id = l.event_id
    WHERE v.document_id = %(document)s
    UNION SELECT id FROM dscsa_epc
    WHERE %(document)s IN (withdrawn_by_id, told_by_id, document_id)
        OR transaction_id = ANY(%(theirs)s)
    UNION SELECT epc_id FROM dscsa_epc_transaction
    WHERE withdrawn_by_id = %(document)s OR transaction_id = ANY(%(theirs)s)
    UNION SELECT l.epc_id FROM dscsa_event v JOIN dscsa_event_epc l ON l.event_id = v.id
    WHERE v.declared_by_id = ANY(%(events)s)
"""
_UNSAY = (
    """UPDATE dscsa_event SET declared_by_id = NULL
        WHERE declared_by_id = ANY(%(events)s)""",
    """UPDATE dscsa_epc SET withdrawn_by_id = NULL, withdrawn_at = NULL,
        withdrawn_how = NULL WHERE withdrawn_by_id = %(document)s
        AND withdrawn_how = 'retired'""",
    """UPDATE dscsa_epc SET told_state = NULL, told_by_id = NULL
        WHERE told_by_id = %(document)s""",
)
_UNPACK = """
    UPDATE dscsa_epc e SET parent_id = NULL FROM dscsa_stage_time s
    WHERE e.id = s.id AND e.status IN ('announced', 'missing') AND NOT EXISTS (
        SELECT FROM dscsa_event_epc c JOIN dscsa_event v ON v.id = c.event_id
        WHERE c.epc_id = e.id AND c.role = 'c' AND v.kind = 'aggregation')
"""


class Forgetting:
    """One document; made before its contents go, ``settle`` comes after."""

    def __init__(self, document):
        self.document, self.env = document, document.env
        self.env.flush_all()
        mine = self.env["dscsa.event"].search([("document_id", "=", document.id)])
        self.told = self._transactions(mine) - document.transaction_ids
        values = {
            "document": document.id,
            "events": mine.ids,
            "theirs": self.told.ids,
        }
        rows = self.env.execute_query(SQL(_THINGS, **values))
        self.ids = [row[0] for row in rows]
        for query in _UNSAY:
            self.env.cr.execute(SQL(query, **values))
        self.env.invalidate_all()

    def _transactions(self, events):
        """TI/TS that it took back, replaced, or counted something out of."""
        table = self.env["dscsa.transaction"]
        back = table.search(
            [
                "|",
                ("withdrawn_by_id", "=", self.document.id),
                ("doubted_by_id", "in", events.ids),
            ]
        )
        back |= NumberVoids(self.document).sharing(self.document.transaction_ids)
        back |= table.search(
            [("superseded_by_id", "in", self.document.transaction_ids.ids)]
        )
        numbers = events.filtered(lambda v: "references" in (v.details or {}))
        if numbers:
            back |= table.search(
                [
                    ("company_id", "=", self.document.company_id.id),
                    ("line_ids.taken_back", ">", 0),
                ]
            )
        return back

    def settle(self):
        """What stands without the file; goods that it alone held are let go."""
        left = self.env["dscsa.epc"].browse(self.ids).exists()
        following = Following(self.document)
        following.run(left.ids, self.told.exists(), removed=True)
        self.env.cr.execute(SQL(_UNPACK))
        settle_told(self.document)
        self.env.invalidate_all()
        self._end()

    def _end(self):
        """Its rows about goods that are here: nothing speaks for them any more."""
        mine = Domain("document_id", "=", self.document.id)
        # two files that said the same made one row
        said = [*WITHDRAWN_CODES.values(), *CODES.values()]
        mine |= Domain("code", "in", said) & Domain("epc_ids", "in", self.ids)
        rows = self.env["dscsa.discrepancy"].search(
            mine & Domain("picking_id", "!=", False) & Domain("state", "=", "open")
        )
        words = self.env._("The file that said so was removed.")
        ended = [(row, self._ended(row), words) for row in rows]
        self.env["dscsa.release"]._end_by_file(self.document, ended)
        for row in rows.filtered(
            lambda row: not row.epc_ids and row.document_id == self.document
        ):
            row._resolve("data", note=words, document=self.document)

    def _ended(self, row):
        """Packages of which no other file says the same."""
        if row.code in WITHDRAWN_CODES.values():
            return row.epc_ids.filtered(lambda epc: not epc.withdrawn_how)
        if row.code in CODES.values():
            return row.epc_ids.filtered(lambda epc: not epc.told_state)
        return row.epc_ids
