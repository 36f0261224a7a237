"""The processes in which foreign files are read, seen from the server.

A child is started by ``exec``, never by forking a server that has threads, and serves
one file at a time; it stays a while for the next, so a small file does not wait for a
process to start. What it sends back is data of the core's own classes and nothing else.
"""

import importlib
import io
import os
import pickle
import signal
import socket  # noqa: TID251 - the line to the child
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from pathlib import Path

from ..errors import CoreError
from .errors import ReaderBusy, ReaderMissing, ReaderOutdated, ReadingInterrupted
from .line import Line, print_of, sources

_SCRIPT = Path(__file__).with_name("child.py")
_PLAIN = {"datetime", "decimal"}
_THIS = f"{__package__}."
# by the clock a file may take longer than processor time is given
_CLOCK = 10
_START_SECONDS = 60
# files read at once by one server process: one may be read while another is open
_AT_ONCE = 2 * max(os.cpu_count() or 1, 2)
_PLACE_SECONDS = 30
_LARGEST_ANSWER = 1 << 29
# deaths that are the machine's doing, not the file's
_FROM_OUTSIDE = {-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP}
# the program this server runs; an upgrade without a restart leaves another on the disk
_SOURCES = sources()
PROGRAM = print_of(_SOURCES)


def is_outdated():
    """Whether another program lies on the disk: no file can be read until a restart."""
    try:
        found = sources()
        return found != _SOURCES and print_of(found) != PROGRAM
    except FileNotFoundError:  # it is being exchanged right now
        return True


class _Answer(pickle.Unpickler):
    """Makes values of the core's classes, of dates and plain ones: of nothing else."""

    def find_class(self, module, name):
        if module in _PLAIN:
            return super().find_class(module, name)
        is_core = module.startswith("dscsa_core.") and not module.startswith(_THIS)
        if is_core and "." not in name:
            found = getattr(importlib.import_module(module), name)
            if isinstance(found, type) and hasattr(found, "__dataclass_fields__"):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


class _Child:
    """One process and the line to it; it makes itself ready for ``what`` is asked."""

    def __init__(self, what):
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                # -P: nothing is imported from the script's folder; -S: paths are given
                [
                    *(sys.executable or "python3", "-PS", _SCRIPT),
                    *(str(theirs.fileno()), what),
                ],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
                env=os.environ
                | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        self._line = Line(ours)
        self._clock = 0
        self.is_free = True

    def ask(self, request):
        """Send the request; False when the process is gone, or goes.

        Raises ReaderOutdated when it runs another program than this server.
        """
        self._clock = request["seconds"] * _CLOCK
        self.is_free = False
        try:
            self._line.send(pickle.dumps(request, 5))
            program = self._line.receive(_START_SECONDS)
        except (EOFError, OSError):
            return False
        if program and program != PROGRAM:
            raise ReaderOutdated
        return bool(program)

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
        try:
            answer = self._line.receive(self._clock, _LARGEST_ANSWER)
            return _Answer(io.BytesIO(answer)).load()
        except TimeoutError as error:
            raise CoreError("reading.time") from error
        except (EOFError, OSError) as error:
            raise self._death() from error
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


class Children:
    """Children that wait for the next file; none is shared across a fork."""

    def __init__(self):
        self._lock, self._owner = threading.Lock(), 0
        self._warming = False
        self._own()

    def warm(self, what):
        """Have a child that waits, so that the next file need not; does not wait."""
        with self._lock:
            self._own()
            if self._free or self._warming:
                return
            self._warming = True
        try:
            # without one now, the file itself will say so
            with suppress(OSError):
                self._give_back(_Child(what))
        finally:
            self._warming = False

    def answers(self, request):
        """(kind, value) of a child on this request, read to the end or it ends."""
        with self._place():
            child = self._take(request)
            try:
                yield from child.answers()
            finally:
                self._give_back(child)

    @contextmanager
    def _place(self):
        """Wait for one of the places; ReaderBusy when none is left in good time."""
        with self._lock:
            self._own()
            places = self._places
        if not places.acquire(timeout=_PLACE_SECONDS):
            raise ReaderBusy
        try:
            yield
        finally:
            places.release()

    def _take(self, request):
        """A child that has the request; one that went meanwhile is replaced."""
        while child := self._waiting():
            if self._asked(child, request):
                return child
        child = _Child(request["what"])
        if self._asked(child, request):
            return child
        raise ReaderMissing

    def _asked(self, child, request):
        """Whether the child took the request; one that did not is ended."""
        taken = False
        try:
            taken = child.ask(request)
        finally:
            if not taken:
                child.end()
        return taken

    def _waiting(self):
        with self._lock:
            return self._free.pop() if self._free else None

    def _own(self):
        """Begin anew in a process that was forked: it has none of the children."""
        if self._owner != os.getpid():
            self._owner, self._free, self._warming = os.getpid(), [], False
            self._places = threading.BoundedSemaphore(_AT_ONCE)

    def _give_back(self, child):
        """Keep a child that is done; end one that is in the middle of a file."""
        if not child.is_free:
            child.end()
            return
        with self._lock:
            self._free.append(child)


children = Children()
