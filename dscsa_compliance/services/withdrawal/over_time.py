"""One truth over time: what all files of a thing say, in order of what happened.

Files come in any order, twice, and are removed again. So what counts of a thing is not
what the last file made of what was there, but is worked out anew of all that was told:
where it lies, its lot, which TI/TS is its last, and which of them were taken back.
"""

from dscsa_core.epcis.withdrawal import DECLARED, RETIRED, VOID

from odoo.tools import SQL

from .doubt import Doubt
from .lots import settle_lots
from .marks import Marks
from .meant import event_of
from .members import HAPPENED
from .numbers import NumberVoids
from .packing import settle_packing
from .senders import Sender

_BELOW = """
    CREATE TEMP TABLE dscsa_stage_time ON COMMIT DROP AS
    WITH RECURSIVE below(id) AS (
        SELECT id FROM unnest(%(ids)s::bigint[]) AS id
        UNION SELECT e.id FROM below b JOIN dscsa_epc e ON e.parent_id = b.id
    )
    SELECT e.id, e.withdrawn_by_id, e.withdrawn_how, e.transaction_id
    FROM below JOIN dscsa_epc e USING (id)
"""
_RESET = (
    """UPDATE dscsa_epc_transaction h SET withdrawn_by_id = NULL
        FROM dscsa_stage_time s
        WHERE h.epc_id = s.id AND h.withdrawn_by_id IS NOT NULL""",
    """UPDATE dscsa_epc e SET withdrawn_by_id = NULL, withdrawn_at = NULL,
        withdrawn_how = NULL FROM dscsa_stage_time s
        WHERE e.id = s.id AND e.withdrawn_how IN ('void', 'declared')""",
)
_ADD = """
    INSERT INTO dscsa_stage_time
    WITH RECURSIVE below(id) AS (
        SELECT id FROM dscsa_epc WHERE transaction_id = ANY(%(transactions)s)
        UNION SELECT epc_id FROM dscsa_epc_transaction
        WHERE transaction_id = ANY(%(transactions)s)
        UNION SELECT e.id FROM below b JOIN dscsa_epc e ON e.parent_id = b.id
    )
    SELECT e.id, e.withdrawn_by_id, e.withdrawn_how, e.transaction_id
    FROM below JOIN dscsa_epc e USING (id)
    WHERE NOT EXISTS (SELECT FROM dscsa_stage_time s WHERE s.id = e.id)
"""
_TRANSACTIONS = """
    SELECT e.transaction_id FROM dscsa_stage_time s JOIN dscsa_epc e USING (id)
    WHERE e.transaction_id IS NOT NULL
    UNION SELECT h.transaction_id FROM dscsa_stage_time s
    JOIN dscsa_epc_transaction h ON h.epc_id = s.id
"""
# a correction takes the place in time of what it corrects; what never happened is last
_LATEST = """
    CREATE TEMP TABLE dscsa_stage_latest ON COMMIT DROP AS
    WITH told AS (
        SELECT h.epc_id AS id, h.transaction_id, h.line_id
        FROM dscsa_stage_time s JOIN dscsa_epc_transaction h ON h.epc_id = s.id
        UNION ALL
        SELECT e.id, e.transaction_id, e.line_id
        FROM dscsa_stage_time s JOIN dscsa_epc e USING (id)
        WHERE e.transaction_id IS NOT NULL
    ), proof AS MATERIALIZED (
        SELECT t.id, t.document_id, t.superseded_by_id IS NOT NULL AS is_over,
            coalesce(d.created_at, d.create_date) AS created_at,
            v.declared_by_id IS NOT NULL AS never, greatest(
                coalesce(t.shipment_at, t.transaction_date, t.create_date),
                (SELECT max(o.shipment_at) FROM dscsa_transaction o
                    WHERE o.superseded_by_id = t.id)) AS moment
        FROM dscsa_transaction t LEFT JOIN dscsa_event v ON v.id = t.event_id
        LEFT JOIN dscsa_document d ON d.id = t.document_id
        WHERE t.id IN (SELECT transaction_id FROM told)
    )
    SELECT DISTINCT ON (x.id) x.id, x.transaction_id, x.line_id, p.document_id,
        p.is_over
    FROM told x JOIN proof p ON p.id = x.transaction_id
    ORDER BY x.id, p.never, p.moment DESC, p.is_over, p.created_at DESC,
        p.id DESC, x.line_id DESC
"""
_SWITCH = (
    """INSERT INTO dscsa_epc_transaction (company_id, epc_id, transaction_id, line_id)
        SELECT e.company_id, e.id, e.transaction_id, e.line_id
        FROM dscsa_stage_latest l JOIN dscsa_epc e USING (id)
        WHERE NOT l.is_over AND e.transaction_id <> l.transaction_id
        AND NOT EXISTS (SELECT FROM dscsa_epc_transaction h WHERE h.epc_id = e.id
            AND h.transaction_id = e.transaction_id)""",
    """UPDATE dscsa_epc e SET transaction_id = l.transaction_id, line_id = l.line_id,
            document_id = coalesce(l.document_id, e.document_id)
        FROM dscsa_stage_latest l WHERE e.id = l.id AND NOT l.is_over
        AND e.transaction_id IS DISTINCT FROM l.transaction_id""",
    """DELETE FROM dscsa_epc_transaction h USING dscsa_epc e, dscsa_stage_latest l
        WHERE h.epc_id = e.id AND l.id = e.id AND NOT l.is_over
        AND h.transaction_id = e.transaction_id AND (h.line_id IS NOT DISTINCT FROM
            e.line_id) AND NOT EXISTS (SELECT FROM dscsa_epc_transaction o
            WHERE o.epc_id = h.epc_id AND o.transaction_id = h.transaction_id
            AND o.line_id IS DISTINCT FROM h.line_id)""",
)
_ANY_VOID = """
    SELECT EXISTS (SELECT FROM dscsa_event v WHERE v.company_id = %(company)s
        AND (v.step = 'void_shipping' OR v.step = 'shipping' AND v.action = 'DELETE'))
"""
# all boxes that ever held one of the staged things
_VOIDS = f"""
    WITH RECURSIVE above(id) AS (
        SELECT id FROM dscsa_stage_time
        UNION
        SELECT up.id FROM above a CROSS JOIN LATERAL (
            SELECT e.parent_id FROM dscsa_epc e
            WHERE e.id = a.id AND e.parent_id IS NOT NULL
            UNION
            SELECT p.epc_id FROM dscsa_event_epc c
            JOIN dscsa_event v ON v.id = c.event_id AND v.kind = 'aggregation'
            JOIN dscsa_event_epc p ON p.event_id = v.id AND p.role = 'p'
            WHERE c.epc_id = a.id AND c.role = 'c'
        ) up(id)
    )
    SELECT DISTINCT v.id, coalesce(v.time, d.created_at, d.create_date) AS moment
    FROM above a JOIN dscsa_event_epc l ON l.epc_id = a.id
    JOIN dscsa_event v ON v.id = l.event_id AND v.company_id = %(company)s
    JOIN dscsa_document d ON d.id = v.document_id
    WHERE (v.step = 'void_shipping' OR v.step = 'shipping' AND v.action = 'DELETE'
        AND v.kind IN ('object', 'quantity', 'transaction'))
        AND {HAPPENED.format("v")}
    ORDER BY 2, 1
"""
_RETIRED = f"""
    SELECT v.document_id, coalesce(v.time, d.created_at, d.create_date),
        array_agg(DISTINCT e.id)
    FROM dscsa_stage_time s JOIN dscsa_epc e USING (id)
    JOIN dscsa_event_epc l ON l.epc_id = e.id
    JOIN dscsa_event v ON v.id = l.event_id AND v.document_id IS NOT NULL
        AND (v.kind = 'object' AND v.action = 'DELETE'
            AND coalesce(v.step, '') NOT IN ('shipping', 'void_shipping')
            OR l.role = 'i')
        AND {HAPPENED.format("v")}
    JOIN dscsa_document d ON d.id = v.document_id
    WHERE e.withdrawn_how IS NULL AND e.kind = 'package' AND NOT EXISTS (
            SELECT FROM dscsa_event_epc y JOIN dscsa_event w ON w.id = y.event_id
                AND w.step = 'commissioning' AND w.time > v.time
                AND {HAPPENED.format("w")} WHERE y.epc_id = e.id)
    GROUP BY 1, 2 ORDER BY 2, 1
"""
_CHANGED = """
    SELECT e.id, e.withdrawn_how IS NOT NULL AS is_gone, e.withdrawn_by_id
    FROM dscsa_stage_time s JOIN dscsa_epc e USING (id)
    WHERE e.kind = 'package' AND (s.withdrawn_how IS NULL) <> (e.withdrawn_how IS NULL)
"""
_AGAIN = "UPDATE dscsa_epc SET judged_document_id = NULL WHERE id = ANY(%(ids)s)"


class OverTime:
    """Settles register rows of one company; ``document`` is what made it necessary.

    After ``settle`` it says what was taken back since, by document; ``back`` are the
    packages that are taken back no more, ``told`` the TI/TS that were looked at.
    """

    def __init__(self, document):
        self.document, self.env = document, document.env
        self._gone, self.back, self._closed = {}, [], {}
        self.told = self.env["dscsa.transaction"]
        self.doubt = Doubt(document)

    def documents(self):
        """Documents that took something back, the oldest first."""
        found = self.document.browse(self._gone)
        return (found | found.union(*self._closed.values())).sorted("id")

    def ids(self, document):
        """Packages that are taken back by this document since."""
        return self._gone.get(document.id, [])

    def closed_by(self, document):
        """TI/TS of which nothing counts since, by this document."""
        found = [t for t, by in self._closed.items() if by == document]
        return self.told.browse().union(*found)

    def closed_transactions(self):
        """TI/TS of which nothing counts since."""
        return self.told.browse().union(*self._closed)

    def settle(self, epc_ids, transactions=(), *, removed=False):
        """Work out anew what counts of these things, of what lies in them, and of
        these TI/TS. ``removed``: a file that named them is gone.
        """
        ids = [epc_id for epc_id in epc_ids if epc_id]
        self.told |= self.told.union(*transactions)
        self.env.flush_all()
        self._do("DROP TABLE IF EXISTS dscsa_stage_time, dscsa_stage_latest")
        self._do(_BELOW, ids=ids)
        self._stage_sharing()
        self._do("ANALYZE dscsa_stage_time")
        settle_packing(self.env)
        self._settle_proofs(removed)
        self.env.invalidate_all()
        self._compare()

    def _stage_sharing(self):
        """What the same cancellation may have meant is looked at together."""
        told = self._named() | self.told
        more = NumberVoids(self.document).sharing(told) - told
        if more:
            self.told |= more
            self._do(_ADD, transactions=list(more.ids))

    def _named(self):
        rows = self.env.execute_query(SQL(_TRANSACTIONS))
        return self.told.browse(row[0] for row in rows)

    def _settle_proofs(self, removed):
        told = self.told = self._named() | self.told
        before = {each: each.withdrawn_by_id for each in told}
        for query in (*_RESET, _LATEST, *_SWITCH):
            self._do(query)
        settle_lots(self.env, removed=removed)
        self.env.invalidate_all()
        taken, whole, gone = {}, {}, {}
        self._void(taken, gone)
        self._declare(told, whole)
        numbers = NumberVoids(self.document)
        numbers.settle(told, whole, gone)
        self._retire()
        self._close(before, taken, whole)
        self.doubt.mark(told, numbers.doubted)

    def _void(self, taken, gone):
        """Canceled by serial or box, in order of time."""
        company = self.document.company_id.id
        ((is_any,),) = self.env.execute_query(SQL(_ANY_VOID, company=company))
        rows = self.env.execute_query(SQL(_VOIDS, company=company)) if is_any else ()
        for event_id, moment in rows:
            event = self.env["dscsa.event"].browse(event_id)
            marks = Marks(event.document_id, VOID, moment)
            marks.name_event(event)
            meant = Sender(event.document_id).may_take(
                marks.told_by(), event_of(event), moment
            )
            if meant:
                marks.take_back(meant)
                taken.update(dict.fromkeys(meant, event.document_id))
                emptied = marks.emptied(meant)
                gone |= {t: moment for t in emptied if t not in gone}
            marks.keep_in_mind()

    def _declare(self, told, whole):
        for transaction in told:
            declaration = transaction.event_id.declared_by_id.exists()
            if declaration and not transaction.superseded_by_id:
                document = declaration.document_id
                moment = document.created_at or declaration.time
                marks = Marks(document, DECLARED, moment)
                marks.name_transactions(transaction)
                marks.take_back(transaction)
                whole[transaction] = document

    def _retire(self):
        """Out of use as well: that counts where nothing was taken back after all."""
        for document_id, moment, ids in self.env.execute_query(SQL(_RETIRED)):
            document = self.document.browse(document_id)
            marks = Marks(document, RETIRED, moment)
            marks.name_things(ids)
            told = marks.told_by()
            marks.retire(told.filtered(Sender(document).may_speak_for))

    def _close(self, before, taken, whole):
        """What of TI/TS counts no more, and what counts again."""
        for transaction, was in before.items():
            document = whole.get(transaction)
            if not document and transaction in taken:
                marks = Marks(taken[transaction], VOID, None)
                if marks.emptied(transaction):
                    document = taken[transaction]
            if bool(document) != bool(was):
                transaction.withdrawn_by_id = document or False
                if document:
                    self._closed[transaction] = document

    def _compare(self):
        for epc_id, is_gone, document_id in self.env.execute_query(SQL(_CHANGED)):
            if is_gone:
                self._gone.setdefault(document_id, []).append(epc_id)
            else:
                self.back.append(epc_id)
        if self.back:
            self._do(_AGAIN, ids=self.back)
            self.env.invalidate_all()
            self.document._trigger_release()

    def _do(self, query, **values):
        self.env.cr.execute(SQL(query, **values))
