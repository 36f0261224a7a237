"""Disposals on cursors of their own, as the server has them; cleaned up afterwards."""

import threading
from unittest.mock import patch

import psycopg2

from odoo import fields
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger

from odoo.addons.dscsa_compliance.tests.at_once import AtOnce

from ..services.retention.disposing import Disposing

CLEAN = (
    "DELETE FROM dscsa_disposal_line WHERE disposal_id IN %(disposals)s",
    "DELETE FROM dscsa_tombstone WHERE disposal_id IN %(disposals)s",
    "DELETE FROM mail_message WHERE model = 'dscsa.disposal'"
    " AND res_id IN %(disposals)s",
    "DELETE FROM dscsa_disposal WHERE id IN %(disposals)s",
    "DELETE FROM dscsa_legal_hold_record WHERE hold_id IN %(holds)s",
    "DELETE FROM dscsa_legal_hold WHERE id IN %(holds)s",
    "DELETE FROM dscsa_transaction WHERE id IN %(rows)s",
    "UPDATE res_company SET dscsa_disposal_on = FALSE WHERE id = %(company)s",
)


@tagged("post_install", "-at_install")
class TestDisposalAtOnce(AtOnce, BaseCase):
    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.real() as env:
            company = env.ref("base.main_company")
            company.dscsa_disposal_on = True
            rows = env["dscsa.transaction"].create(
                [
                    {
                        "proof": "paper",
                        "company_id": company.id,
                        "transaction_date": fields.Date.subtract(
                            fields.Date.today(), years=8
                        ),
                        "invoice_numbers": f"old {number}",
                    }
                    for number in range(40)
                ]
            )
            self.company_id, self.ids = company.id, rows.ids
            self.disposal_ids, self.hold_ids = [0], [0]
        self.addCleanup(self._clean)

    def _clean(self):
        with self.real() as env:
            for query in CLEAN:
                env.cr.execute(
                    query,
                    {
                        "rows": tuple(self.ids),
                        "company": self.company_id,
                        "disposals": tuple(self.disposal_ids),
                        "holds": tuple(self.hold_ids),
                    },
                )

    def propose(self, ids, *, approve=True):
        """A disposal of these rows, flagged as the nightly job would."""
        with self.real() as env:
            company = env["res.company"].browse(self.company_id)
            disposal = env["dscsa.disposal"].create(
                {
                    "company_id": company.id,
                    "before": fields.Date.subtract(fields.Date.today(), days=2),
                }
            )
            disposal.action_propose()
            env.cr.execute(
                "DELETE FROM dscsa_disposal_line WHERE disposal_id = %s"
                " AND NOT (model = 'dscsa.transaction' AND res_id = ANY(%s))",
                [disposal.id, list(ids)],
            )
            disposal.invalidate_recordset()
            if approve:
                disposal.action_approve()
            self.disposal_ids.append(disposal.id)
            return disposal.id

    def work(self):
        with self.real() as env:
            Disposing(env, batch=5).run()

    def counts(self, disposal_id):
        with self.real() as env:
            disposal = env["dscsa.disposal"].browse(disposal_id)
            return disposal.state, disposal.disposed_count, disposal.kept_count

    def left(self):
        with self.real() as env:
            return env["dscsa.transaction"].browse(self.ids).exists().ids

    def test_two_jobs_and_two_disposals(self):
        """Each record goes once, no job fails, nothing is left over."""
        first = self.propose(self.ids[:20])
        second = self.propose(self.ids[20:])
        with mute_logger("odoo.sql_db"):
            self.together(self.work, self.work, self.work)
            self.work()
        self.assertEqual(self.counts(first), ("done", 20, 0))
        self.assertEqual(self.counts(second), ("done", 20, 0))
        self.assertFalse(self.left())

    def test_killed_half_way(self):
        """What was committed is gone, with tombstones; the rest is whole."""
        disposal = self.propose(self.ids)

        class Killed(BaseException):
            """Like a lost process: no handler of ours sees it."""

        genuine, batches = Disposing._bury, []

        def die(worker, *args):
            genuine(worker, *args)
            batches.append(1)
            if len(batches) == 3:
                raise Killed

        with patch.object(Disposing, "_bury", die), self.assertRaises(Killed):
            self.work()
        self.assertEqual(self.counts(disposal), ("running", 10, 0))
        self.assertEqual(len(self.left()), 30)
        self.work()
        self.assertEqual(self.counts(disposal), ("done", 40, 0))

    def test_a_hold_that_is_being_set_is_waited_for(self):
        """A hold not yet committed when the job begins still holds."""
        disposal = self.propose(self.ids)
        begun, working, done = (threading.Event() for _each in range(3))

        def set_hold():
            with self.real() as env:
                self.hold_all(env)
                begun.set()
                working.wait(5)
                # time for the job to reach the lock
                self.assertFalse(done.wait(1))

        def job():
            begun.wait(60)
            working.set()
            self.work()
            done.set()

        self.together(set_hold, job)
        self.assertEqual(self.counts(disposal), ("done", 0, 40))
        self.assertEqual(len(self.left()), 40)

    def hold_all(self, env):
        """A legal hold on every record, written in a transaction of its own."""
        hold = env["dscsa.legal.hold"].create(
            {"company_id": self.company_id, "reason": "x", "kind": "hand"}
        )
        row = {"hold_id": hold.id, "model": "dscsa.transaction", "name": "x"}
        rows = [{**row, "res_id": each} for each in self.ids]
        env["dscsa.legal.hold.record"].create(rows)
        env.flush_all()
        self.hold_ids.append(hold.id)

    def test_a_record_changed_right_now_is_left_for_the_next_run(self):
        disposal = self.propose(self.ids[:5])
        with self.registry.cursor() as other:
            other.execute(
                "SELECT id FROM dscsa_transaction WHERE id = %s FOR UPDATE",
                [self.ids[0]],
            )
            with mute_logger("odoo.sql_db"), self.real() as env:
                env.cr.execute("SET lock_timeout = '300ms'")
                try:
                    Disposing(env, batch=5).run()
                except psycopg2.OperationalError:
                    self.fail("a busy record must not stop the job")
        self.assertEqual(self.counts(disposal)[1:], (0, 0))
        self.work()
        self.assertEqual(self.counts(disposal), ("done", 5, 0))
