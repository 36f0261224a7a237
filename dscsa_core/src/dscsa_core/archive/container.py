"""The ZIP around an archive: is it whole, and is nothing hidden in it?

Faults are sentences that name the member and the place. Standard library alone.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from .reading import BROKEN

_LOCAL = struct.Struct("<4s5H3L2H")
_SIGN, _DIRECTORY = b"PK\x03\x04", b"PK\x01\x02"
_ZIP64, _FULL = 0x0001, 0xFFFFFFFF
_ENCRYPTED, _LATER = 0x1, 0x8


class Unreadable(Exception):
    """This is no archive at all; the text is a sentence for people."""


class Broken(Exception):
    """An archive that was cut or edited; the text is a sentence for people."""


def open_container(stream: BinaryIO) -> zipfile.ZipFile:
    """The ZIP of a seekable stream. Raises Unreadable or Broken."""
    stream.seek(0)
    head = stream.read(4)
    if head != _SIGN:
        raise Unreadable(
            "This is no DSCSA archive: it does not begin like a ZIP file. Was it "
            "renamed, or encrypted by the program that sent it?"
        )
    try:
        return zipfile.ZipFile(stream)
    except BROKEN as error:
        raise Broken(_where_it_ends(stream)) from error


def faults_of(container: zipfile.ZipFile, stream: BinaryIO) -> Iterator[str]:
    """What is wrong with the container itself, member by member."""
    seen: set[str] = set()
    entries = sorted(container.infolist(), key=lambda info: info.header_offset)
    expected = 0
    for info in entries:
        if info.filename in seen:
            yield f"{info.filename} is in the archive twice."
        seen.add(info.filename)
        if info.flag_bits & _ENCRYPTED:
            yield f"{info.filename} is encrypted; members of an archive never are."
        elif info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield f"{info.filename} is packed in a way an archive never uses."
        if info.header_offset != expected:
            lost = info.header_offset - expected
            yield (
                f"{abs(lost)} bytes {'too many' if lost > 0 else 'too few'} before "
                f"{info.filename}: something was cut out of or put into the file."
            )
        expected, same = _end_of(stream, info)
        if not same:
            yield f"The head of {info.filename} is not what the directory says of it."
    if expected != container.start_dir:
        yield "There are bytes after the last member that belong to none."


def _end_of(stream: BinaryIO, info: zipfile.ZipInfo) -> tuple[int, bool]:
    """Where a member ends by its own head, and whether that head is the directory's.

    Its sizes stand in the head, or beside it when it was written as a stream.
    """
    if not 0 <= info.header_offset < stream.seek(0, 2):
        return -1, False
    stream.seek(info.header_offset)
    data = stream.read(_LOCAL.size)
    if len(data) < _LOCAL.size or data[:4] != _SIGN:
        return -1, False
    _sign, _version, *told, packed, size, names, more = _LOCAL.unpack(data)
    stream.seek(names, 1)
    extra = stream.read(more)
    if size == _FULL or packed == _FULL:
        packed, size = _long_size(extra, 8), _long_size(extra, 0)
    expected = [info.flag_bits, info.compress_type, *_stamp(info), info.CRC]
    same = told == expected and (packed, size) == (info.compress_size, info.file_size)
    end = info.header_offset + _LOCAL.size + names + more + info.compress_size
    return end, same


def _stamp(info: zipfile.ZipInfo) -> tuple[int, int]:
    """Time and day of a member as a ZIP writes them."""
    year, month, day, hour, minute, second = info.date_time
    time = hour << 11 | minute << 5 | second // 2
    return time, (year - 1980) << 9 | month << 5 | day


def _where_it_ends(stream: BinaryIO) -> str:
    """Which members are whole when the directory at the end is missing."""
    whole, last, position = 0, "", 0
    length = stream.seek(0, 2)
    while True:
        found = _member_at(stream, position)
        if found is None:
            break
        last, end = found
        if end > length:
            return (
                f"The archive is cut off at byte {length}, inside {last}; {whole} "
                "members before it are whole. Copy it again from where it came from."
            )
        whole, position = whole + 1, end
    stream.seek(position)
    head = stream.read(4)
    if head == _DIRECTORY or length - position < _LOCAL.size:
        return (
            f"The archive is cut off at byte {length}, after {whole} whole members; "
            "the directory at its end is missing. Copy it again from where it came "
            "from."
        )
    return (
        f"The archive is damaged at byte {position}, after {whole} whole members"
        f"{f' (the last is {last})' if last else ''}. Copy it again from where it "
        "came from."
    )


def _member_at(stream: BinaryIO, position: int) -> tuple[str, int] | None:
    """Name and end of the member that begins there, as far as its header says."""
    stream.seek(position)
    data = stream.read(_LOCAL.size)
    if len(data) < _LOCAL.size or data[:4] != _SIGN:
        return None
    fields = _LOCAL.unpack(data)
    flags, packed, size = fields[2], fields[7], fields[8]
    name = stream.read(fields[9]).decode("utf-8", "replace")
    extra = stream.read(fields[10])
    if packed == _FULL:
        packed = _long_size(extra, 8 if size == _FULL else 0)
    if flags & _LATER and not packed:
        return name, 1 << 63
    return name, position + _LOCAL.size + fields[9] + fields[10] + packed


def _long_size(extra: bytes, skip: int) -> int:
    while len(extra) >= 4:
        kind, length = struct.unpack("<2H", extra[:4])
        field = extra[4 : 4 + length]
        if kind == _ZIP64 and len(field) >= skip + 8:
            return struct.unpack("<Q", field[skip : skip + 8])[0]
        extra = extra[4 + length :]
    return 1 << 63
