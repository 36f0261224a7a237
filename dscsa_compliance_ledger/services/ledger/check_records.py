"""Are the records what the ledger holds of them: altered, deleted or put in by SQL."""

import json

from dscsa_core.catalogue import finding
from dscsa_core.ledger_chain import moment

from odoo.tools import SQL

from .differences import goods_changes, record_changes
from .found import Found, of_company

BATCH = 500
_LAST = """
    SELECT DISTINCT ON (res_id) res_id, kind, content, at, whole, subject
    FROM dscsa_ledger
    WHERE model = %s AND %s AND res_id > %s
        AND (whole OR kind IN ('removed', 'disposed'))
        AND id > (SELECT COALESCE(max(id), 0) FROM dscsa_ledger
            WHERE %s AND kind = 'cleared')
    ORDER BY res_id, id DESC LIMIT %s
"""


class RecordCheck:
    """Records of one model: the last fact of each against what it says today."""

    counted = "records"

    def __init__(self, env, company, model):
        self.env, self.company, self.model = env, company, model

    def batch(self, place):
        """See ``ChainCheck.batch``."""
        last, mine = (place or {}).get("id", 0), of_company(self.company)
        rows = self.env.execute_query(SQL(_LAST, self.model, mine, last, mine, BATCH))
        self.env.invalidate_all()
        alive = [row for row in rows if row[4]]
        records = self.env[self.model].browse(row[0] for row in alive).exists()
        today = records._ledger_contents()
        found = []
        for row in alive:
            found += self._compare(row, today)
        done = len(rows) < BATCH
        return found, len(alive), None if done else {"id": rows[-1][0]}

    def _compare(self, row, contents):
        res_id, _kind, content, at, _whole, subject = row
        facts = {
            "model": self._words(),
            "subject": subject,
            "at": moment(at),
        }
        if res_id not in contents:
            yield Found(finding("RECORD_GONE", **facts), self.model, res_id)
            return
        told, today = _read(content), contents[res_id]
        model = self.env[self.model]
        both = [name for name in told if name in today]
        names = [
            name for name in model._ledger_plain(both) if told[name] != today[name]
        ]
        own = [name for name in names if name not in ("packages", "register")]
        if own:
            changes = record_changes(model, told, today, own)
            yield Found(
                finding("RECORD_ALTERED", **facts, changes=changes), self.model, res_id
            )
        if "register" in names or "packages" in names:
            changes = goods_changes(model.browse(res_id), told, today)
            yield Found(
                finding("REGISTER_ALTERED", **facts, changes=changes),
                self.model,
                res_id,
            )

    def _words(self):
        return self.env["ir.model"]._get(self.model).name or self.model


class UnknownCheck:
    """Records of one model the ledger holds nothing of."""

    counted = "records"

    def __init__(self, env, company, model):
        self.env, self.company, self.model = env, company, model

    def batch(self, place):
        """See ``ChainCheck.batch``; nothing is counted, as the records were before."""
        model = self.env[self.model].with_context(active_test=False)
        domain = self.env["dscsa.ledger"]._domain_of(self.model, self.company)
        rows = self.env.execute_query(
            SQL(
                """SELECT r.id FROM %s r WHERE r.id IN %s AND r.id > %s
                AND NOT EXISTS (SELECT FROM dscsa_ledger l
                    WHERE l.model = %s AND l.res_id = r.id AND l.whole)
                ORDER BY r.id LIMIT %s""",
                SQL.identifier(model._table),
                model._search(domain).subselect(),
                (place or {}).get("id", 0),
                self.model,
                BATCH,
            )
        )
        words = self.env["ir.model"]._get(self.model).name or self.model
        found = [
            Found(
                finding("RECORD_UNKNOWN", model=words, subject=each.display_name),
                self.model,
                each.id,
            )
            for each in model.browse(row[0] for row in rows)
        ]
        return found, 0, {"id": rows[-1][0]} if len(rows) == BATCH else None


def _read(content):
    """What a fact says; an altered text that is no JSON says nothing."""
    try:
        told = json.loads(content)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
