"""Does the chain hold: every sealed fact in its place, waiting ones as noted."""

from datetime import UTC, datetime, timedelta

from dscsa_core.catalogue import finding
from dscsa_core.ledger import GENESIS
from dscsa_core.ledger_chain import Chain, check_fact, moment

from odoo.tools import SQL

from .found import COLUMNS, Found, fact_of, of_company

BATCH = 5000
# the job runs every ten minutes and after every change
_LATE = timedelta(hours=1)


class ChainCheck:
    """Sealed facts of one chain, in their order."""

    counted = "facts"

    def __init__(self, env, company):
        self.env, self.company = env, company

    def batch(self, place):
        """One portion from ``place`` on: (found, how many, next place or None)."""
        place = place or {"position": 0, "link": GENESIS, "at": "", "id": 0}
        rows = self.env.execute_query(
            SQL(
                """SELECT %s FROM dscsa_ledger WHERE %s AND position IS NOT NULL
                AND (position, id) > (%s, %s) ORDER BY position, id LIMIT %s""",
                COLUMNS,
                of_company(self.company),
                place["position"],
                place["id"],
                BATCH,
            )
        )
        chain, found = Chain(place["position"], place["link"], place["at"]), []
        for row in rows:
            found += [Found(f, row[1], row[11]) for f in chain.follow([fact_of(row)])]
        if len(rows) < BATCH:
            return found, len(rows), None
        return (
            found,
            len(rows),
            {
                "position": chain.position,
                "link": chain.link,
                "at": chain.at,
                "id": rows[-1][10],
            },
        )


class WaitingCheck:
    """Facts that are not sealed yet: what they say, and since when they wait."""

    counted = "facts"

    def __init__(self, env, company):
        self.env, self.company = env, company

    def batch(self, place):
        """See ``ChainCheck.batch``."""
        last = (place or {}).get("id", 0)
        rows = self.env.execute_query(
            SQL(
                """SELECT %s FROM dscsa_ledger
                WHERE %s AND position IS NULL AND id > %s ORDER BY id LIMIT %s""",
                COLUMNS,
                of_company(self.company),
                last,
                BATCH,
            )
        )
        found = []
        for row in rows:
            found += [Found(f, row[1], row[11]) for f in check_fact(fact_of(row))]
        if len(rows) == BATCH:
            return found, len(rows), {"id": rows[-1][10]}
        return [*found, *self._late()], len(rows), None

    def _late(self):
        head = self.env["dscsa.ledger"]._head(self.company)
        oldest = head["oldest_unsealed_at"]
        if not oldest:
            return
        try:
            since = datetime.fromisoformat(oldest)
        except ValueError:
            # the text of a time was altered: its digest was found above
            return
        if datetime.now(UTC) - since > _LATE:
            yield Found(
                finding("LEDGER_WAITING", count=head["unsealed"], at=moment(oldest))
            )
