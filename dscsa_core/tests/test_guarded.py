"""Foreign files are read in a process of their own; its end is not the reader's."""

import contextlib
import io
import json
import os
import signal
import tempfile
import unittest
from pathlib import Path
from unittest.mock import patch

from dscsa_core import cli
from dscsa_core.errors import CoreError
from dscsa_core.guarded import line, process, reading
from dscsa_core.guarded.errors import (
    MachineFault,
    ReaderBusy,
    ReaderMissing,
    ReaderOutdated,
    ReadingInterrupted,
)
from dscsa_core.testing import effort

_SCRIPT = process._SCRIPT
_BAD_CHILD = """
import os, runpy, signal, sys
space = runpy.run_path({script!r}, run_name="child")
def bad(stream, **options):
    if b"good" in stream.read():
        yield "end", "read"
        return
    {deed}
    yield "end", None
space["_READERS"].update(table=bad, check=bad)
space["main"](int(sys.argv[1]))
"""


class GuardedCase(unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.children = process.Children()
        self.patched(process, "children", self.children)
        self.addCleanup(self.end_children)

    def patched(self, thing, name, value):
        self.enterContext(patch.object(thing, name, value))

    def end_children(self):
        for child in self.children._free:
            child.end()

    def with_child(self, deed):
        """Files are read by a child that does this to itself."""
        file = self.enterContext(tempfile.NamedTemporaryFile("w", suffix=".py"))
        file.write(_BAD_CHILD.format(script=str(_SCRIPT), deed=deed))
        file.flush()
        self.patched(process, "_SCRIPT", Path(file.name))

    def rows(self, data=b"a,b\r\n1,2\r\n"):
        return reading.read_rows(io.BytesIO(data))


class TestChildren(GuardedCase):
    def assert_ends(self, deed, code, seconds=reading._SECONDS, clock=process._CLOCK):
        """Refused with the code within these bounds; the next file has the usual."""
        self.with_child(deed)
        with (
            patch.object(reading, "_SECONDS", seconds),
            patch.object(process, "_CLOCK", clock),
            effort.answers(),
            self.assertRaises(CoreError) as caught,
        ):
            self.rows()
        self.assertEqual(caught.exception.code, code)
        self.assertFalse(self.children._free)
        self.assertEqual(self.rows(b"good"), "read")

    def test_one_child_reads_one_file_after_another(self):
        self.children.warm("table")
        (child,) = self.children._free
        self.children.warm("picture")
        for _time in range(3):
            self.assertEqual(self.rows(), ("csv", [["a", "b"], ["1", "2"]]))
        self.assertEqual(self.children._free, [child])

    def test_what_a_file_does_to_the_child(self):
        for deed, code in (
            ("os.kill(os.getpid(), signal.SIGSEGV)", "reading.crash"),
            ("os.abort()", "reading.crash"),
            ("os._exit(0)", "reading.crash"),
            ("sys.exit(1)", "reading.crash"),
            ("raise RecursionError", "reading.crash"),
            ("x = [bytes(1 << 20) for _ in range(1000)]", "reading.memory"),
            ("yield 'part', [os.system]", "reading.crash"),
            ("yield 'part', sys.stdin", "reading.crash"),
        ):
            with self.subTest(deed):
                self.assert_ends(deed, code)
                self.children._free.pop().end()

    def test_processor_time(self):
        self.assert_ends("while True: pass", "reading.time", seconds=1)

    def test_waiting_for_ever(self):
        self.assert_ends(
            "import time; time.sleep(600)", "reading.time", seconds=1, clock=1
        )

    def test_ended_from_outside_is_no_doing_of_the_file(self):
        self.with_child("os.kill(os.getpid(), signal.SIGKILL)")
        with self.assertRaises(ReadingInterrupted):
            self.rows()

    def test_a_child_that_went_away_is_replaced(self):
        self.rows()
        (child,) = self.children._free
        os.kill(child._process.pid, signal.SIGKILL)
        child._process.wait()
        self.assertEqual(self.rows()[0], "csv")

    def test_with_every_place_taken_the_machine_is_busy(self):
        self.patched(process, "_PLACE_SECONDS", 0.01)
        for _place in range(process._AT_ONCE):
            self.enterContext(self.children._place())
        with self.assertRaises(ReaderBusy) as caught:
            self.rows()
        self.assertIsInstance(caught.exception, MachineFault)

    def test_no_child_can_be_started(self):
        self.patched(process, "_SCRIPT", Path("/nothing/here.py"))
        with self.assertRaises(ReaderMissing):
            self.rows()

    def test_another_program_on_the_disk(self):
        self.assertFalse(process.is_outdated())
        self.patched(process, "PROGRAM", b"an older one")
        with self.assertRaises(ReaderOutdated):
            self.rows()
        newer = [(path, size + 1, at) for path, size, at in line.sources()]
        self.patched(process, "sources", lambda: newer)
        self.assertTrue(process.is_outdated())

    def test_a_child_names_classes_of_the_core_and_no_others(self):
        allowed = process._Answer(io.BytesIO())
        self.assertTrue(allowed.find_class("dscsa_core.epcis.model", "Place"))
        for module, name in (
            ("os", "system"),
            ("dscsa_core.cli", "main"),
            ("dscsa_core.guarded.process", "Children"),
            ("dscsa_core.epcis.model", "Place.__init__"),
        ):
            with self.subTest(name), self.assertRaises(Exception):  # noqa: B017
                allowed.find_class(module, name)

    def test_large_files_and_files_with_a_name(self):
        self.patched(reading, "_INLINE", 4)
        self.assertEqual(self.rows()[1][1], ["1", "2"])
        with tempfile.NamedTemporaryFile() as file:
            file.write(b"a,b\r\n1,2\r\n")
            file.flush()
            self.assertEqual(reading.read_rows(file)[0], "csv")
        self.assertEqual(reading.read_sheets(io.BytesIO(b"a,b\r\n")), [])


class TestChecker(GuardedCase):
    """``dscsa-check`` outlives every file it is given."""

    def reports(self, *contents):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        names = []
        for number, content in enumerate(contents):
            names.append(f"{folder}/{number}.xml")
            Path(names[-1]).write_bytes(content)
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            code = cli.main([*names, "--json"])
        return code, [json.loads(each) for each in out.getvalue().splitlines()]

    def test_a_crash_refuses_one_file(self):
        self.with_child("os.abort()")
        code, (first, second) = self.reports(b"<a/>", b"<b/>")
        self.assertEqual(code, 1)
        for report in (first, second):
            self.assertFalse(report["accepted"])
            self.assertEqual(report["error"]["code"], "reading.crash")

    def test_what_is_no_doing_of_the_file_is_no_acceptance(self):
        self.with_child("os.kill(os.getpid(), signal.SIGKILL)")
        code, (report,) = self.reports(b"<a/>")
        self.assertEqual((code, report["error"]["code"]), (1, "file.open"))
        self.patched(process, "_SCRIPT", Path("/nothing/here.py"))
        code, (report,) = self.reports(b"<a/>")
        self.assertEqual((code, report["error"]["code"]), (1, "file.open"))
        self.assertIn("no process", report["error"]["message"])
