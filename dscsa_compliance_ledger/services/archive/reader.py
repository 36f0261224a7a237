"""An archive of somebody, read table by table; checked before it is believed.

What it says of itself and its tables are read in a child; its files are copied.
"""

import zipfile

from dscsa_core.archive.verify import Report
from dscsa_core.guarded.reading import (
    about_archive,
    archive_rows,
    check_archive,
)


class ArchiveReader:
    """``with ArchiveReader(path) as archive``; ``manifest``, rows and members."""

    def __init__(self, path):
        self.path = path

    @staticmethod
    def check(path):
        """Report of the checker on a file; CoreError when it asks too much."""
        with open(path, "rb") as stream:
            return Report(*check_archive(stream))

    def __enter__(self):
        with open(self.path, "rb") as stream:
            # the digest is the archive's name for all time
            self.digest, self.manifest = about_archive(stream)
        self._zip = zipfile.ZipFile(self.path)
        self._names = set(self._zip.namelist())
        return self

    def __exit__(self, *_error):
        self._zip.close()

    def key(self, table, number):
        """A text that names a row of its database, in every archive of it."""
        return f"{self.manifest.get('source') or self.digest}/{table}/{number}"

    def has(self, path):
        """Whether a member is there."""
        return path in self._names

    def size(self, path):
        """Bytes of a member."""
        return self._zip.getinfo(path).file_size

    def open(self, path):
        """A binary stream on a member."""
        return self._zip.open(path)

    def rows(self, table):
        """Rows of ``tables/<table>.csv`` as dicts of texts; none if it is missing."""
        return self.table(f"tables/{table}.csv")

    def table(self, path):
        """Rows of any table of the archive."""
        with open(self.path, "rb") as stream:
            yield from archive_rows(stream, path)
