"""Files on their way in: hashed while they are read, archives opened with care.

An archive may claim anything, so only bytes that really come out of it are counted:
at most ``MAX_FILES`` files, ``limit`` bytes in all, and ``MAX_RATIO`` times the size
of the archive (files below ``RATIO_FREE`` bytes are too small to matter).
"""

import gzip
import hashlib
import lzma
import os
import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass

from ..core.errors import CoreError
from .workbook import is_workbook

BLOCK = 1 << 20
MAX_FILES = 500
MAX_RATIO = 200
RATIO_FREE = 10 << 20
DEFAULT_LIMIT_MB = 512
LIMIT_PARAMETER = "dscsa_compliance.max_upload_mb"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    RuntimeError,  # encrypted, or packed in a way Python does not know
    ValueError,
)


class SpoolError(CoreError):
    """A file or archive that is not taken in; ``code`` is a catalogue code."""


@dataclass(frozen=True, slots=True)
class Prints:
    """What a file's bytes come to."""

    sha256: str
    sha1: str
    size: int


def limit_of(env):
    """Largest file or archive content taken in, in bytes."""
    parameters = env["ir.config_parameter"].sudo()
    try:
        megabytes = int(parameters.get_param(LIMIT_PARAMETER, DEFAULT_LIMIT_MB))
    except ValueError:
        megabytes = DEFAULT_LIMIT_MB
    return max(megabytes, 1) << 20


def prints_of(path):
    """Both digests and the size of a file, read in blocks."""
    sha256, sha1, size = hashlib.sha256(), hashlib.sha1(usedforsecurity=False), 0
    with open(path, "rb") as stream:
        while block := stream.read(BLOCK):
            sha256.update(block)
            sha1.update(block)
            size += len(block)
    return Prints(sha256.hexdigest(), sha1.hexdigest(), size)


@contextmanager
def spooled(source):
    """Path of ``source``: a path stays one, bytes are written to a file for a while."""
    if not isinstance(source, bytes | bytearray | memoryview):
        yield os.fspath(source)
        return
    with tempfile.NamedTemporaryFile(prefix="dscsa_") as file:
        file.write(source)
        file.flush()
        yield file.name


def unpacked(name, stream, folder, limit):
    """Yield (name, path) of every file in an uploaded one, each written to ``folder``.

    ``stream`` is seekable and binary. A ZIP gives its files, gzip its content, all
    else (a spreadsheet too) itself. Raises SpoolError ``file.size``,
    ``file.archive_bomb``, ``file.archive_files`` or ``file.archive_broken``.
    """
    stream.seek(0, os.SEEK_END)
    budget = _Budget(limit, stream.tell())
    stream.seek(0)
    head = stream.read(4)
    stream.seek(0)
    if head[:4] in (b"PK\3\4", b"PK\5\6") and not is_workbook(stream):
        yield from _unzip(name, stream, folder, budget)
    elif head[:2] == b"\x1f\x8b":
        inner = name[:-3] if name.lower().endswith(".gz") else name
        with gzip.GzipFile(fileobj=stream) as content:
            yield inner, _copied(name, content, folder, budget, packed=True)
    else:
        yield name, _copied(name, stream, folder, budget)


class _Budget:
    """How many bytes may still come out of an upload of ``packed`` bytes."""

    def __init__(self, limit, packed):
        self.limit, self.written = limit, 0
        self.ratio_limit = max(packed * MAX_RATIO, RATIO_FREE)

    def take(self, size, packed):
        self.written += size
        if self.written > self.limit:
            raise SpoolError("file.size", limit=f"{self.limit >> 20} MB")
        if packed and self.written > self.ratio_limit:
            raise SpoolError("file.archive_bomb")


def _unzip(name, stream, folder, budget):
    try:
        archive = zipfile.ZipFile(stream)
        members = [m for m in archive.infolist() if _wanted(m)]
    except _BROKEN as error:
        raise SpoolError("file.archive_broken", name=name) from error
    with archive:
        if len(members) > MAX_FILES:
            raise SpoolError("file.archive_files", limit=MAX_FILES)
        if not members:
            raise SpoolError("file.archive_broken", name=name)
        for member in members:
            try:
                content = archive.open(member)
            except _BROKEN as error:
                raise SpoolError("file.archive_broken", name=name) from error
            with content:
                inner = os.path.basename(member.filename)
                yield inner, _copied(name, content, folder, budget, packed=True)


def _wanted(member):
    """Neither folders nor the hidden files of desktop systems."""
    base = os.path.basename(member.filename)
    return (
        base
        and not member.is_dir()
        and not base.startswith(".")
        and not member.filename.startswith("__MACOSX/")
    )


def _copied(name, stream, folder, budget, packed=False):
    """Write a stream to a new file of ``folder`` within the budget; its path."""
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        while True:
            try:
                block = stream.read(BLOCK)
            except _BROKEN as error:
                raise SpoolError("file.archive_broken", name=name) from error
            if not block:
                return file.name
            budget.take(len(block), packed)
            file.write(block)
