import os
from unittest.mock import patch

from odoo.tests import tagged

from ..services.archive.parts import PartWriter
from ..services.archive.places import path_of
from .archiving import SCRIPT, ArchiveCommon


@tagged("post_install", "-at_install")
class TestArchiveInterrupted(ArchiveCommon):
    """A job that is killed, starved or has no room left, and what comes meanwhile."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.file = cls.build_file(
            [cls.pallet([cls.case(cls.packages(3))]), *cls.packages(2, first=8)],
            invoice="INV-77",
        )
        cls.document = cls.process(cls.file, "Brook 77.xml")

    def test_killed_half_way_goes_on(self):
        archive = self.make(go=False)
        write = PartWriter.write_part
        calls = []

        def dies(writer, pack, part):
            calls.append(part["name"])
            if len(calls) == 12:
                with pack.member(part["name"], "table") as (sink, _entry):
                    sink.write(b"half of it")
                raise KeyboardInterrupt
            return write(writer, pack, part)

        self.killed(archive, dies)
        self.env.invalidate_all()
        self.assertEqual(archive.state, "running")
        done = archive.part_ids.filtered(lambda part: part.state == "done")
        self.assertEqual(len(done), 11)
        times, end = done.mapped("done_at"), archive._end()
        before = self.bytes_of(archive, end)
        spy = patch.object(PartWriter, "write_part", autospec=True, side_effect=write)
        with spy as seen:
            self.run_job(archive)
        self.assertEqual(archive.state, "done", archive.problem)
        again = {call.args[2]["name"] for call in seen.call_args_list}
        self.assertFalse(again & set(calls[:11]), "what was finished is not done again")
        self.assertIn(calls[11], again)
        self.assertTrue(times)
        self.assertEqual(self.bytes_of(archive, end), before)
        self.assertIsNone(self.opened(archive).testzip())
        if SCRIPT.exists():
            self.assertEqual(self.check(archive)[0], 0)

    def bytes_of(self, archive, end):
        """The first bytes of its file."""
        with open(path_of(self.env, archive.id), "rb") as file:
            return file.read(end)

    def test_what_comes_meanwhile_is_not_in_it(self):
        archive = self.make(go=False)
        write = PartWriter.write_part

        def late(writer, pack, part):
            if part["name"] == "tables/document.csv":
                raise KeyboardInterrupt
            return write(writer, pack, part)

        self.killed(archive, late)
        self.deliver(self.packages(2, prefix="N"), invoice="LATER")
        self.run_job(archive)
        self.assertEqual(len(self.rows(archive, "tables/document.csv")), 1)
        self.assertEqual(len(self.rows(archive, "ti/ti.csv")), 1)
        self.assertEqual(len(self.rows(archive, "tables/epc.csv")), 7)

    def test_a_part_that_never_ends_is_told(self):
        archive = self.make(go=False)

        def dies(writer, pack, part):
            raise KeyboardInterrupt

        for _turn in range(3):
            self.killed(archive, dies)
        self.assertFalse(self.run_job(archive))
        self.assertEqual(archive.state, "failed")
        self.assertIn("limit_time_real_cron", archive.problem)
        archive.action_make()
        self.assertTrue(self.run_job(archive))

    def test_a_full_disk_is_a_sentence(self):
        archive = self.make(go=False)
        with patch.object(PartWriter, "write_part", side_effect=OSError(28, "full")):
            self.assertFalse(self.run_job(archive))
        self.assertEqual(archive.state, "failed")
        self.assertIn("disk of the server is full", archive.problem)
        archive.action_make()
        self.assertTrue(self.run_job(archive))

    def test_the_job_never_raises(self):
        archive = self.make(go=False)
        job = self.env.ref("dscsa_compliance_ledger.ir_cron_make_archives")
        self.env.flush_all()
        with (
            self.enter_registry_test_mode(),
            self.assertLogs("odoo.addons", "ERROR"),
            patch.object(PartWriter, "write_part", side_effect=ValueError("odd")),
        ):
            job.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(archive.state, "failed")
        self.assertIn("odd", archive.problem)

    def test_a_file_somebody_cut_is_made_anew(self):
        archive = self.make(go=False)
        write = PartWriter.write_part

        def late(writer, pack, part):
            if part["kind"] == "ledger":
                raise KeyboardInterrupt
            return write(writer, pack, part)

        self.killed(archive, late)
        os.truncate(path_of(self.env, archive.id), 10)
        self.assertTrue(self.run_job(archive))
        self.assertIsNone(self.opened(archive).testzip())
