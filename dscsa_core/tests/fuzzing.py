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

from dscsa_core.archive import manifest as paper
from dscsa_core.archive.verify import verify
from dscsa_core.check import check_stream
from dscsa_core.errors import CoreError
from dscsa_core.gs1.barcode import read_scan
from dscsa_core.licenses import decrs, ndc_directory, wdd
from dscsa_core.licenses.tables import unzip
from dscsa_core.pdg.response import looks_like_response, read_response
from dscsa_core.recall.notice import read_lots, read_notice, read_serials
from dscsa_core.tabular.deliveries import deliveries
from dscsa_core.tabular.fields import find_header_row, guess_columns
from dscsa_core.tabular.markup import read_markup
from dscsa_core.tabular.model import Layout, Terms
from dscsa_core.tabular.rows import read_table
from dscsa_core.tabular.text import read_rows
from dscsa_core.testing import license_lists
from dscsa_core.unpack import members
from dscsa_core.x12.reader import open_x12

from .archive_samples import good
from .reader_samples import document, document_json, event, object_json
from .test_pdg import response
from .test_x12_properties import TEXT as X12

TODAY, NOW = date(2026, 11, 22), datetime(2026, 11, 22, 12, tzinfo=UTC)
_GTIN = "00399990123457"
_CSV = (
    "GTIN,Serial,Lot,Expiry,Qty,Invoice\r\n"
    + "".join(f"{_GTIN},S{n},L{n % 3},2028-03-{n + 1:02d},1,I-7\r\n" for n in range(9))
).encode()
_LINK = f"https://a.example/01/{_GTIN}/10/L7/21/S12345?17=280331"
_NOTICE = f"""RECALL Class II, Testol 5 mg, NDC 99990-101-30 (30 ct),
UPC 3 99990 10130 0
Lot #: LF-7401, Exp. 09/2028; Lots A100 through A105, A107-A109 (Qty 1,200)
Lot Number\tExpiration Date\tQty
QX12\t09/30/2028\t24
a) QX-74** b) 7402 or 7403; all lots within expiry except LF-7409
Serial numbers: S100 to S199, (01){_GTIN}(17)280331(10)L7(21)S12345
"""
_SHEET = f"""<?xml version="1.0"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="A"><Table>
<Row><Cell><Data ss:Type="String">GTIN</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="String">Lot</Data></Cell></Row>
<Row><Cell><Data ss:Type="Number">{_GTIN}</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="DateTime">2028-03-31T00:00:00</Data></Cell></Row>
</Table></Worksheet></Workbook>"""
_PAGE = f"""<html><body><table><tr><th>GTIN</th><th colspan=2>Lot</th></tr>
<tr><td rowspan="2">{_GTIN}</td><td>L1</td><td>2028-03-31</td></tr><tr><td>&#65;</td>
</tr></table></body></html>"""
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


with zipfile.ZipFile(io.BytesIO(good())) as _opened:
    _ARCHIVE = {name: _opened.read(name) for name in _opened.namelist()}
_PRODUCTS, _PACKAGES = unzip(license_lists.ndc_mixed(), ndc_directory.MEMBERS)


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
        "link": _LINK.encode(),
        "notice": _NOTICE.encode(),
        "sheet": _SHEET.encode(),
        "page": _PAGE.encode(),
        "answer": json.dumps(response()).encode(),
        "archive": good(),
        "wdd": license_lists.wdd_mixed(),
        "decrs": license_lists.decrs_mixed(),
        "manifest": _ARCHIVE[paper.MANIFEST],
        "ndc": license_lists.ndc_mixed(),
        "products": _PRODUCTS,
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
    _goods(read_rows(io.BytesIO(data)))


def _markup(data):
    for rows in read_markup(data).values():
        _goods(rows)


def _goods(rows):
    header = find_header_row(rows)
    headings = rows[header - 1] if header else []
    columns = guess_columns(headings, rows[header:])
    reading = read_table(rows, Layout(columns, header, "mdy", False))
    deliveries(reading.entries, Terms())


def _scan(data):
    read_scan(data.decode("utf-8", "replace")[:4000], today=TODAY)


def _archive(data):
    for member in members(io.BytesIO(data), "a.zip"):
        if member.file:
            _check(member.file.read())


def _notice(data):
    text = data.decode("utf-8", "replace")
    for reader in (read_notice, read_lots, read_serials):
        reader(text)


def _answer(data):
    looks_like_response(data)
    read_response(data)


def _listed(reader):
    def read(data):
        listing = reader.read(data)
        for _row in listing:
            pass
        str(listing.notes)

    return read


def _manifest(data):
    """An archive whose ZIP is good, whatever its manifest says."""
    about = {
        paper.MANIFEST: data,
        paper.MANIFEST_DIGEST: paper.digest_of(data).encode(),
    }
    verify(io.BytesIO(license_lists.zipped(**_ARCHIVE | about)))


def _products(data):
    packed = license_lists.zipped(product__txt=data, package__txt=_PACKAGES)
    _listed(ndc_directory)(packed)


_READERS = {
    "xml": _check,
    "json": _check,
    "x12": _x12,
    "csv": _table,
    "scan": _scan,
    "zip": _archive,
    "gzip": _archive,
    "address": lambda data: decrs.read_address(data.decode("latin-1")),
    "link": _scan,
    "notice": _notice,
    "sheet": _markup,
    "page": _markup,
    "answer": _answer,
    "archive": lambda data: verify(io.BytesIO(data)),
    "wdd": _listed(wdd),
    "decrs": _listed(decrs),
    "manifest": _manifest,
    "ndc": _listed(ndc_directory),
    "products": _products,
}
