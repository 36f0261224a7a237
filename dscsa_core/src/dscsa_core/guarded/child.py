"""The process in which foreign files are read: a script, started by ``reading``.

It has the core and nothing of the server, and limits on memory and CPU time for each
file. Whatever a file does to it, the server lives on.
"""

import importlib
import os
import pickle
import resource
import socket  # noqa: TID251 - the line to the parent
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

IDLE_SECONDS = 600
# beyond what the process had when it began; then it is not used again
TIDY = 150 << 20
# small, since the server takes each of them apart in one go
_BATCH = 50


def serve(line, what=""):
    """Answer requests until nobody asks any more, or another program lies here.

    What the first one will need is imported before it comes.
    """
    from dscsa_core.guarded.line import print_of, sources

    os.chdir("/")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    found = sources()
    program = print_of(found)
    if what in _MODULES:
        importlib.import_module(_MODULES[what])
    space, before = _pages(0), _pages(1)
    while _pages(1) < before + TIDY:
        # the bytes that are asked about may be large, what they say may not
        _limit_memory(space + (1 << 30))
        request = pickle.loads(line.receive(IDLE_SECONDS))
        if sources() != found:
            line.send(b"")
            return
        line.send(program)
        _limit_time(request["seconds"])
        _limit_memory(space + request["memory"])
        for answer in _answers(request):
            line.send(pickle.dumps(answer, 5))


def _pages(column):
    """Bytes of this process: 0 address space, 1 resident."""
    numbers = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(numbers[column]) * resource.getpagesize()


def _limit_memory(limit):
    resource.setrlimit(resource.RLIMIT_AS, (limit, resource.RLIM_INFINITY))


def _limit_time(seconds):
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used + seconds) + 1, hard))


def _answers(request):
    """("part", value) of what is read, and at last ("end", value) or ("error", …)."""
    from dscsa_core.errors import CoreError

    try:
        with _opened(request) as stream:
            yield from _READERS[request["what"]](stream, **request["options"])
    except CoreError as error:
        yield "error", (error.code, dict(error.facts))
    except MemoryError:
        yield "error", ("reading.memory", {"limit": f"{request['memory'] >> 20} MB"})


def _opened(request):
    import io

    if request["path"]:
        return open(request["path"], "rb")
    return io.BytesIO(request["data"])


def _epcis(stream, limits):
    from dscsa_core.epcis.limits import Limits
    from dscsa_core.epcis.reader import open_document

    reader = open_document(stream, limits=Limits(**limits))
    yield from _events(reader)


def _x12(stream, limits, known):
    from dscsa_core.notice.events import shipping_positions
    from dscsa_core.numbers import gtin_in
    from dscsa_core.x12.model import X12Limits
    from dscsa_core.x12.reader import open_x12

    reader = open_x12(
        stream, limits=X12Limits(**limits), known=lambda ndc: gtin_in(known, ndc)
    )
    positions = shipping_positions(reader.notices)
    told = [(notice.number, notice.corrects) for notice in reader.notices]
    yield from _events(reader, list(zip(positions, told, strict=True)))


def _events(reader, more=None):
    events = reader.events()
    while batch := list(islice(events, _BATCH)):
        yield "part", batch
    found = [(f.code, f.level, f.place, dict(f.facts)) for f in reader.findings]
    header = reader.header
    for name in ("items", "places"):
        told = iter(getattr(header, name))
        while batch := list(islice(told, _BATCH)):
            yield name, batch
    yield "end", (replace(header, items=(), places=()), found, more)


def _table(stream, sheet):
    from dscsa_core.guarded.table_file import rows_of

    yield "end", rows_of(stream, sheet)


def _sheets(stream):
    from dscsa_core.guarded.table_file import sheets_of

    yield "end", sheets_of(stream)


def _picture(stream):
    from dscsa_core.guarded.picture_file import codes_in

    yield "end", codes_in(stream)


def _photo(stream):
    from dscsa_core.guarded.picture_file import clean_copy

    yield "end", clean_copy(stream)


def _list(stream, kind, aliases):
    from dscsa_core.licenses import decrs, ndc_directory, wdd

    reader = {"wdd": wdd, "decrs": decrs, "ndc": ndc_directory}[kind]
    listing = reader.read(stream.read(), aliases)
    yield from _parts(map(tuple, listing))
    yield "end", dict(listing.notes)


def _archive(stream):
    from dscsa_core.archive.verify import verify

    yield "end", tuple(verify(stream))


def _archive_about(stream):
    from dscsa_core.archive.tables import about

    yield "end", about(stream)


def _archive_rows(stream, member):
    from dscsa_core.archive.tables import dicts_in

    yield from _parts(dicts_in(stream, member))
    yield "end", []


def _check(stream, name, today, now):
    from dscsa_core.check import check_stream

    yield "end", check_stream(stream, name, today, now)


def _parts(rows):
    rows = iter(rows)
    while batch := list(islice(rows, _BATCH)):
        yield "part", batch


_READERS: dict[str, Callable[..., Iterator[tuple[str, Any]]]] = {
    "epcis": _epcis,
    "x12": _x12,
    "table": _table,
    "sheets": _sheets,
    "picture": _picture,
    "photo": _photo,
    "list": _list,
    "archive": _archive,
    "archive_about": _archive_about,
    "archive_rows": _archive_rows,
    "check": _check,
}


_MODULES = {
    "epcis": "dscsa_core.epcis.reader",
    "x12": "dscsa_core.x12.reader",
    "picture": "dscsa_core.guarded.picture_file",
}


def main(number, what=""):
    """Serve on the socket of this number."""
    from dscsa_core.guarded.line import Line

    # the parent went, wants no more of this file, or asked nothing for long
    with suppress(EOFError, ConnectionError, TimeoutError):
        serve(Line(socket.socket(fileno=number)), what)


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
