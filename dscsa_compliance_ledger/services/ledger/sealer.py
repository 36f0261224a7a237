"""Gives waiting facts their place and link: one writer, short transactions."""

from datetime import UTC, datetime

from dscsa_core.ledger import GENESIS, link_of

from odoo import SUPERUSER_ID, api
from odoo.sql_db import Cursor
from odoo.tools import SQL

BATCH = 1000
# any number nobody else uses: the one lock of all sealers of a database
_LOCK = 0x44534353_4C454447


class Sealer:
    """Seals what other transactions committed; ``env`` may be of any user."""

    def __init__(self, env):
        self.env = env

    def run_apart(self):
        """Seal one batch on a cursor of its own; how many facts that were.

        READ COMMITTED: whoever gets the lock sees the last link the one before wrote.
        """
        with self.env.registry.cursor() as cr:
            if isinstance(cr, Cursor):
                cr.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
            return Sealer(api.Environment(cr, SUPERUSER_ID, {})).run()

    def run(self):
        """Seal the oldest waiting facts in this transaction; how many those were."""
        self.env.cr.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        chains = {}
        for fact_id, company, digest in self._waiting():
            chains.setdefault(company, []).append((fact_id, digest))
        for company, facts in chains.items():
            self._seal(company, facts)
        return sum(map(len, chains.values()))

    def _waiting(self):
        return self.env.execute_query(
            SQL(
                """SELECT id, COALESCE(company_id, 0), digest FROM dscsa_ledger
                WHERE position IS NULL ORDER BY id LIMIT %s""",
                BATCH,
            )
        )

    def _seal(self, company, facts):
        position, link = self._head(company)
        rows = []
        for fact_id, digest in facts:
            position, previous = position + 1, link
            link = link_of(previous, position, digest)
            rows.append((fact_id, position, previous, link))
        ids, positions, previous, links = map(list, zip(*rows, strict=True))
        self.env.cr.execute(
            SQL(
                """UPDATE dscsa_ledger l SET position = v.position,
                    previous = v.previous, link = v.link, sealed_at = %s
                FROM unnest(%s, %s, %s, %s) AS v(id, position, previous, link)
                WHERE l.id = v.id""",
                datetime.now(UTC).isoformat(timespec="microseconds"),
                ids,
                positions,
                previous,
                links,
            )
        )
        self.env["dscsa.ledger"].invalidate_model()

    def _head(self, company):
        rows = self.env.execute_query(
            SQL(
                """SELECT position, link FROM dscsa_ledger
                WHERE COALESCE(company_id, 0) = %s AND position IS NOT NULL
                ORDER BY position DESC LIMIT 1""",
                company,
            )
        )
        return rows[0] if rows else (0, GENESIS)
