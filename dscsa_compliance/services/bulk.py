"""COPY: the way a million rows go into PostgreSQL."""

import io
from array import array

from odoo.tools import SQL, split_every

CHUNK = 1 << 20
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
NULL = "\\N"


def escape(text):
    """A text as COPY wants it; NULL for none. Zero bytes cannot be stored."""
    return text.replace("\0", "").translate(_ESCAPES) if text else NULL


class Copier:
    """Collects rows (tab-separated, escaped texts) and sends them in chunks."""

    def __init__(self, cr, table, columns):
        self._cursor = cr
        names = ", ".join(f'"{name}"' for name in columns)
        # names are ours, never of a file
        self._query = f'COPY "{table}" ({names}) FROM STDIN'
        self._rows, self._size = [], 0

    def add(self, rows):
        """Append text of one or more whole rows, each ended by a line break."""
        self._rows.append(rows)
        self._size += len(rows)
        if self._size >= CHUNK:
            self.flush()

    def flush(self):
        """Send what is waiting."""
        if self._rows:
            data = io.BytesIO("".join(self._rows).encode())
            self._cursor.copy_expert(self._query, data)
            self._rows, self._size = [], 0


def reserve_ids(cr, table, count):
    """Ids for rows that are about to be written; ascending, possibly with gaps."""
    ids = array("q")
    if not count:
        return ids
    cr.execute(
        SQL("SELECT nextval(%s) FROM generate_series(1, %s)", f"{table}_id_seq", count)
    )
    while rows := cr.fetchmany(10_000):
        ids.extend([row[0] for row in rows])
    return ids


def insert_missing(model, rows, unique):
    """Insert rows unless another job did so at the same moment.

    ``rows`` are dicts of one shape with plain values, in the order of their unique
    key, so that two jobs never wait for each other in a circle; ``unique`` names the
    columns of that key. The caller searches for what is there afterwards.
    """
    if not rows:
        return
    names = list(rows[0])
    uid, now = model.env.uid, model.env.cr.now()
    log = {"create_uid": uid, "create_date": now, "write_uid": uid, "write_date": now}
    if not model._log_access:
        log = {}
    columns = SQL(", ").join(SQL.identifier(name) for name in (*names, *log))
    for page in split_every(500, rows, list):
        values = SQL(", ").join(
            (*(row[name] or None for name in names), *log.values()) for row in page
        )
        model.env.cr.execute(
            SQL(
                "INSERT INTO %s (%s) VALUES %s ON CONFLICT (%s) DO NOTHING",
                SQL.identifier(model._table),
                columns,
                values,
                SQL(", ").join(map(SQL.identifier, unique)),
            )
        )
    model.invalidate_model()
