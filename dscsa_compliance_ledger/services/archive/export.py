"""Makes one archive: reads in one snapshot, notes its progress beside it.

The reading transaction sees the database as it was when it began. What is finished is
committed on a second cursor after each part, with the place in the ZIP up to which it
holds: a job that is killed goes on with the next part.
"""

import errno
import logging
import os
import shutil
from contextlib import contextmanager

from dscsa_core.archive import manifest as paper

from odoo import SUPERUSER_ID, api, fields
from odoo.exceptions import UserError
from odoo.release import version
from odoo.tools import SQL

from ..ledger.sealer import BATCH, Sealer
from .pack import Pack
from .parts import PartWriter
from .places import path_of
from .plan import Plan
from .scope import Scope
from .tables import models_of

_logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 3
_FREE = 64 << 20


class Export:
    """One run for one archive; everything it writes is committed part by part."""

    def __init__(self, env, archive_id):
        self.env, self.registry, self.archive_id = env, env.registry, archive_id
        self.path = path_of(env, archive_id)

    def run(self):
        """Make what is not made yet. Returns True when the archive is complete."""
        try:
            self._seal()
            self._begin()
            with self._snapshot() as env:
                self._read(env)
            return True
        except _Stop as stop:
            self._note({"state": "failed", "problem": str(stop)})
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            self._note({"state": "failed", "problem": self._full()})
        return False

    @contextmanager
    def _snapshot(self):
        """A transaction that sees the database as it is now until it ends."""
        with self.registry.cursor() as cr:
            yield self._env(cr)

    def _env(self, cr):
        return api.Environment(cr, SUPERUSER_ID, {"active_test": False})

    def _note(self, values):
        with self.registry.cursor() as cr:
            self._env(cr)["dscsa.archive"].browse(self.archive_id).write(values)

    def _seal(self):
        """Seal what waits, so that the head of the ledger is of today."""
        with self.registry.cursor() as cr:
            env = self._env(cr)
            while Sealer(env).run_apart() == BATCH:
                pass

    # the beginning
    def _begin(self):
        """Once: cut the tables, note the head of the ledger, plan the parts."""
        with self.registry.cursor() as cr:
            env = self._env(cr)
            archive = env["dscsa.archive"].browse(self.archive_id)
            if archive.part_ids and not self._lost(archive):
                archive.write({"state": "running", "problem": False})
                return
            archive.part_ids.unlink()
            archive.write(
                {
                    "state": "running",
                    "problem": False,
                    "cut_at": fields.Datetime.now(),
                    "marks": _marks(env),
                    "head": env["dscsa.ledger"]._head(archive.company_id),
                    "progress": 0,
                }
            )
            scope = Scope(env, archive, archive.marks)
            scope.prepare()
            parts = Plan(env, archive, scope).parts()
            env["dscsa.archive.part"].create(
                [
                    {**part, "archive_id": archive.id, "sequence": number}
                    for number, part in enumerate(parts, 1)
                ]
            )

    def _lost(self, archive):
        """Whether the file is shorter than what was finished: then from the start."""
        end = archive._end()
        size = os.path.getsize(self.path) if os.path.exists(self.path) else 0
        return size < end

    # reading
    def _read(self, env):
        archive = env["dscsa.archive"].browse(self.archive_id)
        scope = Scope(env, archive, archive.marks)
        scope.prepare()
        plan = Plan(env, archive, scope)
        writer = PartWriter(env, archive, scope, plan, archive.head)
        done = archive.part_ids.filtered(lambda part: part.state == "done")
        entries = [entry for part in done for entry in part.result["entries"]]
        missing = [gone for part in done for gone in part.result["missing"]]
        end, total = archive._end(), len(archive.part_ids)
        waiting = [
            {name: part[name] for name in ("id", "kind", "name", "first", "last")}
            for part in archive.part_ids - done
        ]
        for part in waiting:
            self._count_attempt(part)
            writer.missing = []
            with Pack(self.path, entries, end, archive.cut_at) as pack:
                writer.write_part(pack, part)
            self._check_space()
            entries, end = pack.entries, pack.end
            missing += writer.missing
            result = {"entries": pack.new, "missing": writer.missing, "end": end}
            self._finished(part, result, total)
        self._finish(archive, entries, missing, end)

    def _count_attempt(self, part):
        with self.registry.cursor() as cr:
            env = self._env(cr)
            row = env["dscsa.archive.part"].browse(part["id"])
            row.attempts += 1
            attempts = row.attempts
        if attempts > MOST_ATTEMPTS:
            with self.registry.cursor() as cr:
                self._env(cr)["dscsa.archive.part"].browse(part["id"]).attempts = 0
                text = self._env(cr)._(
                    "%(part)s was begun %(count)s times and never finished: the server "
                    "ended the job. Give scheduled actions more time "
                    "(limit_time_real_cron), then press Go on.",
                    part=part["name"],
                    count=MOST_ATTEMPTS,
                )
            raise _Stop(text)

    def _finished(self, part, result, total):
        with self.registry.cursor() as cr:
            env = self._env(cr)
            row = env["dscsa.archive.part"].browse(part["id"])
            row.write(
                {
                    "state": "done",
                    "result": result,
                    "done_at": fields.Datetime.now(),
                    "attempts": 0,
                    "member_count": len(result["entries"]),
                }
            )
            archive = row.archive_id
            archive.progress = 100 * row.sequence / (total + 1)

    def _check_space(self):
        if shutil.disk_usage(os.path.dirname(self.path)).free < _FREE:
            raise _Stop(self._full())

    def _full(self):
        with self.registry.cursor() as cr:
            return self._env(cr)._(
                "The disk of the server is full. What is finished is kept: make room "
                "(older archives can be removed), then press Go on."
            )

    # the end
    def _finish(self, archive, entries, missing, end):
        manifest = manifest_of(archive, entries, missing)
        data = paper.dump(manifest)
        digest = paper.digest_of(data)
        with Pack(self.path, entries, end, archive.cut_at) as pack:
            for path, content in (
                (paper.MANIFEST, data),
                (paper.MANIFEST_DIGEST, f"{digest}\n".encode()),
            ):
                with pack.member(path, paper.TEXT, size=len(content)) as (sink, _entry):
                    sink.write(content)
        with self.registry.cursor() as cr:
            archive = self._env(cr)["dscsa.archive"].browse(self.archive_id)
            archive._made(digest, os.path.getsize(self.path), len(entries), missing)


def manifest_of(archive, entries, missing):
    """The manifest of an archive and its members."""
    company, head = archive.company_id, archive.head
    sealed = {name: head[name] for name in ("position", "link", "sealed_at")}
    return {
        "format": paper.FORMAT,
        "version": paper.VERSION,
        "name": archive.name,
        "company": {
            "name": company.name,
            "gln": company.partner_id.global_location_number or "",
        },
        "source": archive._source(),
        "made_at": fields.Datetime.to_string(fields.Datetime.now()),
        "made_by": archive.user_id.name,
        "cut_at": fields.Datetime.to_string(archive.cut_at),
        "software": f"dscsa_compliance on Odoo {version}",
        "scope": archive._scope_facts(),
        "ledger": sealed if head["position"] else None,
        "members": [
            {name: value for name, value in entry.items() if name != "zip"}
            for entry in entries
        ],
        "missing": missing,
    }


def _marks(env):
    """{table: highest id} of everything an archive reads."""
    tables = {model._table for model in models_of(env)}
    tables |= {"dscsa_event_epc", "res_partner", "product_product", "stock_picking"}
    tables |= {"mail_message", "ir_attachment"}
    marks = {}
    for table in sorted(tables):
        env.cr.execute(
            SQL("SELECT COALESCE(max(id), 0) FROM %s", SQL.identifier(table))
        )
        marks[table] = env.cr.fetchone()[0]
    return marks


class _Stop(UserError):
    """The archive cannot be made now; the text is for the person who asked."""
