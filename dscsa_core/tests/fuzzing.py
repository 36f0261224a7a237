"""Files and scans spoiled in a way that can be told again by two numbers.

``spoiled(seed, number)`` gives (kind, bytes); ``read`` takes them as the product does
and raises what it must never raise. Used by a test of seconds and by ``setup/fuzz``.
"""

import gzip
import io
import json
import random
import zipfile
from datetime import UTC, date, datetime

from dscsa_core.check import check_stream
from dscsa_core.errors import CoreError
from dscsa_core.gs1.barcode import read_scan
from dscsa_core.licenses.decrs import read_address
from dscsa_core.tabular.fields import find_header_row, guess_columns
from dscsa_core.tabular.model import Layout
from dscsa_core.tabular.rows import read_table
from dscsa_core.tabular.text import read_rows
from dscsa_core.unpack import members
from dscsa_core.x12.reader import open_x12

from .reader_samples import document, document_json, event, object_json
from .test_x12_properties import TEXT as X12

TODAY, NOW = date(2026, 11, 22), datetime(2026, 11, 22, 12, tzinfo=UTC)
_GTIN = "00399990123457"
_CSV = (
    "GTIN,Serial,Lot,Expiry,Qty,Invoice\r\n"
    + "".join(f"{_GTIN},S{n},L{n % 3},2028-03-{n + 1:02d},1,I-7\r\n" for n in range(9))
).encode()
_SCAN = f"]d201{_GTIN}17280331" + "10L7\x1d21S12345"
_TOKENS = [
    *(b"9" * 90, b"1e99999999999999999999", b"-", b"\0", b"\x1a", b"&", b"<", b"]]>"),
    *(b"<!DOCTYPE a [", b"<!--", b"<?xml ", b"[" * 90, b'{"a":' * 90, b'"', b"\\"),
    *(b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", "\u2010\u201c".encode(), b"~"),
    *(b"*", b"\x1d", b"(01)", b"\r\n", b"\t", b";", b"=1+1", b"NaN", b"Infinity"),
    *(
        b"2028-02-30",
        b"0" * 40,
        b"urn:epc:id:sgtin:",
        b"PK\3\4",
        b"\x1f\x8b",
        b" " * 99,
    ),
    *(b"xmlns:a='b'", b"</EventList>", b"<EventList>", b'"@context":', b'"type":'),
]


def _zip(data):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", data)
        archive.writestr("b/\\c.json", data[:50])
    return out.getvalue()


def _seeds():
    xml = document(event(), event(step="shipping")).encode()
    text = json.dumps(document_json(object_json(), object_json())).encode()
    return {
        "xml": xml,
        "json": text,
        "x12": X12.encode(),
        "csv": _CSV,
        "scan": _SCAN.encode(),
        "zip": _zip(xml),
        "gzip": gzip.compress(text, mtime=0),
        "address": b"1 A St, B, NH (NH) 03301, United States (USA)",
    }


_SEEDS = _seeds()
KINDS = tuple(_SEEDS)


def spoiled(seed: int, number: int) -> tuple[str, bytes]:
    """The same for the same two numbers, on every machine."""
    chance = random.Random(f"{seed}/{number}")
    kind = KINDS[number % len(KINDS)]
    data = bytearray(_SEEDS[kind])
    for _change in range(chance.choice((1, 1, 2, 3, 5, 9))):
        _change_one(chance, data)
    if chance.random() < 0.05:
        encoding = chance.choice(("utf-16", "utf-16-be", "utf-32", "cp037"))
        data = bytearray(data.decode("latin-1").encode(encoding, "replace"))
    if chance.random() < 0.02:
        at = chance.randrange(len(data) + 1)
        data[at:at] = chance.choice(_TOKENS) * chance.choice((100, 2000))
    return kind, bytes(data)


def _change_one(chance, data):
    at = chance.randrange(len(data) + 1)
    end = min(len(data), at + chance.choice((1, 2, 8, 60, 300)))
    match chance.randrange(6):
        case 0:
            data[at:at] = chance.choice(_TOKENS)
        case 1:
            del data[at:end]
        case 2:
            data[at:at] = data[at:end] * chance.choice((1, 2, 20))
        case 3:
            data[at : at + 1] = bytes([chance.randrange(256)])
        case 4:
            del data[end:]
        case _:
            other = _SEEDS[chance.choice(KINDS)]
            cut = chance.randrange(len(other))
            data[at:end] = other[cut : cut + 90]


def read(kind: str, data: bytes) -> None:
    """Read as the product does: returns, or raises what is a fault of ours."""
    try:
        _READERS[kind](data)
    except CoreError as error:
        str(error)


def _check(data):
    json.dumps(check_stream(io.BytesIO(data), "x", TODAY, NOW))


def _x12(data):
    for _event in open_x12(io.BytesIO(data)).events():
        pass


def _table(data):
    rows = read_rows(io.BytesIO(data))
    header = find_header_row(rows)
    headings = rows[header - 1] if header else []
    columns = guess_columns(headings, rows[header:])
    read_table(rows, Layout(columns, header, "mdy", False))


def _scan(data):
    read_scan(data.decode("utf-8", "replace")[:4000], today=TODAY)


def _archive(data):
    for member in members(io.BytesIO(data), "a.zip"):
        if member.file:
            _check(member.file.read())


_READERS = {
    "xml": _check,
    "json": _check,
    "x12": _x12,
    "csv": _table,
    "scan": _scan,
    "zip": _archive,
    "gzip": _archive,
    "address": lambda data: read_address(data.decode("latin-1")),
}
