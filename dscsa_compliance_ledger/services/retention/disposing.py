"""Carries approved disposals out: batch by batch, each looked at again before."""

import logging
from collections import defaultdict

import psycopg2

from odoo import fields
from odoo.tools import SQL, mute_logger

from odoo.addons.dscsa_compliance_retention.services.flags import Flags

from .deletion import Deletion

_logger = logging.getLogger(__name__)
BATCH = 200


class Disposing:
    """Each batch is one transaction: looked at, noted, tombstones, deleted, committed.

    A killed job goes on with the next batch; what it had not committed is all there.
    """

    def __init__(self, env, batch=BATCH):
        self.env, self.batch = env(su=True), batch
        self.commit = self.env["ir.cron"]._commit_progress

    def run(self):
        """All disposals that are approved or running; never raises for one record."""
        self.commit()
        while True:
            try:
                worked = self.run_batch()
            except psycopg2.OperationalError:
                # somebody changes one of the records right now: the next run sees it
                _logger.info("A disposal waits for records that are being changed")
                self.env.cr.rollback()
                self.env.invalidate_all(flush=False)
                self.commit(0, remaining=1)
                return
            if not worked:
                self.commit(0, remaining=0)
                return
            if self.commit(worked, remaining=1) <= 0:
                return

    def run_batch(self):
        """Dispose of the next records; how many lines were worked on.

        The first statement waits for legal holds that are being set and keeps new ones
        out until the batch is committed: no hold comes between looking and deleting.
        """
        self.env.cr.execute(
            "LOCK TABLE dscsa_legal_hold, dscsa_legal_hold_record IN SHARE MODE"
        )
        self.env.invalidate_all()
        for disposal in self.env["dscsa.disposal"].search(
            [("state", "in", ("approved", "running"))], order="id"
        ):
            lines = self._next_lines(disposal)
            if lines:
                self._begin(disposal)
                self._work(disposal, lines)
                return len(lines)
            if self._is_over(disposal):
                self._finish(disposal)
        return 0

    def _next_lines(self, disposal):
        """The next waiting lines of one model that no other job has.

        One job a company works at a time: files wait until what is in them is gone.
        """
        rows = self.env.execute_query(
            SQL(
                "SELECT pg_try_advisory_xact_lock(hashtext('dscsa.disposal'), %s)",
                disposal.company_id.id,
            )
        )
        if not rows[0][0] or not disposal.company_id.dscsa_disposal_on:
            return []
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id, model, res_id, name, record_class, retain_until
                  FROM dscsa_disposal_line
                 WHERE disposal_id = %(id)s AND state = 'waiting' AND sequence = (
                        SELECT min(sequence) FROM dscsa_disposal_line
                         WHERE disposal_id = %(id)s AND state = 'waiting')
                 ORDER BY id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
                """,
                id=disposal.id,
                limit=self.batch,
            )
        )
        return [dict(zip(_LINE, row, strict=True)) for row in rows]

    def _is_over(self, disposal):
        return disposal.company_id.dscsa_disposal_on and not disposal.waiting_count

    def _begin(self, disposal):
        if disposal.state == "approved":
            disposal.write({"state": "running", "started_at": fields.Datetime.now()})
            # the right to delete is this row
            self.env.flush_all()

    # one batch -----------------------------------------------------------------------
    def _work(self, disposal, lines):
        records = self.env[lines[0]["model"]].browse([line["res_id"] for line in lines])
        standing = Flags(self.env).standing(records, disposal.company_id)
        ready, left = [], defaultdict(list)
        for line in lines:
            flag, blocks = standing.get(line["res_id"], ("gone", None))
            if flag == "past":
                ready.append(line)
            else:
                left[blocks or ("gone" if flag == "gone" else "later")].append(line)
        for line in self._dispose(disposal, ready):
            left["used"].append(line)
        for reason, some in left.items():
            self._leave(some, reason)
        self.env.invalidate_all(flush=False)

    def _dispose(self, disposal, lines):
        """Delete all at once, else one by one; the lines of those still in use."""
        if not lines or self._try(disposal, lines):
            return []
        if len(lines) == 1:
            return lines
        return [line for line in lines if not self._try(disposal, [line])]

    def _try(self, disposal, lines):
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self._delete(disposal, lines)
        except psycopg2.IntegrityError:
            # a record we do not know points at one of them
            self.env.invalidate_all(flush=False)
            return False
        return True

    def _delete(self, disposal, lines):
        records = self.env[lines[0]["model"]].browse([line["res_id"] for line in lines])
        digests = {record.id: record._tombstone_digest() for record in records}
        self._bury(disposal, lines, records, digests)
        self.env["dscsa.ledger.mixin"]._ledger_note(
            "disposed",
            records,
            lambda record: {
                "disposal": disposal.name,
                "digest": digests[record.id],
                "retain_until": str(record.retain_until or ""),
            },
        )
        self.env.flush_all()
        Deletion(self.env, disposal).run(records)
        self.env.cr.execute(
            SQL(
                "DELETE FROM dscsa_disposal_line WHERE id IN %s",
                tuple(line["id"] for line in lines),
            )
        )

    def _bury(self, disposal, lines, records, digests):
        now = fields.Datetime.now()
        by_id = {record.id: record for record in records}
        self.env["dscsa.tombstone"].create(
            [
                {
                    "disposal_id": disposal.id,
                    "company_id": disposal.company_id.id,
                    "record_class": line["record_class"],
                    "model": line["model"],
                    "res_id": line["res_id"],
                    "name": line["name"] or by_id[line["res_id"]].display_name,
                    "retain_until": line["retain_until"],
                    "disposed_at": now,
                    "digest": digests[line["res_id"]],
                    "counts": by_id[line["res_id"]]._tombstone_counts() or False,
                }
                for line in lines
            ]
        )

    def _leave(self, lines, reason):
        self.env.cr.execute(
            SQL(
                """UPDATE dscsa_disposal_line SET state = 'kept', reason = %s
                    WHERE id IN %s""",
                reason,
                tuple(line["id"] for line in lines),
            )
        )

    # the end -------------------------------------------------------------------------
    def _finish(self, disposal):
        rows = self.env.execute_query(
            SQL(
                """SELECT encode(sha256(convert_to(
                            COALESCE(string_agg(digest, ',' ORDER BY id), ''), 'UTF8')),
                            'hex')
                     FROM dscsa_tombstone WHERE disposal_id = %s""",
                disposal.id,
            )
        )
        disposal.write(
            {"state": "done", "ended_at": fields.Datetime.now(), "digest": rows[0][0]}
        )
        disposal.message_post(
            body=self.env._(
                "Done. Disposed of: %(gone)s. Not disposed of: %(kept)s.",
                gone=disposal.disposed_count,
                kept=disposal.kept_count,
            )
        )


_LINE = ("id", "model", "res_id", "name", "record_class", "retain_until")
