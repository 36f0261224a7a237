"""Foreign files are read where they cannot take the server down: in a child process.

A child is started by ``exec``, never by forking a server that has threads, and serves
one file at a time; it stays a while for the next, so a small file does not wait for a
process to start. What it sends back is data of the core's own classes and nothing else.
"""

import importlib
import io
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import asdict, replace
from multiprocessing.connection import Connection
from pathlib import Path

from ..core.errors import CoreError
from ..core.finding import Finding
from .reading_child import PACKAGE

_SCRIPT = Path(__file__).with_name("reading_child.py")
_CORE = f"{PACKAGE}.core."
_OWN = __name__.rpartition(".services.")[0] + ".core."
_PLAIN = {"datetime", "decimal"}
# CPU seconds for any file, and for each megabyte of it; by the clock it may be more
_SECONDS, _SECONDS_PER_MB, _CLOCK = 20, 3, 10
_START_SECONDS = 60
_LARGEST_ANSWER = 1 << 29
# deaths that are the machine's doing, not the file's
_FROM_OUTSIDE = {-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP}


class ReadingInterrupted(Exception):
    """The reading process was ended from outside: the file may be tried again."""


class GuardedReader:
    """A file as ``core.epcis.reader.Reader`` reads it (``what`` is ``epcis``), or
    ``core.x12.reader.open_x12`` (``x12``), but in a child.

    ``limits`` and ``options`` are theirs. ``header`` and ``findings`` are there when
    ``events()`` has ended, and ``notices`` of an X12 file: pairs (position of the
    shipping event, (number, whether it corrects an earlier one)).
    """

    def __init__(self, what, stream, limits, **options):
        self.header, self.findings, self.notices = None, [], None
        self._answers = _ask(what, stream, {"limits": asdict(limits), **options})

    def events(self):
        """The events in file order. Raises CoreError as the core's reader does, and
        ``reading.memory``, ``reading.time`` or ``reading.crash``."""
        master = {"items": [], "places": []}
        for kind, value in self._answers:
            if kind == "part":
                yield from value
            elif kind in master:
                master[kind] += value
            else:
                header, found, self.notices = value
                told = {name: tuple(each) for name, each in master.items()}
                self.header = replace(header, **told)
                self.findings = [Finding(*each) for each in found]


def read_rows(stream, sheet=""):
    """(``csv`` or ``xlsx``, rows of cells) of a table; CoreError as above."""
    return _whole("table", stream, {"sheet": sheet})


def read_sheets(stream):
    """Names of the sheets of a spreadsheet; none for other files."""
    return _whole("sheets", stream, {})


def _whole(what, stream, options):
    (value,) = [value for _kind, value in _ask(what, stream, options)]
    return value


def _ask(what, stream, options):
    """Answers of a child on a seekable stream, read to its end or the child ends."""
    path = getattr(stream, "name", None)
    path = path if isinstance(path, str) and os.path.isfile(path) else ""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    request = {
        "what": what,
        "path": path,
        "data": b"" if path else stream.read(),
        "seconds": _SECONDS + _SECONDS_PER_MB * (size >> 20),
        "options": options,
    }
    child = _children.take(request)
    try:
        yield from child.answers()
    finally:
        _children.give_back(child)


class _Answer(pickle.Unpickler):
    """Makes values of the core's classes, of dates and plain ones: of nothing else."""

    def find_class(self, module, name):
        if module in _PLAIN:
            return super().find_class(module, name)
        if module.startswith(_CORE) and "." not in name:
            found = getattr(importlib.import_module(_OWN + module[len(_CORE) :]), name)
            if isinstance(found, type) and hasattr(found, "__dataclass_fields__"):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


class _Child:
    """One process and the line to it."""

    def __init__(self):
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                # -P: the script's folder is no place to import from
                [sys.executable or "python3", "-P", str(_SCRIPT), str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
                env=os.environ
                | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        self._line = Connection(ours.detach())
        self._clock = 0
        self.is_free = True

    def ask(self, request):
        """Send the request; False when the process is gone, or goes."""
        self._clock = request["seconds"] * _CLOCK
        self.is_free = False
        try:
            self._line.send_bytes(pickle.dumps(request, 5))
            return self._line.poll(_START_SECONDS) and bool(self._line.recv_bytes())
        except (EOFError, OSError):
            return False

    def answers(self):
        """(kind, value) until the end; raises what the file is to be told."""
        while True:
            kind, value = self._next()
            if kind == "error":
                code, facts = value
                self.is_free = code != "reading.memory"
                raise CoreError(code, **facts)
            self.is_free = kind == "end"
            yield kind, value
            if self.is_free:
                return

    def _next(self):
        if not self._line.poll(self._clock):
            raise CoreError("reading.time")
        try:
            answer = self._line.recv_bytes(_LARGEST_ANSWER)
        except (EOFError, OSError) as error:
            raise self._death() from error
        try:
            return _Answer(io.BytesIO(answer)).load()
        except pickle.UnpicklingError as error:
            raise CoreError("reading.crash") from error

    def _death(self):
        """What the end of the process means for the file."""
        self._line.close()
        code = self._process.wait(10)
        if code in _FROM_OUTSIDE:
            return ReadingInterrupted(f"the reading process ended with {code}")
        return CoreError("reading.time" if code == -signal.SIGXCPU else "reading.crash")

    def end(self):
        """End the process, whatever it does."""
        self._line.close()
        self._process.kill()
        self._process.wait()


class _Children:
    """Children that wait for the next file; none is shared across a fork."""

    def __init__(self):
        self._lock, self._free, self._owner = threading.Lock(), [], os.getpid()

    def take(self, request):
        """A child that has the request; one that went meanwhile is replaced."""
        while child := self._waiting():
            if child.ask(request):
                return child
            child.end()
        child = _Child()
        if child.ask(request):
            return child
        child.end()
        raise ReadingInterrupted("no process could be started to read the file")

    def _waiting(self):
        with self._lock:
            if self._owner != os.getpid():
                self._free, self._owner = [], os.getpid()
            return self._free.pop() if self._free else None

    def give_back(self, child):
        """Keep a child that is done; end one that is in the middle of a file."""
        if not child.is_free:
            child.end()
            return
        with self._lock:
            self._free.append(child)


_children = _Children()
