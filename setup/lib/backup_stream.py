"""One stream for database and files: a tar of the dump in pieces, the files, a list.

    pg_dump -Fc NAME | backup_stream.py pack FILESTORE INFO > stream
    backup_stream.py check < stream
    backup_stream.py unpack NEW_FILESTORE INFO_FILE < stream | pg_restore …

Nothing is held in memory or written unencrypted on the way. The last member,
``backup.json``, says how much there has to be: without it the stream is cut off.
Standard library alone.
"""

import hashlib
import io
import json
import os
import re
import sys
import tarfile

PIECE = 16 << 20
BLOCK = 1 << 20
LIST = "backup.json"
FORMAT, VERSION = "dscsa-backup", 1
# Odoo names a stored file by the SHA-1 of its bytes
_STORED = re.compile(r"[0-9a-f]{2}/([0-9a-f]{40})\Z")


class Damaged(Exception):
    """The copy is not what was written; the text is a sentence for people."""


# writing ------------------------------------------------------------------------------
def pack(source, out, filestore, info):
    """Write dump and files to ``out``; ``info`` goes into the list at the end."""
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        size, digest = _pack_dump(source, tar)
        if not size:
            raise Damaged("pg_dump gave nothing; see its message above.")
        files, total = _pack_files(filestore, tar)
        about = {
            "format": FORMAT,
            "version": VERSION,
            **info,
            "dump": {"size": size, "sha256": digest},
            "files": {"count": files, "size": total},
        }
        _add(tar, LIST, json.dumps(about, indent=1, sort_keys=True).encode())


def _pack_dump(source, tar):
    digest, size, number = hashlib.sha256(), 0, 0
    while data := source.read(PIECE):
        number, size = number + 1, size + len(data)
        digest.update(data)
        _add(tar, f"database/{number:06d}", data)
    return size, digest.hexdigest()


def _pack_files(filestore, tar):
    count = total = 0
    for folder, folders, names in os.walk(filestore):
        folders[:] = sorted(f for f in folders if f != "checklist")
        for name in sorted(names):
            path = os.path.join(folder, name)
            try:
                with open(path, "rb") as file:
                    size = os.fstat(file.fileno()).st_size
                    entry = tarfile.TarInfo(f"files/{os.path.relpath(path, filestore)}")
                    entry.size = size
                    tar.addfile(entry, file)
            except FileNotFoundError:
                # Odoo removed it meanwhile: no record needs it
                continue
            count, total = count + 1, total + size
    return count, total


def _add(tar, name, data):
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    tar.addfile(entry, io.BytesIO(data))


# reading ------------------------------------------------------------------------------
def read(source, dump, keep):
    """Follow a stream: pieces of the dump go to ``dump``, files to ``keep(name)``.

    ``keep`` gives a writable binary stream. Returns the list. Raises Damaged.
    """
    seen = _Seen()
    about = None
    try:
        with tarfile.open(fileobj=source, mode="r|") as tar:
            for entry in tar:
                if about is not None:
                    raise Damaged(f"{entry.name} comes after the list at the end.")
                content = tar.extractfile(entry)
                if entry.name.startswith("database/"):
                    seen.dump(content, dump)
                elif entry.name.startswith("files/"):
                    seen.file(entry.name[6:], content, keep)
                elif entry.name == LIST:
                    about = json.load(content)
                else:
                    raise Damaged(f"{entry.name} does not belong in a backup.")
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise Damaged(f"The copy is damaged or cut off ({error}).") from error
    if about is None:
        raise Damaged("The copy is cut off: the list at its end is missing.")
    seen.compare(about)
    return about


class _Seen:
    """Counts and hashes what came, to compare it with the list."""

    def __init__(self):
        self.hash, self.size, self.count, self.total = hashlib.sha256(), 0, 0, 0

    def dump(self, content, out):
        while data := content.read(BLOCK):
            self.hash.update(data)
            self.size += len(data)
            out.write(data)

    def file(self, name, content, keep):
        if os.path.isabs(name) or ".." in name.split("/"):
            raise Damaged(f"{name} would be written outside its folder.")
        digest = hashlib.sha1(usedforsecurity=False)
        with keep(name) as out:
            while data := content.read(BLOCK):
                digest.update(data)
                self.total += len(data)
                out.write(data)
        self.count += 1
        stored = _STORED.match(name)
        if stored and digest.hexdigest() != stored.group(1):
            _warn(f"The file {name} was damaged before the backup was made.")

    def compare(self, about):
        if about.get("format") != FORMAT or about.get("version") != VERSION:
            raise Damaged("This is no backup of this program, or of a newer release.")
        found = {"size": self.size, "sha256": self.hash.hexdigest()}
        if found != about["dump"]:
            raise Damaged("The database in the copy is not the one that was written.")
        if {"count": self.count, "size": self.total} != about["files"]:
            raise Damaged("Files are missing in the copy.")


class _Nowhere(io.RawIOBase):
    def writable(self):
        return True

    def write(self, data):
        return len(data)


def _keeper(folder):
    def keep(name):
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return open(path, "wb")  # noqa: SIM115 closed by the reader

    return keep


def _warn(text):
    print(text, file=sys.stderr)


def main(action, *arguments):
    """The command line described above; exit code 0, or 1 with a sentence."""
    source, out = sys.stdin.buffer, sys.stdout.buffer
    try:
        if action == "pack":
            filestore, info = arguments
            pack(source, out, filestore, json.loads(info))
        elif action == "check":
            about = read(source, _Nowhere(), lambda name: _Nowhere())
            print(json.dumps(about))
        elif action == "unpack":
            filestore, info_file = arguments
            about = read(source, out, _keeper(filestore))
            with open(info_file, "w") as file:
                json.dump(about, file)
        out.flush()
    except Damaged as error:
        _warn(str(error))
        return 1
    except BrokenPipeError:
        _warn("The other program ended early; see its message.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
