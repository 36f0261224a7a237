"""Are the stored bytes those that came: every original and every piece of evidence."""

import hashlib

from dscsa_core.catalogue import finding

from odoo.fields import Domain

from .found import Found

BATCH = 100
_BLOCK = 1 << 20


class FileCheck:
    """Rows of a model with ``attachment_id`` and ``sha256``."""

    counted = "files"

    def __init__(self, env, company, model):
        self.env, self.company, self.model = env, company, model

    def batch(self, place):
        """See ``ChainCheck.batch``."""
        domain = Domain("company_id", "=", self.company.id)
        domain &= Domain("id", ">", (place or {}).get("id", 0))
        rows = self.env[self.model].search(domain, order="id", limit=BATCH)
        self.env.invalidate_all()
        kept = rows.filtered(lambda row: not _is_removed(row))
        found = [each for row in kept for each in self._check(row)]
        return found, len(kept), {"id": rows[-1:].id} if len(rows) == BATCH else None

    def _check(self, row):
        facts = {
            "subject": row.name or row.display_name,
            "at": row.create_date and row.create_date.strftime("%Y-%m-%d"),
            "sha256": row.sha256,
        }
        digest = _digest_of(row.attachment_id)
        if digest is None:
            yield Found(finding("STORED_FILE_GONE", **facts), row._name, row.id)
        elif digest != row.sha256:
            yield Found(finding("STORED_FILE_ALTERED", **facts), row._name, row.id)


def _is_removed(row):
    """A misdirected or private file whose bytes were taken away, with a tombstone."""
    return row._name == "dscsa.document" and row.state == "removed"


def _digest_of(attachment):
    """SHA-256 of the stored bytes, read in blocks; None when they are not there."""
    digest = hashlib.sha256()
    if not attachment.store_fname:
        stored = attachment.with_context(bin_size=False).db_datas
        if not stored:
            return None
        digest.update(stored)
        return digest.hexdigest()
    try:
        with open(attachment._full_path(attachment.store_fname), "rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    except OSError:
        return None
    return digest.hexdigest()
