"""Foreign files are read where they cannot take the server down: in a child process.

All of these raise what the core raises as CoreError, and ``reading.memory``,
``reading.time`` or ``reading.crash``; MachineFault and ReadingInterrupted when it was
no doing of the file, which may be tried again.
"""

import io
import os
import tempfile
import time
from contextlib import contextmanager
from dataclasses import asdict, replace

from ..finding import Finding
from . import process

# CPU seconds for any file, and for each megabyte of it
_SECONDS, _SECONDS_PER_MB = 20, 3
# a person stands and waits
_PICTURE_SECONDS = 12
# the list of a whole country is read at once
_MEMORY, _LIST_MEMORY = 400 << 20, 1 << 30
_INLINE = 8 << 20
# seconds of work before other threads are let in
_TURN = 0.0005


class GuardedReader:
    """A file as ``dscsa_core.epcis.reader.Reader`` reads it (``what`` is ``epcis``), or
    ``dscsa_core.x12.reader.open_x12`` (``x12``), but in a child.

    ``limits`` and ``options`` are theirs. ``header`` and ``findings`` are there when
    ``events()`` has ended, and ``notices`` of an X12 file: pairs (position of the
    shipping event, (number, whether it corrects an earlier one)).
    """

    def __init__(self, what, stream, limits, **options):
        self.header, self.findings, self.notices = None, [], None
        self._answers = _ask(what, stream, {"limits": asdict(limits), **options})

    def events(self):
        """The events in file order."""
        master: dict[str, list] = {"items": [], "places": []}
        for kind, value in self._answers:
            if kind == "part":
                yield from _taking_turns(value)
            elif kind in master:
                master[kind] += value
            else:
                header, found, self.notices = value
                told = {name: tuple(each) for name, each in master.items()}
                self.header = replace(header, **told)
                self.findings = [Finding(*each) for each in found]


class GuardedList:
    """A list of licenses or drugs as the readers of ``dscsa_core.licenses`` read it;
    rows are tuples of texts. ``notes`` are there when the rows were read.
    """

    def __init__(self, kind, content, aliases):
        options = {"kind": kind, "aliases": dict(aliases)}
        self.notes = None
        self._answers = _ask("list", io.BytesIO(content), options, memory=_LIST_MEMORY)

    def __iter__(self):
        for kind, value in self._answers:
            if kind == "part":
                yield from _taking_turns(value)
            else:
                self.notes = value


def read_rows(stream, sheet=""):
    """(``csv`` or ``xlsx``, rows of cells) of a table."""
    return _whole("table", stream, {"sheet": sheet})


def read_sheets(stream):
    """Names of the sheets of a spreadsheet; none for other files."""
    return _whole("sheets", stream, {})


def read_codes(data):
    """Texts of the barcodes in the bytes of a picture; CoreError ``picture.…``."""
    stream = io.BytesIO(data)
    return _whole("picture", stream, {}, seconds=_PICTURE_SECONDS)


def clean_picture(data):
    """A JPEG of the same picture without what a camera adds; CoreError as above."""
    return _whole("photo", io.BytesIO(data), {}, seconds=_PICTURE_SECONDS)


def check_file(stream, name, today, now):
    """The report of ``dscsa_core.check.check_stream``."""
    return _whole("check", stream, {"name": name, "today": today, "now": now})


def check_archive(stream):
    """(code, problems, notes, facts) of the checker on an archive of ours."""
    return _whole("archive", stream, {})


def about_archive(stream):
    """(digest of the manifest, manifest without its members) of a checked archive."""
    return _whole("archive_about", stream, {})


def archive_rows(stream, member):
    """Rows of a table in a checked archive, as dicts of texts."""
    for _kind, value in _ask("archive_rows", stream, {"member": member}):
        yield from value


def _taking_turns(values):
    """The same, letting other threads of the server work in between.

    Python gives a thread that waits its turn after 5 ms; a page of 300 queries would
    wait that long 300 times while a large file is recorded.
    """
    began = time.monotonic()
    for value in values:
        yield value
        if time.monotonic() - began > _TURN:
            time.sleep(0)
            began = time.monotonic()


def _whole(what, stream, options, **bounds):
    (value,) = [value for _kind, value in _ask(what, stream, options, **bounds)]
    return value


def _ask(what, stream, options, *, memory=_MEMORY, seconds=0):
    """Answers of a child on a seekable stream, read to its end or the child ends."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    with _placed(stream, size) as (path, data):
        request = {
            "what": what,
            "path": path,
            "data": data,
            "seconds": seconds or _SECONDS + _SECONDS_PER_MB * (size >> 20),
            "memory": memory,
            "options": options,
        }
        yield from process.children.answers(request)


@contextmanager
def _placed(stream, size):
    """(path, bytes) of a stream, one of them empty: small ones are sent as bytes."""
    path = getattr(stream, "name", None)
    if isinstance(path, str) and os.path.isfile(path):
        yield os.path.abspath(path), b""
    elif size <= _INLINE:
        yield "", stream.read()
    else:
        with tempfile.NamedTemporaryFile(prefix="dscsa_") as file:
            while block := stream.read(1 << 20):
                file.write(block)
            file.flush()
            yield file.name, b""
