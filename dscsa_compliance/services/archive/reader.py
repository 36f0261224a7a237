"""An archive of somebody, read table by table; checked before it is believed."""

import csv
import io
import json
import zipfile

from ...core.archive import manifest as paper
from ...core.archive.reading import MOST_CELL
from ...core.archive.verify import verify


class ArchiveReader:
    """``with ArchiveReader(path) as archive``; ``manifest``, rows and members."""

    def __init__(self, path):
        self.path = path

    @staticmethod
    def check(path):
        """Report of the checker on a file; it never raises for a bad archive."""
        with open(path, "rb") as stream:
            return verify(stream)

    def __enter__(self):
        self._zip = zipfile.ZipFile(self.path)
        self.data = self._zip.read(paper.MANIFEST)
        self.manifest = json.loads(self.data)
        self._names = set(self._zip.namelist())
        csv.field_size_limit(MOST_CELL)
        return self

    def __exit__(self, *_error):
        self._zip.close()

    @property
    def digest(self):
        """SHA-256 of the manifest: the archive's name for all time."""
        return paper.digest_of(self.data)

    def key(self, table, number):
        """A text that names a row of its database, in every archive of it."""
        return f"{self.manifest.get('source') or self.digest}/{table}/{number}"

    def has(self, path):
        """Whether a member is there."""
        return path in self._names

    def open(self, path):
        """A binary stream on a member."""
        return self._zip.open(path)

    def rows(self, table):
        """Rows of ``tables/<table>.csv`` as dicts of texts; none if it is missing."""
        yield from self.table(f"tables/{table}.csv")

    def table(self, path):
        """Rows of any table of the archive."""
        if not self.has(path):
            return
        with self.open(path) as stream:
            text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
            yield from csv.DictReader(text)
