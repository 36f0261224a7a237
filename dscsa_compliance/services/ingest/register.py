"""Things of a document → dscsa_epc, in bulk and together with what is there already.

All rows go into a temporary table by COPY and from there in order of their key, so
that two jobs with the same packages cannot lock each other out.
"""

from array import array
from functools import cache

from odoo.tools import SQL

from ..bulk import NULL, Copier, escape, reserve_ids

_STAGE = "dscsa_stage_epc"
_COLUMNS = (
    "number",
    "id",
    "key",
    "kind",
    "gtin",
    "serial",
    "lot",
    "expiry",
    "parent_id",
    "gtin_id",
    "product_id",
    "transaction_id",
    "line_id",
)
_STAGE_SQL = """
    DROP TABLE IF EXISTS dscsa_stage_same;
    DROP TABLE IF EXISTS dscsa_stage_epc;
    CREATE TEMP TABLE dscsa_stage_epc (number int, id bigint, key varchar, kind varchar,
        gtin varchar, serial varchar, lot varchar, expiry date, parent_id bigint,
        gtin_id int, product_id int, transaction_id int, line_id int) ON COMMIT DROP;
"""
_INSERT_SQL = """
    INSERT INTO dscsa_epc (id, company_id, key, kind, gtin, serial, lot, expiry,
        parent_id, gtin_id, product_id, document_id, transaction_id, line_id, status)
    SELECT id, %(company)s, key, kind, gtin, serial, lot, expiry,
        parent_id, gtin_id, product_id, %(document)s, transaction_id, line_id,
        'announced'
    FROM dscsa_stage_epc ORDER BY key COLLATE "C"
    ON CONFLICT (company_id, key) DO NOTHING
"""
# new_id is the id the thing would have got, id the row it has; the lock keeps the
# order of keys as well
_SAME_SQL = """
    CREATE TEMP TABLE dscsa_stage_same ON COMMIT DROP AS
    SELECT s.number, s.id AS new_id, e.id
    FROM (SELECT e.id, e.key FROM dscsa_epc e JOIN dscsa_stage_epc s ON s.key = e.key
          WHERE e.company_id = %(company)s
          ORDER BY e.key COLLATE "C" FOR NO KEY UPDATE OF e) e
    JOIN dscsa_stage_epc s ON s.key = e.key WHERE e.id <> s.id
"""
_PARENTS_SQL = (
    """UPDATE dscsa_stage_epc s SET parent_id = o.id FROM dscsa_stage_same o
        WHERE s.parent_id = o.new_id""",
    """UPDATE dscsa_epc e SET parent_id = o.id FROM dscsa_stage_same o
        WHERE e.parent_id = o.new_id""",
)
_BEFORE_SQL = """
    SELECT e.transaction_id, count(*), (array_agg(e.key))[1:4],
        count(*) FILTER (WHERE e.status = 'returned')
    FROM dscsa_stage_same o JOIN dscsa_stage_epc s USING (number)
        JOIN dscsa_epc e ON e.id = o.id
    WHERE s.transaction_id IS NOT NULL AND e.kind = 'package'
        AND e.transaction_id <> s.transaction_id
        AND coalesce(e.document_id, 0) < %(document)s
    GROUP BY e.transaction_id ORDER BY e.transaction_id
"""
# the TI/TS that does not become (or stay) the current one is kept as an earlier one
_HISTORY_SQL = """
    INSERT INTO dscsa_epc_transaction (company_id, epc_id, transaction_id, line_id)
    SELECT %(company)s, h.epc_id, h.transaction_id, h.line_id FROM (
        SELECT e.id AS epc_id,
            CASE WHEN coalesce(e.document_id, 0) <= %(document)s
                THEN e.transaction_id ELSE s.transaction_id END AS transaction_id,
            CASE WHEN coalesce(e.document_id, 0) <= %(document)s
                THEN e.line_id ELSE s.line_id END AS line_id
        FROM dscsa_stage_same o JOIN dscsa_stage_epc s USING (number)
            JOIN dscsa_epc e ON e.id = o.id
        WHERE s.transaction_id IS NOT NULL AND e.transaction_id <> s.transaction_id
    ) h WHERE NOT EXISTS (SELECT FROM dscsa_epc_transaction t
        WHERE t.epc_id = h.epc_id AND t.transaction_id = h.transaction_id)
"""
# a TI/TS in the history of a package is over: reading its file again does not revive
# it. Lot and date follow the announcement that counts; what a label said is kept beside
# them (seen_lot, seen_expiry). Files that ship nothing fill the gaps of what came
_UPDATE_SQL = """
    UPDATE dscsa_epc e SET (kind, lot, expiry, parent_id, gtin_id, product_id,
        document_id, transaction_id, line_id, status) = (n.kind, n.lot, n.expiry,
        n.parent_id, n.gtin_id, n.product_id, n.document_id, n.transaction_id,
        n.line_id, n.status)
    FROM (
        SELECT e.id,
            CASE WHEN s.kind = 'package' THEN e.kind ELSE s.kind END AS kind,
            CASE WHEN takes OR fresh THEN coalesce(s.lot, e.lot)
                ELSE coalesce(e.lot, s.lot) END AS lot,
            CASE WHEN takes OR fresh THEN coalesce(s.expiry, e.expiry)
                ELSE coalesce(e.expiry, s.expiry) END AS expiry,
            CASE WHEN takes THEN s.parent_id
                WHEN later THEN coalesce(s.parent_id, e.parent_id)
                ELSE coalesce(e.parent_id, s.parent_id) END AS parent_id,
            coalesce(e.gtin_id, s.gtin_id) AS gtin_id,
            coalesce(e.product_id, s.product_id) AS product_id,
            CASE WHEN takes THEN %(document)s
                ELSE coalesce(e.document_id, %(document)s) END AS document_id,
            CASE WHEN takes THEN s.transaction_id ELSE e.transaction_id END
                AS transaction_id,
            CASE WHEN takes THEN s.line_id ELSE e.line_id END AS line_id,
            CASE WHEN takes AND e.status = 'missing' THEN 'announced'
                ELSE e.status END AS status
        FROM (SELECT o.*, coalesce(e.document_id, 0) <= %(document)s AS later,
                coalesce(e.document_id, 0) <= %(document)s
                    AND s.transaction_id IS NOT NULL
                    AND (e.transaction_id IS NOT DISTINCT FROM s.transaction_id
                        OR NOT EXISTS (SELECT FROM dscsa_epc_transaction t
                            WHERE t.epc_id = e.id
                            AND t.transaction_id = s.transaction_id)) AS takes,
                coalesce(e.document_id, 0) <= %(document)s
                    AND e.status = 'announced' AND e.hold IS NULL AS fresh
            FROM dscsa_stage_same o JOIN dscsa_stage_epc s USING (number)
            JOIN dscsa_epc e ON e.id = o.id) o
        JOIN dscsa_stage_epc s USING (number) JOIN dscsa_epc e ON e.id = o.id
    ) n
    WHERE e.id = n.id AND (e.kind, e.lot, e.expiry, e.parent_id, e.gtin_id,
        e.product_id, e.document_id, e.transaction_id, e.line_id, e.status)
        IS DISTINCT FROM (n.kind, n.lot, n.expiry, n.parent_id, n.gtin_id,
        n.product_id, n.document_id, n.transaction_id, n.line_id, n.status)
"""


class Assigned:
    """Which TI/TS and line each thing belongs to: ``pairs[of[number]]``, ids or 0."""

    def __init__(self, count):
        self.of, self.pairs = array("i", [0]) * count, [(0, 0)]

    def put(self, numbers, transaction_id, line_id=0):
        """Give these things to a TI/TS; what is given later counts."""
        pair = len(self.pairs)
        self.pairs.append((transaction_id, line_id))
        for number in numbers:
            self.of[number] = pair

    def put_lines(self, numbers, line_of, transaction_id, line_ids):
        """The same for packages, each with the number of its line."""
        first = len(self.pairs)
        self.pairs.extend((transaction_id, line_id) for line_id in line_ids)
        for number, line in zip(numbers, line_of, strict=True):
            self.of[number] = first + line


class Register:
    """Writes the things of one digest.

    ``gtins`` {gtin14: dscsa.gtin}; ``assigned`` says what the document ships. After
    ``save``: ``ids`` register ids by number (0 for identifiers that are no package,
    case or logistic unit), ``packages`` and ``existing`` rows counted, ``known`` ids of
    those that were there, ``before``
    [(earlier transaction id, packages, keys, how many went back since)].
    """

    def __init__(self, cr, document, digest, gtins, assigned):
        self._cursor, self._document, self._digest = cr, document, digest
        self._gtins, self._assigned = gtins, assigned
        self.ids, self.packages, self.before = [], 0, []
        self.existing, self.known = 0, []

    def save(self):
        """Stage and merge; the tables are gone with the transaction."""
        values = {
            "company": self._document.company_id.id,
            "document": self._document.id,
        }
        self._cursor.execute(SQL(_STAGE_SQL))
        staged = self._stage()
        self._cursor.execute(SQL(_INSERT_SQL, **values))
        self.existing = staged - self._cursor.rowcount
        if self.existing:
            self._merge(values)
        self._cursor.execute(
            SQL("DROP TABLE IF EXISTS dscsa_stage_same, dscsa_stage_epc")
        )

    def _merge(self, values):
        """Bring rows that were there already together with what the file says."""
        # without counts the planner reads the whole register for one package
        self._cursor.execute(SQL("ANALYZE dscsa_stage_epc"))
        self._cursor.execute(SQL(_SAME_SQL, **values))
        self._cursor.execute(SQL("ANALYZE dscsa_stage_same"))
        for query in _PARENTS_SQL:
            self._cursor.execute(SQL(query))
        self._cursor.execute(SQL(_BEFORE_SQL, **values))
        self.before = self._cursor.fetchall()
        self._cursor.execute(SQL(_HISTORY_SQL, **values))
        self._cursor.execute(SQL(_UPDATE_SQL, **values))
        self._cursor.execute(SQL("SELECT number, id FROM dscsa_stage_same"))
        while rows := self._cursor.fetchmany(10_000):
            for number, epc_id in rows:
                self.ids[number] = epc_id
                self.known.append(epc_id)

    def _stage(self):
        """COPY all things into the temporary table; how many rows."""
        digest = self._digest
        count = len(digest)
        self.ids = ids = reserve_ids(self._cursor, "dscsa_epc", count)
        holders = bytearray(count)
        for number in range(count):
            if (parent := digest.parent_of(number)) >= 0:
                holders[parent] = 1
            if not digest.gtin(number) and digest.kind(number) != "sscc":
                ids[number] = 0
        copier, staged = Copier(self._cursor, _STAGE, _COLUMNS), 0
        row_of, kinds = self._row_maker(holders)
        for number, key in enumerate(digest.keys):
            row = row_of(number, key)
            if row:
                copier.add(row)
                staged += 1
        copier.flush()
        self.packages = kinds["package"]
        return staged

    def _row_maker(self, holders):
        """A function (number, key) → row, with all that repeats worked out once."""
        digest, ids, assigned = self._digest, self.ids, self._assigned
        kinds = {"package": 0, "case": 0, "logistic": 0}
        fact_of, level_of = cache(_fact), cache(self._level)
        ends = [f"\t{t or NULL}\t{li or NULL}\n" for t, li in assigned.pairs]

        def row_of(number, key):
            gtin = digest.gtin(number)
            fact = fact_of(digest.lot_of(number))
            if gtin:
                is_case, gtin_ids = level_of(gtin)
                kind = "case" if is_case or holders[number] else "package"
                named = f"{kind}\t{gtin}\t{key[18:]}\t{fact}"
            elif ids[number]:
                kind, gtin_ids = "logistic", f"{NULL}\t{NULL}"
                named = f"{kind}\t{NULL}\t{NULL}\t{fact}"
            else:
                return None
            kinds[kind] += 1
            parent = digest.parent_of(number)
            held = (ids[parent] if parent >= 0 else 0) or NULL
            end = ends[assigned.of[number]]
            return f"{number}\t{ids[number]}\t{key}\t{named}\t{held}\t{gtin_ids}{end}"

        return row_of, kinds

    def _level(self, gtin):
        """(is it a case by its number alone, its row's and product's ids as text)."""
        record = self._gtins.get(gtin)
        if not record:
            return "1" <= gtin[0] <= "8", f"{NULL}\t{NULL}"
        product = record.product_id.id or NULL
        return record.level != "package", f"{record.id}\t{product}"


def _fact(pair):
    """Lot and expiry as COPY wants them."""
    lot, expiry = pair
    return f"{escape(lot)}\t{expiry.isoformat() if expiry else NULL}"
