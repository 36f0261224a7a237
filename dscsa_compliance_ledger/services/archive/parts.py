"""Writes one part of an archive into its ZIP."""

import csv
import io
import os

from dscsa_core.archive import manifest as paper
from dscsa_core.archive.chain import COLUMNS as LEDGER_COLUMNS

from odoo import fields
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.receiving.facts import zone_of

from .events import TiEvents
from .readme import readme
from .special import PATH_OF_ATTACHMENT, talk_of
from .tables import PATH_OF_EVIDENCE, PATH_OF_ORIGINAL, models_of

_SAFE = "right(regexp_replace(t.name, '[^A-Za-z0-9._-]+', '_', 'g'), 60)"
_TI_PATH = f"lpad(t.id::text, 8, '0') || '-' || {_SAFE}"


class PartWriter:
    """One part at a time; ``missing`` collects files that were not there any more."""

    def __init__(self, env, archive, scope, plan, head):
        self.env, self.archive, self.scope = env, archive, scope
        self.plan, self.head = plan, head
        self.tables = plan.tables()
        self.missing = []

    def write_part(self, pack, part):
        """Write all members of a part."""
        getattr(self, f"_write_{part['kind']}")(pack, part)

    # tables
    def _write_table(self, pack, part):
        table = self.tables.get(part["name"])
        if table is None:
            # the addon was updated while the archive was made
            return
        self._copy(pack, part["name"], table.query())

    def _copy(self, pack, path, query):
        """Rows by COPY: nothing of them is held in memory."""
        text = self.env.cr.mogrify(query).decode()
        with pack.member(path, paper.TABLE, read_at=_now()) as (sink, entry):
            self.env.cr.copy_expert(
                f"COPY ({text}) TO STDOUT WITH (FORMAT csv, HEADER)", sink
            )
            entry["rows"] = max(self.env.cr.rowcount, 0)

    def _write_ledger(self, pack, part):
        """The company's chain, and what waits to be sealed."""
        given = self._given()
        self._copy(pack, paper.LEDGER, self._ledger_query(SQL(_SEALED), given))
        self._copy(pack, "ledger/waiting.csv", self._ledger_query(SQL(_WAITING), given))

    def _ledger_query(self, where, given):
        columns = []
        for name in LEDGER_COLUMNS:
            column = SQL.identifier("t", name)
            if name == "given":
                column = SQL("CASE WHEN g.given THEN 'yes' ELSE 'no' END AS given")
            elif name in ("kind", "model", "subject", "content", "at", "user_name"):
                name = SQL.identifier(name)
                column = SQL("CASE WHEN g.given THEN %s END AS %s", column, name)
            columns.append(column)
        return SQL(
            "SELECT %s FROM dscsa_ledger t, LATERAL (SELECT %s AS given) g"
            " WHERE t.company_id = %s AND %s ORDER BY t.position, t.id",
            SQL(", ").join(columns),
            given,
            self.scope.company_id,
            SQL(
                "%s AND (t.position IS NULL OR t.position <= %s)",
                where,
                self.head["position"],
            ),
        )

    def _given(self):
        """SQL: the words of this fact belong to the range."""
        if not self.scope.is_range:
            return SQL("TRUE")
        conditions = [
            SQL(
                "(t.model = %s AND t.res_id IN (SELECT t.id FROM %s t WHERE %s))",
                model._name,
                SQL.identifier(model._table),
                self.scope.condition(model),
            )
            for model in models_of(self.env)
        ]
        return SQL("COALESCE(%s, FALSE)", SQL(" OR ").join(conditions))

    # files
    def _write_original(self, pack, part):
        query = SQL(
            f"SELECT t.id, {PATH_OF_ORIGINAL}, t.name, t.sha256, t.attachment_id"
            " FROM dscsa_document t WHERE t.attachment_id IS NOT NULL AND %s AND %s"
            " ORDER BY t.id",  # pylint: disable=sql-injection
            _between(part),
            self.scope.condition(self.env["dscsa.document"]),
        )
        self._files(pack, paper.ORIGINAL, query)

    def _write_evidence(self, pack, part):
        query = SQL(
            f"SELECT t.id, {PATH_OF_EVIDENCE}, t.name, t.sha256, t.attachment_id"
            " FROM dscsa_license_evidence t WHERE %s AND %s ORDER BY t.id",  # pylint: disable=sql-injection
            _between(part),
            self.scope.condition(self.env["dscsa.license.evidence"]),
        )
        self._files(pack, "evidence", query)

    def _write_attachment(self, pack, part):
        query = SQL(
            f"SELECT t.id, {PATH_OF_ATTACHMENT}, t.name, NULL, t.id"
            " FROM ir_attachment t WHERE %s AND %s ORDER BY t.id",  # pylint: disable=sql-injection
            _between(part),
            talk_of(self.env, self.scope, "res_model"),
        )
        self._files(pack, "attachment", query)

    def _files(self, pack, kind, query):
        self.env.cr.execute(query)
        for _id, path, name, sha256, attachment_id in self.env.cr.fetchall():
            attachment = self.env["ir.attachment"].browse(attachment_id)
            try:
                source = _opened(attachment)
            except OSError as error:
                self._miss(path, name, sha256, error)
                continue
            size = source.seek(0, os.SEEK_END)
            source.seek(0)
            more = {"recorded": sha256} if sha256 else {}
            with source, pack.member(path, kind, size=size, **more) as (sink, _entry):
                sink.take_all(source)
            attachment.invalidate_recordset()

    def _miss(self, path, name, sha256, error):
        missing = isinstance(error, FileNotFoundError)
        self.missing.append(
            {
                "path": path,
                "name": name,
                "sha256": sha256 or "",
                "reason": "not in the file store"
                if missing
                else f"not readable: {error.strerror}",
            }
        )

    # TI/TS
    def _ti_rows(self, part):
        self.env.cr.execute(
            SQL(
                f"SELECT t.*, {_TI_PATH} AS path FROM dscsa_transaction t"
                " WHERE %s AND %s ORDER BY t.id",  # pylint: disable=sql-injection
                _between(part),
                self.scope.condition(self.env["dscsa.transaction"]),
            )
        )
        return self.env.cr.dictfetchall()

    def _write_epcis(self, pack, part):
        """Only TI/TS whose packages we hold data of: others have nothing to write."""
        rows = self._ti_rows(part)
        self.env.cr.execute(
            SQL(
                "SELECT DISTINCT transaction_id FROM dscsa_epc WHERE transaction_id"
                " = ANY(%s)",
                [row["id"] for row in rows],
            )
        )
        held = {row[0] for row in self.env.cr.fetchall()}
        for row in rows:
            if row["id"] in held:
                path = f"ti/epcis/{row['path']}.xml"
                with pack.member(path, "ti") as (sink, _entry):
                    TiEvents(self.env.cr, row).write_to(sink)

    def _write_pdf(self, pack, part):
        # a job has no time zone: papers say the company's
        zone = zone_of(self.archive.company_id).zone
        report = self.env["ir.actions.report"].with_context(tz=zone)
        for row in self._ti_rows(part):
            path = f"ti/pdf/{row['path']}.pdf"
            try:
                data, kind = report._render_qweb_pdf(
                    "dscsa_compliance.report_transaction", [row["id"]]
                )
            except (UserError, OSError, ValueError) as error:
                text = OSError(0, str(error))
                self._miss(path, row["name"], "", text)
                continue
            path = path if kind == "pdf" else path.replace(".pdf", ".html")
            with pack.member(path, "pdf", size=len(data)) as (sink, _entry):
                sink.write(data)
            self.env.invalidate_all()

    # about itself
    def _write_about(self, pack, _part):
        text = readme(self.archive, self.tables.values(), self.head)
        with pack.member("README.txt", paper.TEXT, size=len(text)) as (sink, _entry):
            sink.write(text)
        with pack.member("columns.csv", paper.TABLE) as (sink, entry):
            out = io.StringIO(newline="")
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(("file", "column", "kind", "label", "meaning", "words"))
            rows = [
                (table.path, c.name, c.kind, c.label, c.help, c.words)
                for table in self.tables.values()
                for c in table.columns
            ]
            writer.writerows(rows)
            sink.write(out.getvalue())
            entry["rows"] = len(rows)


_SEALED = "t.position IS NOT NULL"
_WAITING = "t.position IS NULL"


def _between(part):
    return SQL("t.id BETWEEN %s AND %s", part["first"], part["last"])


def _opened(attachment):
    """A binary stream on the bytes of an attachment, wherever it is stored."""
    if attachment.store_fname:
        return open(attachment._full_path(attachment.store_fname), "rb")
    return io.BytesIO(attachment.with_context(bin_size=False).raw or b"")


def _now():
    return fields.Datetime.to_string(fields.Datetime.now())
