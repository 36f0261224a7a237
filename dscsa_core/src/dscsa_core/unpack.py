"""Files inside an archive: ZIP and gzip, never more than a bounded amount.

An archive may claim anything, so only bytes that really come out of it are counted.
The one unpacker of uploads, mails and the checker: what one takes, all take.
"""

import gzip
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO

from .errors import CoreError

MAX_FILES = 2000
MAX_RATIO = 200
MAX_BYTES = 1 << 30
# Small archives of repetitive XML are no attack, whatever their ratio.
FREE_BYTES = 10 << 20
_CHUNK = 1 << 16
_MAX_NAME = 200
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# of desktop systems: never data
_STRAY = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")
# what reading an archive may raise, whatever is in it
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,  # encrypted, or packed in a way Python does not know
    ValueError,
    LookupError,
    ArithmeticError,
)


class ArchiveError(CoreError):
    """An archive that cannot or must not be unpacked."""


class _Damaged(Exception):
    """A member breaks off while it is read: never a fault of where it is written."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive, or the only one of what is none.

    ``path`` is the place in the archive, empty when the file is no ZIP; ``name`` its
    last part. ``fault`` says why it was left out (``file.member_broken``,
    ``file.member_stray``); ``file`` is None then.
    """

    name: str
    path: str
    file: BinaryIO | None
    fault: CoreError | None = None


def plain_path(path: str) -> str:
    """A path as it may be shown and stored: without signs nobody can see."""
    return _CONTROL.sub("", path or "").encode("utf-8", "replace").decode()


def plain_name(name: str) -> str:
    """The last part of a path in either notation."""
    parts = plain_path(name).replace("\\", "/").split("/")
    last = next((part.strip() for part in reversed(parts) if part.strip()), "")
    return last[-_MAX_NAME:]


def members(
    stream: BinaryIO,
    name: str = "",
    spool: Callable[[], BinaryIO] = io.BytesIO,
    limit: int = MAX_BYTES,
) -> Iterator[Member]:
    """Every file in an archive called ``name``; what is no archive gives itself.

    A spreadsheet is none. ``spool`` makes the file that a member is unpacked into.
    Raises ArchiveError ``file.archive_bomb``, ``file.archive_files``,
    ``file.size`` (over ``limit`` bytes come out) or ``file.archive_broken``.
    """
    stream.seek(0)
    magic = stream.read(4)
    packed = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    budget = _Budget(limit, packed)
    if magic[:2] == b"\x1f\x8b":
        inner = name[:-3] if name.lower().endswith(".gz") else name
        yield Member(plain_name(inner), "", _gunzip(stream, name, spool(), budget))
        return
    infos = _files(stream, name) if magic in (b"PK\3\4", b"PK\5\6") else None
    if infos is None:
        stream.seek(0)
        yield Member(plain_name(name), "", stream)
        return
    yield from _unzip(infos, name, spool, budget)


class _Budget:
    """How many bytes may still come out of an archive of ``packed`` bytes."""

    def __init__(self, limit: int, packed: int) -> None:
        self._limit, self._written = limit, 0
        self._ratio = max(packed * MAX_RATIO, FREE_BYTES)

    def spend(self, source: IO[bytes] | gzip.GzipFile, out: BinaryIO) -> BinaryIO:
        for chunk in _pieces(source):
            self._written += len(chunk)
            if self._written > self._limit:
                raise ArchiveError("file.size", limit=f"{self._limit >> 20} MB")
            if self._written > self._ratio:
                raise ArchiveError("file.archive_bomb")
            out.write(chunk)
        out.seek(0)
        return out


def _pieces(source: IO[bytes] | gzip.GzipFile) -> Iterator[bytes]:
    while True:
        try:
            chunk = source.read(_CHUNK)
        except BROKEN as error:
            raise _Damaged from error
        if not chunk:
            return
        yield chunk


def _gunzip(stream: BinaryIO, name: str, out: BinaryIO, budget: _Budget) -> BinaryIO:
    try:
        return budget.spend(gzip.GzipFile(fileobj=stream), out)
    except _Damaged as error:
        raise ArchiveError("file.archive_broken", name=name) from error


def _files(stream: BinaryIO, name: str) -> tuple[zipfile.ZipFile, list] | None:
    """The archive and its files; None for a file of an office program."""
    try:
        archive = zipfile.ZipFile(stream)
        infos = [info for info in archive.infolist() if not info.is_dir()]
    except BROKEN as error:
        raise ArchiveError("file.archive_broken", name=name) from error
    if any(info.filename == "[Content_Types].xml" for info in infos):
        return None
    if not infos:
        raise ArchiveError("file.archive_broken", name=name)
    if len(infos) > MAX_FILES:
        raise ArchiveError("file.archive_files", limit=MAX_FILES, count=len(infos))
    return archive, infos


def _unzip(
    opened: tuple[zipfile.ZipFile, list],
    name: str,
    spool: Callable[[], BinaryIO],
    budget: _Budget,
) -> Iterator[Member]:
    archive, infos = opened
    broken = 0
    for info in infos:
        path = plain_path(info.filename)
        plain = plain_name(path)
        if _STRAY.search(path.replace("\\", "/")):
            fault = ArchiveError("file.member_stray", name=plain)
            yield Member(plain, path, None, fault)
            continue
        try:
            with _opened(archive, info) as member:
                copy = budget.spend(member, spool())
        except _Damaged as error:
            broken += 1
            if broken == len(infos):
                raise ArchiveError("file.archive_broken", name=name) from error
            fault = ArchiveError("file.member_broken", name=plain)
            yield Member(plain, path, None, fault)
        else:
            yield Member(plain, path, copy)


def _opened(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> IO[bytes]:
    try:
        return archive.open(info)
    except BROKEN as error:
        raise _Damaged from error
