"""Tab-delimited public files: bytes → rows, or a reason why the file is refused.

FDA's files are Windows-1252 (requirements 2.2 to 2.4). A file that is cut off, an
apology page served instead, or another layout must never replace a good list.
"""

import codecs
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..unpack import BROKEN
from .errors import ListError

MIN_ROWS = 2  # a list of one row is a mistake
MAX_BAD_SHARE = 0.01
MAX_UNPACKED = 192 << 20
_HEAD = 4096
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_PAGE = (b"<!doctype", b"<html", b"<head", b"<body", b"<?xml")


# the five bytes cp1252 leaves open: one odd letter must not refuse a list
def _as_latin1(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("dscsa_latin1", _as_latin1)


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns of a file. ``optional`` may be absent; ``aliases`` are known renamings.

    Names are compared in lower case without spaces, ``_`` and dots.
    """

    name: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)

    def plus(self, aliases: Mapping[str, str]) -> "Layout":
        """The same with further renamings (new name → name of this layout)."""
        return Layout(
            self.name, self.required, self.optional, {**self.aliases, **aliases}
        )


@dataclass(slots=True)
class Table:
    """An opened file: where each column stands, and what was odd so far."""

    columns: dict[str, int]
    width: int
    stream: io.TextIOWrapper
    has_final_break: bool
    unknown: tuple[str, ...] = ()
    encoding: str = "cp1252"
    rows: int = 0
    bad: int = 0

    def __iter__(self) -> Iterator[list[str]]:
        """Fields of every row, at least ``width`` of them.

        Raises ListError ``list.truncated`` when the last line is cut off,
        ``list.damaged`` when over one line in a hundred has too few fields,
        ``list.short`` for less than two rows.
        """
        width, last_is_bad = self.width, False
        for line in self.stream:
            fields = _cells(line)
            last_is_bad = len(fields) < width
            if last_is_bad:
                self.bad += bool(line.strip())
                continue
            self.rows += 1
            yield fields
        if last_is_bad and self.bad and not self.has_final_break:
            raise ListError("list.truncated", rows=self.rows)
        self._check()

    def _check(self) -> None:
        if self.bad > max(1, self.rows) * MAX_BAD_SHARE:
            raise ListError("list.damaged", bad=self.bad, rows=self.rows)
        if self.rows < MIN_ROWS:
            raise ListError("list.short", rows=self.rows)


def open_table(data: bytes, layout: Layout) -> Table:
    """The table in these bytes, its header read.

    Raises ListError ``list.empty``, ``list.html``, ``list.encoding``, ``list.layout``.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise ListError("list.empty")
    check_no_page(data)
    data = _from_utf16(data)
    encoding = _encoding(data)
    stream = io.TextIOWrapper(
        io.BytesIO(data), encoding=encoding, errors="dscsa_latin1", newline="\n"
    )
    header = _cells(stream.readline())
    columns, unknown = _columns(header, layout)
    # a row may leave out what follows the last column we read
    width = max(columns[name] for name in columns) + 1
    final = data[-1:] in (b"\n", b"\r")
    return Table(columns, width, stream, final, unknown, encoding)


def _cells(line: str) -> list[str]:
    """Cells of a line, without the quotes a spreadsheet puts around them on saving."""
    fields = line.rstrip("\r\n").split("\t")
    if '"' not in line:
        return fields
    return [
        field[1:-1].replace('""', '"')
        if len(field) > 1 and field[0] == field[-1] == '"'
        else field
        for field in fields
    ]


def _from_utf16(data: bytes) -> bytes:
    """A list saved as «Unicode text», with its mark, as UTF-8."""
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data
    try:
        return data.decode("utf-16").encode("utf-8")
    except UnicodeDecodeError as error:
        raise ListError("list.encoding", reason="UTF-16") from error


def check_no_page(data: bytes) -> None:
    """Raise ListError ``list.html`` for a web page: FDA's apologies say «200 OK»."""
    page = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    head = page.lower()
    if head.startswith(_PAGE) or b"<html" in head:
        title = re.search(rb"<(title|h1)\b[^<>]*+>([^<]*+)<", page, re.I)
        shown = title[2].decode("latin-1").strip()[:80] if title else "HTML"
        raise ListError("list.html", title=shown)


def _encoding(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:_HEAD]:
        raise ListError("list.encoding", reason="UTF-16")
    if len(_CONTROL.findall(data[:_HEAD])) > len(data[:_HEAD]) // 100:
        raise ListError("list.encoding", reason="binary")
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data.isascii():
        return "cp1252"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def plain_name(text: str) -> str:
    """A column's name for comparing."""
    return re.sub(r"[\s_.\"]+", "", text).lower()


def _columns(
    header: Sequence[str], layout: Layout
) -> tuple[dict[str, int], tuple[str, ...]]:
    aliases = {plain_name(a): plain_name(name) for a, name in layout.aliases.items()}
    known = {plain_name(name): name for name in (*layout.required, *layout.optional)}
    places: dict[str, int] = {}
    unknown = []
    for place, text in enumerate(header):
        plain = plain_name(text)
        name = known.get(aliases.get(plain, plain))
        if name:
            places.setdefault(name, place)
        elif plain:
            unknown.append(text.strip()[:40])
    missing = [name for name in layout.required if name not in places]
    if missing:
        raise ListError(
            "list.layout",
            name=layout.name,
            missing=", ".join(missing[:5]),
            found=", ".join(text.strip() for text in header[:5])[:120],
        )
    return places, tuple(unknown)


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin like a ZIP archive."""
    return data[:2] == b"PK"


def unzip(data: bytes, names: Sequence[str]) -> list[bytes]:
    """The members whose names end with ``names``, in that order.

    Raises ListError ``list.empty``, ``list.html``, ``list.zip`` (broken or cut off),
    ``list.zip_member``, ``list.zip_size``.
    """
    if not data:
        raise ListError("list.empty")
    check_no_page(data)
    if not is_zip(data):
        raise ListError("list.no_zip")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        return [_member(archive, name) for name in names]
    except BROKEN as error:
        raise ListError("list.zip") from error


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    for info in archive.infolist():
        if info.filename.rsplit("/", 1)[-1].lower() == name:
            if info.file_size > MAX_UNPACKED:
                raise ListError("list.zip_size", member=info.filename)
            with archive.open(info) as stream:
                # the size in the directory of the archive may lie
                content = stream.read(MAX_UNPACKED + 1)
            if len(content) > MAX_UNPACKED:
                raise ListError("list.zip_size", member=info.filename)
            return content
    found = ", ".join(info.filename for info in archive.infolist()[:5])
    raise ListError("list.zip_member", wanted=name, found=found)
