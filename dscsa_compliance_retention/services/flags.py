"""Until when each record is kept and what holds it, set-based for a range of rows."""

from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.receiving.facts import (
    today_of,
    zone_of,
)

from .blocks import block_sqls
from .open_matters import open_scopes

STORED = (
    "retain_until",
    "retention_flag",
    "retention_blocks",
    "retention_class",
    "retention_text",
)


def until_sql(basis, years):
    """``dscsa_core.retention.keep_until`` in SQL; NULL when either is unknown."""
    plain = SQL("(%s + make_interval(years => %s))::date", basis, years)
    return SQL(
        "%s + (date_part('day', %s) = 29 AND date_part('day', %s) = 28)::int",
        plain,
        basis,
        plain,
    )


class Flags:
    """Works out ``retain_until``, flag and blocks of records of any retained model."""

    def __init__(self, env):
        self.env = env(su=True)
        self._facts = {}

    def preview(self, records):
        """{id: (kept through or False, blocks or False)} of few records, not stored."""
        found = {}
        self.env.flush_all()
        for company, some in records.sudo().grouped("company_id").items():
            if not company or not some.ids:
                continue
            query = self._query(some, company, min(some.ids), max(some.ids), some.ids)
            for id_, until, _flag, blocks, _class in self.env.execute_query(query):
                found[id_] = (until or False, blocks or False)
        return found

    def mark(self, records):
        """Store them for few records at once (a hold was set, a license used)."""
        self.env.flush_all()
        for company, some in records.sudo().grouped("company_id").items():
            if company and some.ids:
                self._update(some, company, min(some.ids), max(some.ids), some.ids)
        records.invalidate_recordset(STORED)

    def mark_range(self, model, company, low, high):
        """Store them for rows ``low`` to ``high``; how many of them changed."""
        return self._update(self.env[model], company, low, high)

    def standing(self, records, company):
        """{id: (flag, blocks)} at this moment, whatever is stored: for disposing."""
        if not records.ids:
            return {}
        ids = records.ids
        query = self._query(records, company, min(ids), max(ids), ids, strict=True)
        return {row[0]: (row[2], row[3]) for row in self.env.execute_query(query)}

    # SQL -----------------------------------------------------------------------------
    def _update(self, model, company, low, high, ids=None):
        query = SQL(
            """
            UPDATE %(table)s o
               SET retain_until = n.until, retention_flag = n.flag,
                   retention_blocks = n.blocks, retention_class = n.class
              FROM (%(query)s) n
             WHERE n.id = o.id AND o.id BETWEEN %(low)s AND %(high)s
               AND (o.retain_until, o.retention_flag, o.retention_blocks,
                    o.retention_class)
                   IS DISTINCT FROM (n.until, n.flag, n.blocks, n.class)
            """,
            table=SQL.identifier(model._table),
            query=self._query(model, company, low, high, ids),
            low=low,
            high=high,
        )
        # compiling so many small look-ups takes longer than all of them
        self.env.cr.execute("SET LOCAL jit = off")
        self.env.cr.execute(query)
        return self.env.cr.rowcount

    def _query(self, model, company, low, high, ids=None, *, strict=False):
        """SELECT id, until, flag, blocks, class of the rows of a range, or of ids.

        ``strict``: for deleting. Then a record that is there at all counts as linked,
        not only one that is kept longer.
        """
        facts = self._company_facts(company)
        rows = SQL(
            "r.company_id = %s AND r.id BETWEEN %s AND %s", company.id, low, high
        )
        if ids is not None:
            rows = SQL("%s AND r.id = ANY(%s)", rows, list(ids))
        return SQL(
            """
            SELECT r.id, r.until,
                   CASE WHEN r.blocks <> '' THEN 'held'
                        WHEN r.until IS NULL THEN 'kept'
                        WHEN r.until < %(today)s THEN 'past'
                        WHEN r.until <= %(near)s THEN 'near'
                        ELSE 'kept' END AS flag,
                   NULLIF(r.blocks, '') AS blocks, r.class
              FROM (SELECT r.id, r.until, r.class, concat_ws(',', %(blocks)s) AS blocks
                      FROM (%(dated)s) r
                    OFFSET 0) r
            """,
            today=facts["today"],
            near=facts["near"],
            blocks=self._blocks_sql(model, facts, low, high, strict),
            dated=self._dated(model, facts, rows),
        )

    def _dated(self, model, facts, rows):
        """SELECT id, class, until, is_open of the rows for which ``rows`` holds."""
        return SQL(
            """
            SELECT r.id, b.class, %(until)s AS until, %(open)s AS is_open
              FROM %(table)s r
              CROSS JOIN LATERAL (
                SELECT %(class)s AS class, %(basis)s AS basis, r.create_date AS made
                OFFSET 0
              ) b
             WHERE %(rows)s
            OFFSET 0
            """,
            until=until_sql(SQL("b.basis"), self._years_sql(facts["years"])),
            open=model._retention_open_sql(),
            table=SQL.identifier(model._table),
            **{"class": model._retention_class_sql()},
            basis=model._retention_basis_sql(facts["zone"]),
            rows=rows,
        )

    def _blocks_sql(self, model, facts, low, high, strict):
        """The codes of what holds a row, each NULL where it does not."""
        cases = [SQL("CASE WHEN r.is_open THEN 'open' END")]
        near = SQL("r.until <= %s", facts["near"])
        for code, condition, always in block_sqls(
            model, facts["scopes"], facts["today"], low, high, strict=strict
        ):
            found = SQL("CASE WHEN %s THEN %s END", condition, code)
            # CASE and not AND: young rows are spared the look at other tables
            cases.append(
                found if always else SQL("CASE WHEN %s THEN %s END", near, found)
            )
        return SQL(", ").join(cases)

    def _years_sql(self, years):
        """Years by class and by when the row was made; NULL for an unknown class."""
        if not years:
            return SQL("NULL::int")
        cases = []
        for name, rows in years.items():
            in_force = max((each for each, ended in rows if not ended), default=0)
            parts = [SQL("%s", in_force)]
            parts += [
                SQL("CASE WHEN b.made < %s THEN %s END", ended, each)
                for each, ended in rows
                if ended and each > in_force
            ]
            longest = SQL("GREATEST(%s)", SQL(", ").join(parts))
            cases.append(SQL("WHEN %s THEN %s", name, longest))
        return SQL("(CASE b.class %s END)::int", SQL(" ").join(cases))

    def _company_facts(self, company):
        if company.id not in self._facts:
            today = today_of(company)
            lead = max(company.dscsa_retention_lead_days, 0)
            self._facts[company.id] = {
                "today": today,
                "near": SQL("(%s::date + %s::int)", today, lead),
                "zone": zone_of(company).zone,
                "years": self.env["dscsa.retention.years"]._of(company),
                "scopes": open_scopes(self.env, company),
            }
        return self._facts[company.id]


def ids_between(env, model, company, low, count, condition=None):
    """(first id, last id) of the next ``count`` rows above ``low``, or nothing."""
    rows = env.execute_query(
        SQL(
            """SELECT min(id), max(id) FROM (
                 SELECT id FROM %s WHERE company_id = %s AND id > %s AND %s
                  ORDER BY id LIMIT %s) page""",
            SQL.identifier(env[model]._table),
            company.id,
            low,
            condition or SQL("TRUE"),
            count,
        )
    )
    return rows[0] if rows and rows[0][0] else None
