"""Bytes of a CSV or TSV → rows of cells: encoding, separator and quoting are found.

Cells stay texts. Nothing is ever computed: what looks like a formula is a text.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from ..epcis.looks import looks_like
from .model import TableError, TableLimits

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_FALLBACK = "cp1252"
# with what mainframes and decryptors fill up a file
_FILLING = b"\0\x1a \t\r\n"
_ENDINGS = (".csv", ".tsv", ".tab", ".txt")
_SEPARATORS = ",;\t|"
_SAMPLE_LINES, _SAMPLE = 40, 1 << 18
# no program of tables has more; most of them are blank then
_WIDEST = 1 << 14
_DECLARED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
# Excel's way to keep the zeros of a number: ="00123"
_KEPT = re.compile(r'=\s*"(.*)"', re.DOTALL)
_BLANKS = "\ufeff\u00a0\u200b \t\r\n"

Rows = list[list[str]]


def is_table(head: bytes, name: str = "") -> bool:
    """Whether a file that begins with these bytes looks like a table of text.

    A report may begin with a title; then its name has to say what it is.
    """
    named = name.lower().endswith(_ENDINGS)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return named or head[2:4].strip(b"\0") not in (b"<", b"{", b"[")
    if named and _bare_utf16(head):
        return True
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"", b"<", b"{", b"["):
        return False
    looks = looks_like(head)
    return looks == "CSV" or (named and looks == "text" and _has_columns(head))


def _has_columns(head: bytes) -> bool:
    """Several cells a line; a word, or a letter with a comma in it, is no table."""
    return any(
        sum(min(2, line.count(sign)) for line in head.splitlines()) > 1
        for sign in (b",", b";", b"\t", b"|")
    )


def read_rows(stream: BinaryIO, limits: TableLimits | None = None) -> Rows:
    """All rows of a CSV or TSV, cells trimmed.

    Raises TableError ``tabular.empty``, ``tabular.encoding``, ``tabular.size``.
    """
    limits = limits or TableLimits()
    text = _text(stream, limits)
    separator, text = _separator(text)
    return collect(_cells(text, separator), limits)


def collect(rows: Iterable[Iterable[str]], limits: TableLimits) -> Rows:
    """Rows within the limits, cells cleaned; also for spreadsheets."""
    found: Rows = []
    for number, row in enumerate(rows, 1):
        if number > limits.max_rows:
            raise TableError("tabular.size", limit=f"{limits.max_rows:,} rows")
        cells = [clean(cell) if cell else "" for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > limits.max_columns:
            raise TableError("tabular.size", limit=f"{limits.max_columns} columns")
        if any(len(cell) > limits.max_cell for cell in cells):
            raise TableError(
                "tabular.size", limit=f"{limits.max_cell:,} letters a cell"
            )
        found.append(cells)
    while found and not found[-1]:
        found.pop()
    if not any(found):
        raise TableError("tabular.empty")
    return found


def clean(cell: str) -> str:
    """A cell without blanks around it and without a spreadsheet's protecting signs."""
    text = cell.replace("\0", "").strip(_BLANKS)
    if kept := _KEPT.fullmatch(text):
        return kept[1].strip(_BLANKS)
    return text[1:] if text[:1] == "'" and text[1:2].isalnum() else text


def _text(stream: BinaryIO, limits: TableLimits) -> str:
    data = stream.read(limits.max_bytes + 1)
    if len(data) > limits.max_bytes:
        raise TableError("tabular.size", limit=f"{limits.max_bytes >> 20} MB")
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    encoding = encoding or _bare_utf16(data[:4096])
    if not encoding:
        data = data.rstrip(_FILLING)
    if not data.strip():
        raise TableError("tabular.empty")
    if not encoding and b"\0" in data[:4096]:
        raise TableError("tabular.encoding", reason=looks_like(data[:4096]))
    try:
        return data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        if encoding:
            raise TableError("tabular.encoding", reason=encoding) from error
        return data.decode(_FALLBACK, "replace")


def _bare_utf16(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of plain text is a zero."""
    for first, encoding in ((0, "utf-16-be"), (1, "utf-16-le")):
        zeros, others = head[first::2], head[1 - first :: 2]
        if len(head) > 8 and zeros.count(0) > 0.9 * len(zeros) and 0 not in others:
            return encoding
    return None


def _separator(text: str) -> tuple[str, str]:
    """The sign between cells: the one that cuts most lines into equally many."""
    if declared := _DECLARED.match(text):
        return declared[1], text[declared.end() :]
    sample = "".join(text[:_SAMPLE].splitlines(keepends=True)[:_SAMPLE_LINES])
    return max(_SEPARATORS, key=lambda sign: _fitness(sample, sign)), text


def _fitness(sample: str, separator: str) -> tuple[float, int]:
    try:
        widths = [len(row) for row in _cells(sample, separator) if any(row)]
    except TableError:
        return 0.0, 0
    wide = [width for width in widths if width > 1]
    if not wide:
        return 0.0, 0
    width, count = Counter(wide).most_common(1)[0]
    return count / len(widths), width


def _cells(text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True
    )
    try:
        for row in reader:
            if len(row) > _WIDEST:
                raise TableError("tabular.size", limit=f"{_WIDEST:,} columns")
            yield row
    except csv.Error as error:
        raise TableError("tabular.encoding", reason="broken lines") from error
