"""Facts and sealers on cursors of their own, as the server has them."""

from unittest.mock import patch

from odoo.modules.registry import Registry
from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name

from odoo.addons.dscsa_compliance.tests.at_once import AtOnce

from ..services.ledger import sealer as sealing
from ..services.ledger.check_chain import ChainCheck, WaitingCheck
from ..services.ledger.sealer import Sealer

# a chain of nobody: the ledger has no foreign key to companies
CHAIN = 2_000_000_001


@tagged("post_install", "-at_install")
class TestLedgerAtOnce(AtOnce, BaseCase):
    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.addCleanup(self._clean)

    def _clean(self):
        with self.real() as env:
            env.cr.execute("ALTER TABLE dscsa_ledger DISABLE TRIGGER USER")
            env.cr.execute("DELETE FROM dscsa_ledger WHERE company_id = %s", [CHAIN])
            env.cr.execute("ALTER TABLE dscsa_ledger ENABLE TRIGGER USER")

    def note(self, env, *subjects):
        env["dscsa.ledger"]._insert(
            (CHAIN, "signed", "", None, subject, {}, False) for subject in subjects
        )

    def seal(self):
        with self.real() as env:
            while Sealer(env).run_apart():
                pass

    def rows(self):
        with self.real() as env:
            return env.execute_query(
                sealing.SQL(
                    "SELECT position, subject FROM dscsa_ledger"
                    " WHERE company_id = %s ORDER BY position",
                    CHAIN,
                )
            )

    def check(self):
        """Codes of what a check of this chain finds."""
        with self.real() as env:
            company = env["res.company"].browse(CHAIN)
            return [
                each.finding.code
                for kind in (ChainCheck, WaitingCheck)
                for each in kind(env, company).batch(None)[0]
            ]

    def test_writers_and_sealers_at_once(self):
        def writer(name):
            for number in range(20):
                with self.real() as env:
                    self.note(env, f"{name} {number}", f"{name} {number}b")

        with patch.object(sealing, "BATCH", 7):
            self.together(
                lambda: writer("a"),
                lambda: writer("b"),
                self.seal,
                lambda: writer("c"),
                self.seal,
                self.seal,
            )
            self.seal()
        rows = self.rows()
        self.assertEqual([row[0] for row in rows], list(range(1, 121)))
        self.assertEqual(len({row[1] for row in rows}), 120)
        self.assertEqual(self.check(), [])

    def test_a_long_transaction_stops_nobody_and_comes_later(self):
        with self.real() as slow:
            self.note(slow, "began first")
            with self.real() as env:
                self.note(env, "done first")
            self.seal()
            self.assertEqual(self.rows(), [(1, "done first")])
        self.seal()
        self.assertEqual(self.rows(), [(1, "done first"), (2, "began first")])
        self.assertEqual(self.check(), [])

    def test_a_sealer_killed_half_way(self):
        """What was not committed is sealed by the next one, without a gap."""
        with self.real() as env:
            self.note(env, *(f"fact {number}" for number in range(10)))
        with patch.object(sealing, "BATCH", 4):
            with self.real() as env:
                Sealer(env).run_apart()
            with self.real() as env:
                Sealer(env).run()
                env.cr.rollback()  # as if the process were killed here
        self.seal()
        self.assertEqual([row[0] for row in self.rows()], list(range(1, 11)))
        self.assertEqual(self.check(), [])

    def test_a_change_that_is_taken_back_leaves_no_fact(self):
        with self.real() as env:
            self.note(env, "never happened")
            env.cr.rollback()
        self.assertEqual(self.rows(), [])
