"""Members of an archive read as a stream: digest, size and rows in one pass."""

from __future__ import annotations

import csv
import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import IO

_packed: tuple[type[Exception], ...] = ()
# a Python without it packs nothing that way
with suppress(ImportError):
    from lzma import LZMAError

    _packed = (LZMAError,)

BLOCK = 1 << 18
# One cell holds at most a text of this size: notes, JSON of an event, an address.
MOST_CELL = 1 << 26
# what reading a member may raise, whatever is in it
BROKEN: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    *_packed,
    struct.error,
    csv.Error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    LookupError,
    ArithmeticError,
)


class TooLong(Exception):
    """More came out of a member than the manifest says."""


class Tap(io.RawIOBase):
    """A readable stream that hashes what passes; at most ``limit`` bytes."""

    def __init__(self, source: IO[bytes], limit: int) -> None:
        super().__init__()
        self._source, self._limit = source, limit
        self._hash, self.size = hashlib.sha256(), 0

    def readable(self) -> bool:
        """Always: it is only read."""
        return True

    def readinto(self, buffer) -> int:
        """Fill a buffer, hash what went into it."""
        data = self._source.read(min(len(buffer), BLOCK))
        self.size += len(data)
        if self.size > self._limit:
            raise TooLong
        self._hash.update(data)
        buffer[: len(data)] = data
        return len(data)

    def drain(self) -> None:
        """Read what is left."""
        buffer = bytearray(BLOCK)
        while self.readinto(buffer):
            pass

    @property
    def digest(self) -> str:
        """SHA-256 of what passed so far, hexadecimal."""
        return self._hash.hexdigest()


def rows_of(tap: Tap) -> Iterator[list[str]]:
    """Rows of a CSV member, its head first. Raises csv.Error, UnicodeDecodeError."""
    usual = csv.field_size_limit(MOST_CELL)
    text = io.TextIOWrapper(io.BufferedReader(tap, BLOCK), encoding="utf-8", newline="")
    try:
        yield from csv.reader(text, strict=True)
    finally:
        # the tap stays open: its digest is asked for afterwards
        text.detach().detach()
        csv.field_size_limit(usual)


def dicts_of(tap: Tap) -> Iterator[dict[str, str]]:
    """Rows of a CSV member by the names in its head."""
    rows = rows_of(tap)
    head = next(rows, [])
    for row in rows:
        yield dict(zip(head, row, strict=False))
