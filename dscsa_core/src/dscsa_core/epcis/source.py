"""From bytes to clean UTF-8: what kind of file it is and how its text is encoded."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from ..errors import EpcisError
from .limits import Limits, too_large
from .looks import ARCHIVES, BINARY, looks_like
from .notes import Notes

CHUNK = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BARE = tuple(
    (first.encode(encoding), encoding)
    for first in "<{["
    for encoding in ("utf-16-le", "utf-16-be")
)
# A declaration as the standard wants it; LOOSE takes what editors and mail made of it.
_STRICT = re.compile(
    rb"<\?xml\s+version\s*=\s*(['\"])1\.[0-9]\1"
    rb"(?:\s+encoding\s*=\s*(['\"])([A-Za-z][A-Za-z0-9._-]*)\2)?"
    rb"(?:\s+standalone\s*=\s*(['\"])(?:yes|no)\4)?\s*\?>"
)
_LOOSE = re.compile(rb"<\?xml\b[^<>]{0,400}?\?>")
_ENCODING = re.compile(r"encoding\s*+=\s*+[^\w\s]?\s*+([\w.\u2010-\u2015\u2212-]+)")
_FAMILIES = ("utf-8", "ascii", "iso8859", "cp125", "koi8", "mac", "cp437", "cp850")
FALLBACK = "cp1252"
_BLANKS = " \t\r\n"
_FILLING = b"\0\x1a \t\r\n"


@dataclass
class Source:
    """A file that can be read again: ``kind`` is ``xml`` or ``json``.

    ``start`` is the offset behind byte order mark and XML declaration; ``lead`` is
    put in their place (line breaks only, so that line numbers stay right). ``end`` is
    the offset of what mainframes and decryptors fill a file up with.
    """

    stream: BinaryIO
    kind: str
    encoding: str
    start: int
    limit: int
    end: int
    lead: bytes = b""

    def chunks(self) -> Iterator[bytes]:
        """The content as UTF-8; raises EpcisError ``epcis.size``/``epcis.encoding``."""
        if self.lead:
            yield self.lead
        if self.encoding in ("utf-8", "ascii"):
            yield from self._raw()
            return
        errors = "replace" if self.encoding == FALLBACK else "strict"
        decoder = codecs.getincrementaldecoder(self.encoding)(errors)
        try:
            for chunk in self._raw():
                yield decoder.decode(chunk).encode()
            yield decoder.decode(b"", final=True).encode()
        except UnicodeError as error:
            raise EpcisError("epcis.encoding", encoding=self.encoding) from error

    def _raw(self) -> Iterator[bytes]:
        self.stream.seek(self.start)
        read = self.start
        while chunk := self.stream.read(max(min(CHUNK, self.end - read), 0)):
            read += len(chunk)
            if read > self.limit:
                raise too_large(self.limit, "bytes")
            yield chunk


# what else it is, where the next step is another
_OTHERS = dict.fromkeys(ARCHIVES, "epcis.archive") | {BINARY: "epcis.binary"}


def open_source(stream: BinaryIO, limits: Limits, notes: Notes) -> Source:
    """Look at the first bytes and check the encoding over the whole file.

    Raises EpcisError ``epcis.empty``, ``epcis.size``, ``epcis.not_epcis``,
    ``epcis.archive`` or ``epcis.binary``.
    """
    size = stream.seek(0, 2)
    if size > limits.max_bytes:
        raise too_large(limits.max_bytes, "bytes")
    stream.seek(0)
    head = stream.read(1 << 12)
    mark, encoding = _byte_order(head)
    body = head[mark:]
    text = body.decode(encoding or "utf-8", "replace")
    blanks = len(text) - len(text.lstrip(_BLANKS))
    text = text[blanks:]
    if not text.strip("\0"):
        raise EpcisError("epcis.empty", size=size)
    if text[0] not in "<{[":
        looks = looks_like(head)
        raise EpcisError(_OTHERS.get(looks, "epcis.not_epcis"), looks_like=looks)
    kind = "xml" if text[0] == "<" else "json"
    end = _padding_starts(stream, size) if encoding in (None, "utf-8") else size
    if end < size:
        notes.add("DOC_PADDING", "file", count=size - end)
    name = encoding or "utf-8"
    source = Source(stream, kind, name, mark, limits.max_bytes, end)
    if kind == "json":
        _check(source, "", notes)
    else:
        _declaration(source, body, blanks if encoding in (None, "utf-8") else 0, notes)
    return source


def _padding_starts(stream: BinaryIO, size: int) -> int:
    """Offset of the NUL and Ctrl-Z at the end of the file; its size without any."""
    end, is_filled = size, False
    while end:
        begin = max(0, end - CHUNK)
        stream.seek(begin)
        piece = stream.read(end - begin)
        kept = len(piece.rstrip(_FILLING))
        is_filled = is_filled or bool(piece[kept:].strip(_BLANKS.encode()))
        if kept:
            return begin + kept if is_filled else size
        end = begin
    return size


def _byte_order(head: bytes) -> tuple[int, str | None]:
    """Length of the byte order mark and the encoding it or the zero bytes show."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return len(mark), encoding
    return 0, next((name for start, name in _BARE if head.startswith(start)), None)


def _declaration(source: Source, body: bytes, blanks: int, notes: Notes) -> None:
    """Take the XML declaration out of the way, noting what had to be repaired."""
    if source.encoding not in ("utf-8", "ascii"):
        _wide_declaration(source, body)
        return
    lead, body = body[:blanks], body[blanks:]
    strict = _STRICT.match(body)
    loose = strict or _LOOSE.match(body)
    declared = ""
    if loose:
        found = _ENCODING.search(loose[0].decode("utf-8", "replace"))
        declared = found[1] if found else ""
        source.start += blanks + loose.end()
        source.lead = b"\n" * (lead.count(b"\n") + loose[0].count(b"\n"))
    elif blanks:
        source.start += blanks
        source.lead = b"\n" * lead.count(b"\n")
    _check(source, declared, notes, odd=bool(loose and not strict))


def _wide_declaration(source: Source, body: bytes) -> None:
    """The same for UTF-16 and UTF-32: only its end is looked for."""
    end = "?>".encode(source.encoding)
    begin = "<?xml".encode(source.encoding)
    at = body.find(end)
    if body.startswith(begin) and at >= 0:
        source.start += at + len(end)


def _check(source: Source, declared: str, notes: Notes, odd: bool = False) -> None:
    """Settle the encoding of a one-byte file: what is valid UTF-8 is UTF-8."""
    if source.encoding not in ("utf-8", "ascii"):
        return
    ascii_only, utf8 = _scan(source)
    named = _codec(declared)
    if utf8:
        right = named == "utf-8" or (ascii_only and named is not None)
    else:
        source.encoding = named if named not in (None, "utf-8", "ascii") else FALLBACK
        right = source.encoding == named
    if odd or not right:
        used = source.encoding.upper()
        notes.add("DOC_ENCODING", "line 1", declared=declared or "UTF-8", used=used)


def _codec(declared: str) -> str | None:
    """Python's name of a declared one-byte encoding; None when it is none."""
    name = re.sub("[\u2010-\u2015\u2212]", "-", declared) or "utf-8"
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return found if found.startswith(_FAMILIES) else None


def _scan(source: Source) -> tuple[bool, bool]:
    """Whether the whole file is ASCII, and whether it is valid UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    ascii_only = True
    try:
        for chunk in source.chunks():
            if ascii_only and chunk.isascii():
                continue
            ascii_only = False
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False, False
    return ascii_only, True
