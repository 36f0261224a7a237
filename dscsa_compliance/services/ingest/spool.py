"""Files on their way in: hashed while they are read, archives unpacked to disk."""

import hashlib
import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass

from dscsa_core.unpack import ArchiveError, members

BLOCK = 1 << 20
DEFAULT_LIMIT_MB = 512
LIMIT_PARAMETER = "dscsa_compliance.max_upload_mb"


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
    """Files of an uploaded one, all written to ``folder``: list of (Member, path).

    ``stream`` is seekable and binary. What was left out has no path, but a ``fault``.
    All of them are unpacked before the first is taken in: raises ArchiveError
    ``file.size``, ``file.archive_bomb``, ``file.archive_files`` or
    ``file.archive_broken``, and nothing is taken then.
    """

    def spool():
        return tempfile.NamedTemporaryFile(dir=folder, delete=False)

    found = []
    for member in members(stream, name, spool, limit):
        file = member.file
        if file is stream:
            file = _copied(stream, spool(), limit)
        if file:
            file.close()
        found.append((member, file and file.name))
    return found


def _copied(stream, out, limit):
    written = 0
    while block := stream.read(BLOCK):
        written += len(block)
        if written > limit:
            raise ArchiveError("file.size", limit=f"{limit >> 20} MB")
        out.write(block)
    return out
