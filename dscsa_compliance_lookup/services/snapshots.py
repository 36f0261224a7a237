"""Lists of licenses → tables: by COPY, whole or not at all."""

import hashlib
import tempfile
from itertools import islice

from dscsa_core.guarded.reading import GuardedList
from dscsa_core.licenses.errors import ListError
from dscsa_core.licenses.listing import Row
from dscsa_core.licenses.ndc_directory import Package
from psycopg2 import DatabaseError

from odoo import fields
from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.ingest.machine import faults_told

_CHUNK, _ROWS = 1 << 18, 1000
_TABLES = {
    "wdd": ("dscsa_snapshot_row", Row._fields),
    "decrs": ("dscsa_snapshot_row", Row._fields),
    "ndc": ("dscsa_snapshot_ndc", Package._fields),
}


def sample_of(content):
    """The first letters of a file, for the log."""
    return content[:300].replace(b"\0", b"").decode("latin-1")


def aliases_of(text):
    """``new name = known name`` lines → {new name: known name}."""
    pairs = (line.partition("=") for line in (text or "").splitlines())
    return {
        new.strip(): known.strip()
        for new, _sign, known in pairs
        if new.strip() and known.strip()
    }


class Snapshots:
    """Takes in the lists of one source."""

    def __init__(self, source):
        self._source, self._env = source, source.env
        # read by COPY and by name: nothing below is done on a user's behalf
        self._snapshots = source.env["dscsa.snapshot"].sudo()

    def take_in(self, name, content, *, accept_smaller=False):
        """(snapshot, is new) of these bytes, which is in use from now on.

        Raises ListError when the list is refused; call inside a savepoint.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        known = self._snapshots.search(
            [("source_id", "=", self._source.id), ("sha256", "=", sha256)]
        )
        if known:
            self._see_again(known, content)
            return known.with_env(self._env), False
        snapshot = self._create(name, content, sha256)
        notes = self._load(snapshot, content)
        rows = notes["rows"]
        if not accept_smaller:
            self._check_size(rows)
        snapshot.write(
            {"row_count": rows, "has_rows": True, "notes": self._words(notes)}
        )
        snapshot.attachment_id = self._keep(snapshot, content)
        self._source.sudo().snapshot_id = snapshot
        return snapshot.with_env(self._env), True

    def load_again(self, snapshot):
        """Fill in the rows of an old list from its file."""
        self._load(snapshot, snapshot.sudo().attachment_id.raw)
        snapshot.sudo().has_rows = True

    def clear(self, snapshot):
        """Remove the rows of a list; the file stays."""
        table = _TABLES[snapshot.kind][0]
        self._env.cr.execute(
            SQL(
                "DELETE FROM %s WHERE snapshot_id = %s",
                SQL.identifier(table),
                snapshot.id,
            )
        )
        snapshot.sudo().has_rows = False
        self._env[table.replace("_", ".")].invalidate_model()

    def _see_again(self, snapshot, content):
        if not snapshot.has_rows:
            self._load(snapshot, content)
        snapshot.write(
            {
                "seen_at": fields.Datetime.now(),
                "seen_count": snapshot.seen_count + 1,
                "has_rows": True,
            }
        )
        self._source.sudo().snapshot_id = snapshot

    def _create(self, name, content, sha256):
        now = fields.Datetime.now()
        return self._snapshots.create(
            {
                "name": name,
                "source_id": self._source.id,
                "kind": self._source.kind,
                "sha256": sha256,
                "size": len(content),
                "fetched_at": now,
                "seen_at": now,
            }
        )

    def _keep(self, snapshot, content):
        """The file as it came, as a plain attachment (never indexed or shrunk)."""
        attachments = self._env["ir.attachment"]
        with tempfile.NamedTemporaryFile() as spool:
            spool.write(content)
            spool.flush()
            return attachments._dscsa_store(
                snapshot.name,
                spool.name,
                # how Odoo names files, no proof of anything
                sha1=hashlib.sha1(content, usedforsecurity=False).hexdigest(),
                size=len(content),
                document=snapshot,
            )

    def _load(self, snapshot, content):
        """COPY the rows of these bytes; the notes of the reader."""
        kind = self._source.kind
        aliases = aliases_of(self._source.renamed_columns)
        listing = GuardedList(kind, content, aliases)
        table, columns = _TABLES[kind]
        snapshot.flush_recordset()
        with faults_told(self._env):
            copy_rows(self._env.cr, table, columns, snapshot.id, listing)
        self._env[table.replace("_", ".")].invalidate_model()
        return listing.notes

    def _check_size(self, rows):
        """A list that lost a fifth of its rows is most likely not complete."""
        last = self._source.sudo().snapshot_id
        percent = self._source.shrink_percent
        if last and rows * 100 < last.row_count * (100 - percent):
            raise ListError(
                "list.smaller", rows=rows, before=last.row_count, percent=percent
            )

    def _words(self, notes):
        """What was odd in a list that was taken in."""
        texts = []
        if notes["bad"]:
            texts.append(
                self._env._("%(count)s lines could not be read.", count=notes["bad"])
            )
        if notes["unknown"]:
            texts.append(
                self._env._("Columns nobody knows: %(names)s.", names=notes["unknown"])
            )
        if notes["encoding"] != "cp1252":
            texts.append(
                self._env._("Letters are %(name)s.", name=notes["encoding"].upper())
            )
        return " ".join(texts) or False


def copy_rows(cr, table, columns, snapshot_id, rows):
    """COPY tuples of texts into ``table``; an empty text is NULL.

    The texts hold no tab and no line break, since they were fields of a line.
    """
    names = ", ".join(f'"{name}"' for name in ("snapshot_id", *columns))
    # names are ours, never of a file
    query = f"COPY \"{table}\" ({names}) FROM STDIN WITH (NULL '')"
    stream = _RowStream(snapshot_id, rows)
    try:
        cr.copy_expert(query, stream, _CHUNK)
    except DatabaseError:
        if stream.error:  # the file was refused half-way, the database is fine
            raise stream.error from None
        raise


class _RowStream:
    """A file that makes its lines when read: the database writes meanwhile."""

    def __init__(self, snapshot_id, rows):
        self._first, self._rows = f"{snapshot_id}\t", iter(rows)
        self._waiting, self.error = b"", None

    def read(self, size):  # pylint: disable=method-required-super
        """At most ``size`` bytes; empty at the end."""
        if not self._waiting:
            try:
                self._waiting = self._more()
            except Exception as error:
                # psycopg2 passes on the text of an error only
                self.error = error
                raise
        piece, self._waiting = self._waiting[:size], self._waiting[size:]
        return piece

    def _more(self):
        first, lines = self._first, []
        for row in islice(self._rows, _ROWS):
            line = "\t".join(row)
            if "\\" in line or "\r" in line or "\0" in line:
                line = line.replace("\\", "\\\\").replace("\r", " ").replace("\0", "")
            lines.append(f"{first}{line}\n")
        return "".join(lines).encode()
