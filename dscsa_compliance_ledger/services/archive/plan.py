"""What an archive is made of, in which order: a list of parts, each one done whole."""

from odoo.tools import SQL

from .special import special_tables, talk_of
from .tables import model_tables

_FILES = 200
_BYTES = 256 << 20
_TI = 100
_PDFS = 25


class Plan:
    """Lists the parts of one archive; ``scope`` is prepared."""

    def __init__(self, env, archive, scope):
        self.env, self.archive, self.scope = env, archive, scope

    def tables(self):
        """Every table, by path."""
        found = [*model_tables(self.env, self.scope)]
        found += special_tables(self.env, self.scope)
        return {table.path: table for table in found}

    def parts(self):
        """Dicts ``{kind, name, first, last}``: tables first, they are read at once."""
        for path in self.tables():
            yield {"kind": "table", "name": path, "first": 0, "last": 0}
        yield {"kind": "ledger", "name": "ledger/", "first": 0, "last": 0}
        yield from self._in_chunks("epcis", "ti/epcis/", self._ti(), _TI)
        yield from self._in_chunks("original", "originals/", self._originals())
        yield from self._in_chunks("evidence", "evidence/", self._evidence())
        yield from self._in_chunks("attachment", "attachments/", self._attachments())
        if self.archive.with_pdf:
            yield from self._in_chunks("pdf", "ti/pdf/", self._ti(), _PDFS)
        yield {"kind": "about", "name": "README.txt", "first": 0, "last": 0}

    def _in_chunks(self, kind, name, rows, most=_FILES):
        """(id, size) rows → ranges of ids with at most so many files and bytes."""
        first = last = count = size = 0
        for id_, length in rows:
            if count and (count == most or size + length > _BYTES):
                yield {"kind": kind, "name": name, "first": first, "last": last}
                count = size = 0
            first = id_ if not count else first
            last, count, size = id_, count + 1, size + length
        if count:
            yield {"kind": kind, "name": name, "first": first, "last": last}

    def _rows(self, query):
        self.env.cr.execute(query)
        return self.env.cr.fetchall()

    def _ti(self):
        model = self.env["dscsa.transaction"]
        return self._rows(
            SQL(
                "SELECT t.id, 0 FROM dscsa_transaction t WHERE %s ORDER BY t.id",
                self.scope.condition(model),
            )
        )

    def _originals(self):
        model = self.env["dscsa.document"]
        return self._rows(
            SQL(
                "SELECT t.id, COALESCE(t.size, 0) FROM dscsa_document t"
                " WHERE t.attachment_id IS NOT NULL AND %s ORDER BY t.id",
                self.scope.condition(model),
            )
        )

    def _evidence(self):
        model = self.env["dscsa.license.evidence"]
        return self._rows(
            SQL(
                "SELECT t.id, COALESCE(t.size, 0) FROM dscsa_license_evidence t"
                " WHERE %s ORDER BY t.id",
                self.scope.condition(model),
            )
        )

    def _attachments(self):
        return self._rows(
            SQL(
                "SELECT t.id, COALESCE(t.file_size, 0) FROM ir_attachment t"
                " WHERE %s ORDER BY t.id",
                talk_of(self.env, self.scope, "res_model"),
            )
        )
