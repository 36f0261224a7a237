import errno
from unittest.mock import patch

from psycopg2.errors import DiskFull

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.dscsa_document.jobs import JOBS_PARAMETER
from ..services.ingest.ingest import Ingest
from .at_once import AtOnce
from .common import DscsaCommon


@tagged("post_install", "-at_install")
class TestJobs(DscsaCommon):
    def test_number_of_jobs_follows_the_setting(self):
        documents = self.env["dscsa.document"]
        for wanted in (4, 1, 2):
            self.env["ir.config_parameter"].set_param(JOBS_PARAMETER, wanted)
            documents._wake_jobs()
            active = documents._jobs().filtered("active")
            self.assertEqual(len(active), wanted)
        self.assertEqual(len(documents._jobs()), 4, "surplus jobs only sleep")

    def test_taking_in_wakes_all_jobs(self):
        self.env["ir.cron.trigger"].search([]).unlink()
        self.take_in(self.build_file(self.packages(1)))
        woken = self.env["ir.cron.trigger"].search([]).cron_id
        self.assertEqual(woken, self.env["dscsa.document"]._jobs().filtered("active"))

    def test_one_run_reads_what_waits(self):
        first = self.take_in(self.build_file(self.packages(1), po="A"))
        second = self.take_in(b"nothing of it")
        job = self.env["dscsa.document"]._jobs()[0]
        with self.enter_registry_test_mode():
            job.method_direct_trigger()
        self.assertEqual(first.state, "processed")
        self.assertEqual(second.state, "failed", "one bad file holds up no other")
        self.assertEqual(len(first.attempt_ids), 1)
        self.assertEqual(first.attempt_ids.event_count, first.event_count)
        self.assertTrue(first.attempt_ids.ended_at)


@tagged("post_install", "-at_install")
class TestJobsForReal(AtOnce, DscsaCommon):
    """With cursors of their own, as the server has them; committed and cleaned up."""

    def setUp(self):
        super().setUp()
        self.created = []
        self.addCleanup(self._clean)

    def real_document(self, content):
        with self.real() as env:
            document = env["dscsa.document"]._take_in("job.xml", content)[0]
            self.created.append(document.id)
            return document.id

    def _clean(self):
        with self.real() as env:
            ids = tuple(self.created)
            attachments = env["dscsa.document"].browse(ids).attachment_id.ids
            for query in (
                """DELETE FROM dscsa_event_epc WHERE event_id IN
                    (SELECT id FROM dscsa_event WHERE document_id IN %s)""",
                "DELETE FROM dscsa_epc_transaction WHERE epc_id IN"
                " (SELECT id FROM dscsa_epc WHERE document_id IN %s)",
                "DELETE FROM dscsa_epc WHERE document_id IN %s",
                "DELETE FROM dscsa_discrepancy WHERE document_id IN %s",
                "DELETE FROM dscsa_transaction WHERE document_id IN %s",
                "DELETE FROM dscsa_event WHERE document_id IN %s",
                "DELETE FROM dscsa_gtin WHERE document_id IN %s",
                "DELETE FROM dscsa_party WHERE document_id IN %s",
                "DELETE FROM dscsa_document_attempt WHERE document_id IN %s",
                """DELETE FROM mail_message WHERE model = 'dscsa.document'
                    AND res_id IN %s""",
                "DELETE FROM dscsa_document WHERE id IN %s",
            ):
                env.cr.execute(query, [ids])
            env.cr.execute(
                "DELETE FROM ir_attachment WHERE id IN %s", [tuple(attachments or [0])]
            )

    def _run_job(self):
        with self.real() as env:
            env["dscsa.document"]._process_one_waiting()

    def test_two_files_with_the_same_packages_at_once(self):
        """Both are read; the register has each package once."""
        packages = self.packages(60, prefix="RJ")
        ids = [
            self.real_document(
                self.build_file([self.pallet(packages, number)], po=f"RJ{number}")
            )
            for number in (71, 72)
        ]
        self.together(self._run_job, self._run_job)
        with self.real() as env:
            documents = env["dscsa.document"].browse(ids)
            self.assertEqual(documents.mapped("state"), ["processed", "processed"])
            rows = env["dscsa.epc"].search([("serial", "=like", "RJ%")])
            self.assertEqual(len(rows), 60)
            # shipped at the same moment: the one read last counts, for all of them
            current = rows.transaction_id
            self.assertEqual(len(current), 1)
            self.assertIn(current, documents.transaction_ids)
            earlier = env["dscsa.epc.transaction"].search([("epc_id", "in", rows.ids)])
            other = documents.transaction_ids - current
            self.assertEqual((len(earlier), earlier.transaction_id), (60, other))
            links = env["dscsa.event.epc"].search_count([("epc_id", "in", rows.ids)])
            self.assertEqual(links, 60 * 4)

    def test_one_document_is_read_by_one_job(self):
        document_id = self.real_document(
            self.build_file(self.packages(30, prefix="RK"), po="RK")
        )
        self.together(self._run_job, self._run_job, self._run_job)
        with self.real() as env:
            document = env["dscsa.document"].browse(document_id)
            self.assertEqual(document.state, "processed")
            self.assertEqual(len(document.attempt_ids), 1)
            events = env["dscsa.event"].search_count(
                [("document_id", "=", document_id)]
            )
            self.assertEqual(events, document.event_count)

    def test_same_file_taken_in_at_once(self):
        content = self.build_file(self.packages(2, prefix="RL"), po="RL")
        found = []

        def take_in():
            for _try in range(3):
                try:
                    found.append(self.real_document(content))
                    return
                except Exception as error:  # Odoo repeats such a request
                    if type(error).__name__ != "ConcurrencyError":
                        raise

        with mute_logger("odoo.sql_db"):
            self.together(take_in, take_in)
        self.assertEqual(len(set(found)), 1)

    def test_killed_half_way(self):
        """The attempt counts, nothing else is left, the next run starts again."""
        document_id = self.real_document(
            self.build_file(self.packages(30, prefix="RM"), po="RM")
        )

        class Killed(BaseException):
            """Like a lost process: no handler of ours sees it."""

        def die(ingest, *_args):
            ingest.env.flush_all()
            raise Killed

        with (
            patch.object(Ingest, "_finish", die),
            self.assertRaises(Killed),
            self.real() as env,
        ):
            env["dscsa.document"]._process_one_waiting()
        with self.real() as env:
            document = env["dscsa.document"].browse(document_id)
            self.assertEqual(document.state, "received")
            self.assertEqual(len(document.attempt_ids), 1)
            self.assertFalse(document.attempt_ids.ended_at)
            self.assertFalse(
                env["dscsa.event"].search([("document_id", "=", document_id)])
            )
            self.assertFalse(env["dscsa.epc"].search([("serial", "=like", "RM%")]))
        self._run_job()
        with self.real() as env:
            document = env["dscsa.document"].browse(document_id)
            self.assertEqual(document.state, "processed")
            self.assertEqual(len(document.attempt_ids), 2)

    def test_three_crashes_are_enough(self):
        document_id = self.real_document(
            self.build_file(self.packages(1, prefix="RN"), po="RN")
        )
        with (
            patch.object(Ingest, "run", side_effect=ZeroDivisionError),
            mute_logger("odoo.addons.dscsa_compliance.models.dscsa_document.jobs"),
        ):
            for _run in range(4):
                self._run_job()
        with self.real() as env:
            document = env["dscsa.document"].browse(document_id)
            self.assertEqual(document.state, "failed")
            self.assertEqual(len(document.attempt_ids), 3)
            self.assertIn("ZeroDivisionError", document.failure)
            document.action_process()
            self.assertEqual(document.state, "processed", "the button still works")

    def test_a_full_disk_is_no_fault_of_the_file(self):
        """Its attempts do not count, it pauses, it holds up no other file."""
        ids = [
            self.real_document(
                self.build_file(self.packages(1, prefix=prefix), po=prefix)
            )
            for prefix in ("RO", "RP")
        ]
        full = OSError(errno.ENOSPC, "No space left on device")
        with mute_logger("odoo.addons.dscsa_compliance.models.dscsa_document.jobs"):
            for fault in (full, DiskFull(), full, DiskFull(), full):
                with patch.object(Ingest, "run", side_effect=fault):
                    self._run_job()
                    self._run_job()
                self._end_pause(ids)
        with self.real() as env:
            documents = env["dscsa.document"].browse(ids)
            self.assertEqual(documents.mapped("state"), ["received"] * 2)
            for document in documents:
                self.assertEqual(len(document.attempt_ids), 5)
                self.assertTrue(all(document.attempt_ids.mapped("is_machine_fault")))
        self._run_job()
        self._run_job()
        with self.real() as env:
            documents = env["dscsa.document"].browse(ids)
            self.assertEqual(documents.mapped("state"), ["processed"] * 2)

    def _end_pause(self, ids):
        with self.real() as env:
            env.cr.execute(
                "UPDATE dscsa_document_attempt SET ended_at = ended_at - interval"
                " '1 hour' WHERE document_id IN %s",
                [tuple(ids)],
            )
