"""Foreign files are read in a process of their own; its end is not the server's."""

import os
import tempfile
from pathlib import Path
from unittest.mock import patch

from dscsa_core.guarded import line, process, reading
from dscsa_core.testing import effort

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..models.dscsa_document.jobs import MAX_ATTEMPTS
from ..services.ingest import machine
from ..services.scanning.pictures import read_picture
from .common import DscsaCommon

_BAD_CHILD = """
import os, runpy, signal, sys
space = runpy.run_path({script!r}, run_name="child")
def bad(stream, **options):
    {deed}
    yield "end", None
space["_READERS"].update(epcis=bad, x12=bad)
space["main"](int(sys.argv[1]))
"""


@tagged("post_install", "-at_install")
class TestReading(DscsaCommon):
    def setUp(self):
        super().setUp()
        self.children = process.Children()
        self.startPatcher(patch.object(process, "children", self.children))
        self.addCleanup(self.end_children)

    def end_children(self):
        for child in self.children._free:
            child.end()

    def with_child(self, deed):
        """Documents are read by a child that does this to itself."""
        file = self.enterContext(tempfile.NamedTemporaryFile("w", suffix=".py"))
        file.write(_BAD_CHILD.format(script=str(process._SCRIPT), deed=deed))
        file.flush()
        self.startPatcher(patch.object(process, "_SCRIPT", Path(file.name)))

    def document(self):
        return self.take_in(self.build_file(self.packages(2)))

    def assert_ends(self, deed, code):
        self.with_child(deed)
        document = self.document()
        with effort.answers():
            document._process()
        self.assertEqual((document.state, document.failure_code), ("failed", code))
        self.assertTrue(document.failure)
        self.assertFalse(self.children._free)

    def test_a_child_that_waits_takes_the_first_file(self):
        self.children.warm("epcis")
        (child,) = self.children._free
        self.children.warm("picture")
        self.assertEqual(self.children._free, [child])
        document = self.document()
        document._process()
        self.assertEqual(document.state, "processed")
        self.assertEqual(self.children._free, [child])

    def test_with_every_place_taken_the_machine_is_busy_not_the_file(self):
        self.startPatcher(patch.object(process, "_PLACE_SECONDS", 0.01))
        for _place in range(process._AT_ONCE):
            self.enterContext(self.children._place())
        document = self.document()
        with self.assertRaisesRegex(machine.MachineFault, "busy") as caught:
            document._process()
        self.assertTrue(machine.is_machine_fault(caught.exception))
        self.assertEqual(document.state, "received")
        with (
            self.assertRaisesRegex(UserError, "busy"),
            machine.faults_told(self.env),
        ):
            reading.read_codes(b"x")

    def test_a_good_file_and_the_next_one(self):
        used = set()
        for number in range(3):
            document = self.take_in(self.build_file(self.packages(2), po=f"P{number}"))
            document._process()
            self.assertEqual(document.state, "processed", document.failure)
            used |= set(self.children._free)
        self.assertEqual(len(used), 1)

    def test_native_crash(self):
        self.assert_ends("os.kill(os.getpid(), signal.SIGSEGV)", "reading.crash")

    def test_ship_notices_are_read_there_too(self):
        self.with_child("os.kill(os.getpid(), signal.SIGSEGV)")
        document = self.take_in(b"ST*856*0001~BSN*00*1*20260101~SE*2*0001~")
        document._process()
        self.assertEqual(document.failure_code, "reading.crash")

    def test_processor_time(self):
        self.startPatcher(patch.object(reading, "_SECONDS", 1))
        self.assert_ends("while True: pass", "reading.time")

    def test_ended_from_outside_is_tried_again(self):
        self.with_child("os.kill(os.getpid(), signal.SIGKILL)")
        document = self.document()
        with self.assertRaises(machine.ReadingInterrupted):
            document._process()
        self.assertEqual(document.state, "received")
        self.assertGreater(MAX_ATTEMPTS, 1)

    def test_hostile_files(self):
        """None of them ends the server; each is refused with a number and a step."""
        for content in (
            b'{"type": "EPCISDocument", "a": "' + b"x" * 65500 + b'", "n": '
            + b"9" * 5000 + b"}",
            b'{"type": "EPCISDocument", "a": 1e1000000000000000000}',
            b"<!DOCTYPE a [" + b" " * 300,
            b"<EPCISDocument>" + b"<a>" * 100_000,
        ):  # fmt: skip
            document = self.take_in(content)
            with effort.answers():
                document._process()
            self.assertEqual(document.state, "failed")
            self.assertTrue(document.failure)


@tagged("post_install", "-at_install")
class TestUpgradedWithoutRestart(DscsaCommon):
    """Another program on the disk than in the server: a fault of no document."""

    def setUp(self):
        super().setUp()
        self.children = process.Children()
        self.startPatcher(patch.object(process, "children", self.children))
        self.startPatcher(patch.object(process, "PROGRAM", b"an older one"))

    def test_the_document_waits_and_is_read_after_the_restart(self):
        document = self.take_in(self.build_file(self.packages(2)))
        with self.assertRaisesRegex(UserError, "restart"):
            document.action_process()
        self.assertEqual(document.state, "received")
        with self.assertRaises(machine.MachineFault) as caught:
            document._process()
        self.assertTrue(machine.is_machine_fault(caught.exception))
        self.assertFalse(self.children._free)
        program = line.print_of(line.sources())
        with patch.object(process, "PROGRAM", program):
            document._process()
        self.assertEqual(document.state, "processed", document.failure)

    def test_pictures_say_so_too(self):
        with self.assertRaisesRegex(UserError, "restart"):
            read_picture(self.env, b"P5 1 1 255 \0")

    def test_the_job_leaves_documents_alone(self):
        document = self.take_in(self.build_file(self.packages(2)))
        newer = [(path, size + 1, time) for path, size, time in line.sources()]
        with (
            patch.object(process, "sources", return_value=newer),
            patch.object(type(document), "_process_one_waiting") as read,
            self.assertLogs("odoo.addons.dscsa_compliance", "WARNING"),
        ):
            document._cron_process_documents()
        read.assert_not_called()
        self.assertFalse(document.attempt_ids)
        self.assertFalse(process.is_outdated())

    def test_a_child_that_waited_through_an_upgrade_is_replaced(self):
        program = line.print_of(line.sources())
        with patch.object(process, "PROGRAM", program):
            self.take_in(self.build_file(self.packages(2)))._process()
            (child,) = self.children._free
            path = Path(line.__file__)
            before = path.stat()
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
            self.addCleanup(os.utime, path, ns=(before.st_atime_ns, before.st_mtime_ns))
            document = self.take_in(self.build_file(self.packages(3), po="Q"))
            document._process()
            self.assertEqual(document.state, "processed", document.failure)
            self.assertNotIn(child, self.children._free)
