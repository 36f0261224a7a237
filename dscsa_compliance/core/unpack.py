"""Files inside an archive: ZIP and gzip, never more than a bounded amount."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from .errors import CoreError

MAX_FILES = 1000
MAX_RATIO = 400
MAX_BYTES = 1 << 30
# Small archives of repetitive XML are no attack, whatever their ratio.
FREE_BYTES = 1 << 22
_CHUNK = 1 << 16
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError)


class ArchiveError(CoreError):
    """An archive that cannot or must not be unpacked."""


def members(
    stream: BinaryIO, spool: Callable[[], BinaryIO] = io.BytesIO
) -> Iterator[tuple[str, BinaryIO]]:
    """(name, seekable stream) of every file in an archive; no archive gives itself.

    The name is empty unless the archive is a ZIP; ``spool`` makes the file that a
    member is unpacked into. Raises ArchiveError ``file.archive_bomb`` (more than
    400 times its size and 4 MB, or over 1 GB), ``file.archive_files`` (over 1000),
    ``file.archive_broken``.
    """
    magic = stream.read(4)
    stream.seek(0)
    if magic[:2] == b"\x1f\x8b":
        yield "", _gunzip(stream, spool())
    elif magic == b"PK\x03\x04":
        yield from _unzip(stream, spool)
    else:
        yield "", stream


def _gunzip(stream: BinaryIO, out: BinaryIO) -> BinaryIO:
    packed = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    try:
        return _copy(gzip.GzipFile(fileobj=stream), out, packed)
    except _BROKEN as error:
        raise ArchiveError("file.archive_broken", name="") from error


def _unzip(
    stream: BinaryIO, spool: Callable[[], BinaryIO]
) -> Iterator[tuple[str, BinaryIO]]:
    try:
        archive = zipfile.ZipFile(stream)
    except _BROKEN as error:
        raise ArchiveError("file.archive_broken", name="") from error
    files = [info for info in archive.infolist() if not info.is_dir()]
    if not files:
        raise ArchiveError("file.archive_broken", name="")
    if len(files) > MAX_FILES:
        raise ArchiveError("file.archive_files", limit=MAX_FILES)
    for info in files:
        try:
            with archive.open(info) as member:
                copy = _copy(member, spool(), info.compress_size)
        except _BROKEN as error:
            name = info.filename
            raise ArchiveError("file.archive_broken", name=name) from error
        yield info.filename, copy


def _copy(source: BinaryIO, out: BinaryIO, packed: int) -> BinaryIO:
    """Copy at most what an honest archive of this size can hold."""
    limit = min(MAX_BYTES, max(FREE_BYTES, packed * MAX_RATIO))
    left = limit
    while chunk := source.read(_CHUNK):
        left -= len(chunk)
        if left < 0:
            raise ArchiveError("file.archive_bomb", limit=limit)
        out.write(chunk)
    out.seek(0)
    return out
