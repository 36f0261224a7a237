"""The ZIP of an archive, written part by part.

After each part the file is a whole ZIP. Its directory begins at ``end``; going on
cuts the file there, so nothing that was finished is written again.
"""

import hashlib
import os
import zipfile
from contextlib import contextmanager

BLOCK = 1 << 18
_LARGE = 1 << 30


class Sink:
    """Where the bytes of one member go: counted and hashed on their way."""

    def __init__(self, stream):
        self._stream = stream
        self._hash, self.size = hashlib.sha256(), 0

    def write(self, data):  # pylint: disable=method-required-super
        """Take bytes or text; how many were taken."""
        if isinstance(data, str):
            data = data.encode()
        self._hash.update(data)
        self.size += len(data)
        self._stream.write(data)
        return len(data)

    def take_all(self, source):
        """Take all of a binary stream, in blocks."""
        while block := source.read(BLOCK):
            self.write(block)

    @property
    def digest(self):
        """SHA-256 of what was taken, hexadecimal."""
        return self._hash.hexdigest()


class Pack:
    """``with Pack(path, entries, end, at) as pack: with pack.member(…) as (sink, e)``.

    ``entries`` are dicts of finished members as ``entries`` gave them; ``end`` is where
    they end; ``at`` the time every member is stamped with. On leaving, ``end`` and
    ``entries`` say how far it is.
    """

    def __init__(self, path, entries, end, at):
        self.path, self.end = path, end
        self.entries = list(entries)
        self.new = []
        self._stamp = at.timetuple()[:6]

    def __enter__(self):
        mode = "r+b" if os.path.exists(self.path) else "w+b"
        self._file = open(self.path, mode)  # noqa: SIM115 closed in __exit__
        self._file.truncate(self.end)
        self._file.seek(self.end)
        self._zip = zipfile.ZipFile(self._file, "w", allowZip64=True)
        for entry in self.entries:
            info = _info_of(entry, self._stamp)
            self._zip.filelist.append(info)
            self._zip.NameToInfo[info.filename] = info
        return self

    def __exit__(self, kind, *_error):
        try:
            self.end = self._zip.start_dir
            self._zip.close()
            self._file.flush()
            os.fsync(self._file.fileno())
        finally:
            self._file.close()
        return False

    @contextmanager
    def member(self, path, kind, *, size=None, **facts):
        """Write one member; ``size`` is what is expected, None for no idea."""
        info = zipfile.ZipInfo(path, self._stamp)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o100600 << 16
        large = size is None or size > _LARGE
        with self._zip.open(info, "w", force_zip64=large) as stream:
            sink = Sink(stream)
            entry = {"path": path, "kind": kind, **facts}
            yield sink, entry
        entry |= {"size": sink.size, "sha256": sink.digest}
        entry["zip"] = [info.header_offset, info.CRC, info.compress_size]
        self.entries.append(entry)
        self.new.append(entry)


def _info_of(entry, stamp):
    offset, crc, packed = entry["zip"]
    info = zipfile.ZipInfo(entry["path"], stamp)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o100600 << 16
    info.header_offset, info.CRC, info.compress_size = offset, crc, packed
    info.file_size = entry["size"]
    return info
