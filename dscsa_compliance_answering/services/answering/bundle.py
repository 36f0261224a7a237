"""The answer to a request as one ZIP file: small in memory, whatever its size.

Inside: ``00-cover`` (what was asked, what is answered, what to fetch where, what was
not found, digests), ``ti-ts/`` (TI/TS, each limited to the lines asked for),
``ti-lines.csv``, ``packages.csv``, ``fetched/`` (proofs fetched from portals),
``originals/`` (only where somebody chose it) and ``SHA256SUMS``. TI knows no prices.
"""

import hashlib
import io
import re
import zipfile
from contextlib import contextmanager

from odoo import fields
from odoo.exceptions import UserError

from odoo.addons.dscsa_compliance.services.ingest.spool import BLOCK, limit_of
from odoo.addons.dscsa_compliance.services.words.page_words import Words

from .tables import PACKAGE_HEAD, TI_HEAD, package_rows, ti_rows, write_rows

# below, each TI/TS is a file of its own; beyond, so many share one
SINGLE, TOGETHER = 20, 20
_TI_REPORT = "dscsa_compliance_answering.report_information_ti"
_COVER_REPORT = "dscsa_compliance_answering.report_information_cover"
_UNSAFE = re.compile(r"[^\w.,()+-]+")


class Bundle:
    """Writes the file of one request; ``request`` is that of who answers."""

    def __init__(self, request):
        self.request, self.user_env = request, request.env
        # the search decided what goes in; who may answer reads all of it
        self.items = request.sudo().item_ids.filtered("transaction_id")
        self.files, self.problems = [], []
        self.zone = Words(self.user_env, request.company_id).zone
        self.made_at = fields.Datetime.now()

    def build(self, path):
        """Write the ZIP to ``path``; returns sentences about what is not in it.

        A stored file that is missing or altered is named, and the rest is written.
        Raises UserError when the originals are too large for one file.
        """
        self._check_size()
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            self.archive = archive
            self._write_papers()
            self._write_tables()
            self._write_documents()
            self._write_sums()
            self._write_cover()
        return self.problems

    # parts ------------------------------------------------------------------------
    def _write_papers(self):
        listed = self.items.filtered("line_ids")
        size = 1 if len(listed) <= SINGLE else TOGETHER
        for start in range(0, len(listed), size):
            part = listed[start : start + size]
            content, suffix = self._printed(_TI_REPORT, part.ids)
            name = (
                part[0].transaction_id.name if size == 1 else f"to-{start + len(part)}"
            )
            self._put(f"ti-ts/{start + 1:03d}-{safe(name)}.{suffix}", content)

    def _write_tables(self):
        with self._member("ti-lines.csv") as stream:
            write_rows(stream, TI_HEAD, ti_rows(self.items, self.zone))
        with self._member("packages.csv") as stream:
            write_rows(stream, PACKAGE_HEAD, package_rows(self.items))

    def _write_documents(self):
        for number, item in enumerate(self.items, 1):
            for document in item.evidence_ids:
                self._copy("fetched", number, document)
            if item.with_original:
                transaction = item.transaction_id
                for document in transaction.document_id | transaction.evidence_ids:
                    self._copy("originals", number, document)

    def _write_sums(self):
        lines = [f"{sha256}  {name}\n" for name, _size, sha256 in self.files]
        self._put("SHA256SUMS", "".join(lines).encode(), listed=False)

    def _write_cover(self):
        content, suffix = self._printed(
            _COVER_REPORT,
            self.request.ids,
            {
                "files": [
                    {"name": name, "size": size, "sha256": sha256}
                    for name, size, sha256 in self.files
                ],
                "problems": self.problems,
            },
        )
        self._put(f"00-cover.{suffix}", content, listed=False)

    # writing ------------------------------------------------------------------------
    def _printed(self, report, ids, data=None):
        """(bytes, suffix) of a report: PDF, or HTML where no PDF can be made."""
        # who may answer may print, also a deputy without rights to reports
        reports = self._zoned().env["ir.actions.report"].sudo()
        if reports.get_wkhtmltopdf_state() == "install":
            content, kind = reports._render_qweb_html(report, ids, data=data)
        else:
            content, kind = reports._render_qweb_pdf(report, res_ids=ids, data=data)
        return content, "pdf" if kind == "pdf" else "html"

    def _put(self, name, content, listed=True):
        self.archive.writestr(self._entry(name), content)
        if listed:
            digest = hashlib.sha256(content).hexdigest()
            self.files.append((name, len(content), digest))

    def _entry(self, name):
        """An entry of the archive that says when it was made, as clocks here say."""
        now = fields.Datetime.context_timestamp(self._zoned(), self.made_at)
        entry = zipfile.ZipInfo(name, now.timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        return entry

    def _zoned(self):
        """The request in the company's time: papers say no other, whoever prints."""
        return self.request.with_context(tz=self.zone)

    @contextmanager
    def _member(self, name):
        """A text stream into the archive, hashed on its way."""
        with self.archive.open(self._entry(name), "w", force_zip64=True) as member:
            hashed = _Hashed(member)
            text = io.TextIOWrapper(hashed, "utf-8-sig", newline="")
            yield text
            text.flush()
            text.detach()
        self.files.append((name, hashed.size, hashed.digest.hexdigest()))

    def _copy(self, folder, number, document):
        """A kept file, byte by byte; one that is missing or altered is named."""
        name = self._free_name(f"{folder}/{number:03d}", safe(document.name))
        trouble = self._trouble_of(document)
        if trouble:
            self.problems.append(trouble)
            return
        with (
            document._open() as source,
            self.archive.open(self._entry(name), "w", force_zip64=True) as member,
        ):
            hashed = _Hashed(member)
            while block := source.read(BLOCK):
                hashed.write(block)
        self.files.append((name, hashed.size, hashed.digest.hexdigest()))

    def _free_name(self, start, name):
        """Portals name every download alike: the second one is told by a number."""
        taken = {known for known, _size, _digest in self.files}
        free, count = f"{start}-{name}", 1
        while free in taken:
            count += 1
            free = f"{start}-{count}-{name}"
        return free

    def _trouble_of(self, document):
        """Why a stored file cannot go in, or an empty text."""
        env = self.user_env
        digest = hashlib.sha256()
        try:
            with document._open() as source:
                while block := source.read(BLOCK):
                    digest.update(block)
        except OSError:
            return env._(
                "The stored file %(name)s (SHA-256 %(sha256)s) is missing on the "
                "server. Restore it from the backup, then make the answer again.",
                name=document.name,
                sha256=document.sha256,
            )
        if digest.hexdigest() != document.sha256:
            return env._(
                "The stored file %(name)s is not what was received: its SHA-256 should "
                "be %(sha256)s. It was left out; restore it from the backup.",
                name=document.name,
                sha256=document.sha256,
            )
        return ""

    def _check_size(self):
        chosen = self.items.filtered("with_original").transaction_id
        documents = self.items.evidence_ids | chosen.document_id | chosen.evidence_ids
        limit = limit_of(self.user_env)
        if sum(documents.mapped("size")) > limit:
            raise UserError(
                self.user_env._(
                    "The originals are larger than %(limit)s MB together. Leave some "
                    "out, or split the request.",
                    limit=limit >> 20,
                )
            )


class _Hashed(io.RawIOBase):
    """Writes through, counting and hashing."""

    def __init__(self, target):
        self.target, self.size, self.digest = target, 0, hashlib.sha256()

    def writable(self):
        return True

    # a stream, no record
    def write(self, block):  # pylint: disable=method-required-super
        block = bytes(block)
        self.target.write(block)
        self.digest.update(block)
        self.size += len(block)
        return len(block)


def safe(name):
    """A file name without paths, controls or surprises, at most 80 signs."""
    plain = _UNSAFE.sub("-", (name or "").rsplit("/", 1)[-1].rsplit("\\", 1)[-1])
    return plain.strip("-.")[:80] or "file"
