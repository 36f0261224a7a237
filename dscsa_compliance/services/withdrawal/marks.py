"""Taking back in the register: which packages, of which TI/TS, in a few statements."""

from odoo.tools import SQL

from .members import MEMBERS

# a pallet, tote or case stands for what lay in it
_NAMED = f"CREATE TEMP TABLE dscsa_stage_back ON COMMIT DROP AS {MEMBERS}"
_OF_TRANSACTIONS = """
    CREATE TEMP TABLE dscsa_stage_back ON COMMIT DROP AS
    SELECT id FROM dscsa_epc WHERE transaction_id = ANY(%(transactions)s)
    UNION
    SELECT epc_id FROM dscsa_epc_transaction
    WHERE transaction_id = ANY(%(transactions)s)
"""
_STAGED = "SELECT id FROM dscsa_stage_back"
_TOLD = """
    SELECT e.transaction_id FROM dscsa_stage_back s JOIN dscsa_epc e USING (id)
    WHERE e.transaction_id IS NOT NULL
    UNION
    SELECT h.transaction_id FROM dscsa_stage_back s
    JOIN dscsa_epc_transaction h ON h.epc_id = s.id
"""
# of each thing the latest shipment that can be meant; "done" was taken back already
_MEANT = """
    CREATE TEMP TABLE dscsa_stage_meant ON COMMIT DROP AS
    SELECT DISTINCT ON (e.id) e.id, e.kind, x.transaction_id, x.line_id, x.is_current,
        x.done, e.status NOT IN ('announced', 'missing') AS is_here
    FROM dscsa_stage_back s JOIN dscsa_epc e USING (id)
    CROSS JOIN LATERAL (
        SELECT e.transaction_id, e.line_id, TRUE,
            e.withdrawn_by_id IS NOT NULL AND e.withdrawn_how <> 'retired'
        UNION ALL
        SELECT h.transaction_id, h.line_id, FALSE, h.withdrawn_by_id IS NOT NULL
        FROM dscsa_epc_transaction h WHERE h.epc_id = e.id
    ) x(transaction_id, line_id, is_current, done)
    JOIN dscsa_transaction t ON t.id = x.transaction_id
    WHERE t.id = ANY(%(transactions)s)
    ORDER BY e.id, (t.shipment_at > %(moment)s) NULLS FIRST,
        t.shipment_at DESC NULLS LAST, t.superseded_by_id NULLS FIRST, t.id DESC,
        x.is_current DESC
"""
_TO_HISTORY = """
    INSERT INTO dscsa_epc_transaction
        (company_id, epc_id, transaction_id, line_id, withdrawn_by_id)
    SELECT %(company)s, m.id, m.transaction_id, m.line_id, %(document)s
    FROM dscsa_stage_meant m
    WHERE m.is_current AND NOT m.is_here AND NOT m.done
        AND NOT EXISTS (SELECT FROM dscsa_epc_transaction h
            WHERE h.epc_id = m.id AND h.transaction_id = m.transaction_id)
"""
_IN_HISTORY = """
    UPDATE dscsa_epc_transaction h SET withdrawn_by_id = %(document)s
    FROM dscsa_stage_meant m
    WHERE h.epc_id = m.id AND h.transaction_id = m.transaction_id AND NOT m.done
        AND NOT (m.is_current AND m.is_here) AND h.withdrawn_by_id IS NULL
"""
# of what was received the link stays: everybody has to see what was taken back
_MARK = """
    UPDATE dscsa_epc e SET withdrawn_by_id = %(document)s, withdrawn_at = %(moment)s,
        withdrawn_how = %(how)s,
        transaction_id = CASE WHEN m.is_here THEN e.transaction_id END,
        line_id = CASE WHEN m.is_here THEN e.line_id END
    FROM dscsa_stage_meant m
    WHERE e.id = m.id AND m.is_current AND NOT m.done
"""
# a package nobody announced yet, or that came without TI/TS
_PENDING = """
    UPDATE dscsa_epc e SET withdrawn_by_id = %(document)s, withdrawn_at = %(moment)s,
        withdrawn_how = %(how)s
    FROM dscsa_stage_back s
    WHERE e.id = s.id AND e.transaction_id IS NULL
        AND (e.withdrawn_by_id IS NULL OR e.withdrawn_how = 'retired')
        AND NOT EXISTS (SELECT FROM dscsa_epc_transaction h WHERE h.epc_id = e.id)
    RETURNING e.id
"""
_RETIRE = """
    UPDATE dscsa_epc e SET withdrawn_by_id = %(document)s, withdrawn_at = %(moment)s,
        withdrawn_how = %(how)s
    FROM dscsa_stage_back s
    WHERE e.id = s.id AND e.withdrawn_by_id IS NULL AND (e.transaction_id IS NULL
        OR e.transaction_id = ANY(%(transactions)s))
    RETURNING e.id
"""
# nothing of it counts any more: no package with it, and no count without serials
_EMPTY = """
    SELECT t.id FROM dscsa_transaction t
    WHERE t.id = ANY(%(transactions)s)
        AND NOT EXISTS (SELECT FROM dscsa_epc e WHERE e.transaction_id = t.id
            AND (e.kind = 'package' OR NOT %(has_packages)s)
            AND coalesce(e.withdrawn_how, 'retired') = 'retired')
        AND coalesce((SELECT sum(l.quantity) FROM dscsa_transaction_line l
            WHERE l.transaction_id = t.id), 0) <= (
            SELECT count(*) FROM (SELECT e.id, e.line_id FROM dscsa_epc e
                    WHERE e.transaction_id = t.id AND e.kind = 'package'
                UNION SELECT e.id, h.line_id FROM dscsa_epc_transaction h
                    JOIN dscsa_epc e ON e.id = h.epc_id
                    WHERE h.transaction_id = t.id AND e.kind = 'package') told)
"""
_HAS_PACKAGES = """
    SELECT EXISTS (SELECT FROM dscsa_epc e WHERE e.transaction_id = %(id)s
            AND e.kind = 'package')
        OR EXISTS (SELECT FROM dscsa_epc_transaction h JOIN dscsa_epc e
            ON e.id = h.epc_id WHERE h.transaction_id = %(id)s AND e.kind = 'package')
"""


class Marks:
    """Writes what one document takes back at one moment, in one way (``how``)."""

    def __init__(self, document, how, moment):
        self.env, self.how, self.moment = document.env, how, moment
        self._values = {
            "company": document.company_id.id,
            "document": document.id,
            "how": how,
            "moment": moment,
        }

    def name_things(self, epc_ids):
        """Begin with these register rows and what lay in them at the moment."""
        self._begin(_NAMED, ids=list(epc_ids))

    def name_event(self, event):
        """The same with all that a recorded event names."""
        query = SQL("SELECT epc_id FROM dscsa_event_epc WHERE event_id = %s", event.id)
        self.name_things([row[0] for row in self.env.execute_query(query)])

    def named(self):
        """Ids of what was begun with."""
        return [row[0] for row in self.env.execute_query(SQL(_STAGED))]

    def name_transactions(self, transactions):
        """Begin with all that these TI/TS ever announced."""
        self._begin(_OF_TRANSACTIONS, transactions=list(transactions.ids))

    def _begin(self, query, **values):
        self.env.flush_all()
        self._do("DROP TABLE IF EXISTS dscsa_stage_back, dscsa_stage_meant")
        self._do(query, **values)
        self._do("ANALYZE dscsa_stage_back")

    def told_by(self):
        """TI/TS that announce the named things, now or earlier."""
        rows = self.env.execute_query(SQL(_TOLD))
        return self.env["dscsa.transaction"].browse(row[0] for row in rows)

    def take_back(self, transactions):
        """Take the things out of these TI/TS: (how many are meant, ids newly so)."""
        ids = list(transactions.ids)
        self._do(_MEANT, transactions=ids)
        for query in (_TO_HISTORY, _IN_HISTORY, _MARK):
            self._do(query)
        rows = self.env.execute_query(
            SQL("SELECT id, done FROM dscsa_stage_meant WHERE kind = 'package'")
        )
        self.env.invalidate_all()
        return len(rows), [row[0] for row in rows if not row[1]]

    def keep_in_mind(self):
        """Mark named things of which no TI/TS is known; their ids."""
        return self._marked(_PENDING)

    def retire(self, transactions):
        """Mark named packages of these TI/TS, or of none, as out of use; their ids."""
        return self._marked(_RETIRE, transactions=list(transactions.ids))

    def emptied(self, transactions):
        """Those of these TI/TS of which nothing counts any more."""
        empty = transactions.browse()
        for each in transactions:
            ((has_packages,),) = self.env.execute_query(SQL(_HAS_PACKAGES, id=each.id))
            query = SQL(_EMPTY, transactions=[each.id], has_packages=has_packages)
            empty |= each.browse(row[0] for row in self.env.execute_query(query))
        return empty

    def _marked(self, query, **values):
        rows = self.env.execute_query(SQL(query, **self._values, **values))
        self.env.invalidate_all()
        return [row[0] for row in rows]

    def _do(self, query, **values):
        self.env.cr.execute(SQL(query, **self._values, **values))
