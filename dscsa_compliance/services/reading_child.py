"""The process in which foreign files are read: a script, started by ``reading``.

It has the core and the workbook reader, but no Odoo and no database, and limits on
memory and CPU time for each file. Whatever a file does to it, the server lives on.
"""

import os
import pickle
import resource
import sys
import types
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

# the addon's folder as a package whose __init__ (all of Odoo) is not run
PACKAGE = "dscsa_reading"
IDLE_SECONDS = 120
# beyond what the process had when it began; then it is not used again
MEMORY, TIDY = 400 << 20, 150 << 20
_BATCH = 200


def serve(connection):
    """Answer requests until nobody asks any more."""
    os.chdir("/")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    limit = _pages(0) + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    before = _pages(1)
    while _pages(1) < before + TIDY and connection.poll(IDLE_SECONDS):
        request = pickle.loads(connection.recv_bytes())
        connection.send_bytes(b"begun")
        _limit_time(request["seconds"])
        for answer in _answers(request):
            connection.send_bytes(pickle.dumps(answer, 5))


def _pages(column):
    """Bytes of this process: 0 address space, 1 resident."""
    numbers = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(numbers[column]) * resource.getpagesize()


def _limit_time(seconds):
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used + seconds) + 1, hard))


def _answers(request):
    """("part", value) of what is read, and at last ("end", value) or ("error", …)."""
    from dscsa_reading.core.errors import CoreError

    try:
        with _opened(request) as stream:
            yield from _READERS[request["what"]](stream, **request["options"])
    except CoreError as error:
        yield "error", (error.code, dict(error.facts))
    except MemoryError:
        yield "error", ("reading.memory", {"limit": f"{MEMORY >> 20} MB"})


def _opened(request):
    import io

    if request["path"]:
        return open(request["path"], "rb")
    return io.BytesIO(request["data"])


def _epcis(stream, limits):
    from dscsa_reading.core.epcis.limits import Limits
    from dscsa_reading.core.epcis.reader import open_document

    reader = open_document(stream, limits=Limits(**limits))
    yield from _events(reader)


def _x12(stream, limits, known):
    from dscsa_reading.core.notice.events import shipping_positions
    from dscsa_reading.core.x12.model import X12Limits
    from dscsa_reading.core.x12.reader import open_x12
    from dscsa_reading.services.numbers import gtin_in

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
    from dscsa_reading.services.table_file import rows_of

    yield "end", rows_of(stream, sheet)


def _sheets(stream):
    from dscsa_reading.services.table_file import sheets_of

    yield "end", sheets_of(stream)


_READERS = {"epcis": _epcis, "x12": _x12, "table": _table, "sheets": _sheets}


def _become_package():
    folder = Path(__file__).resolve().parents[1]
    for name, path in ((PACKAGE, folder), (f"{PACKAGE}.services", folder / "services")):
        module = types.ModuleType(name)
        module.__path__ = [str(path)]
        sys.modules[name] = module


if __name__ == "__main__":
    _become_package()
    # the server went, or wants no more of this file
    with suppress(EOFError, ConnectionError):
        serve(Connection(int(sys.argv[1])))
