import hashlib
import os
import shutil
from pathlib import Path

from PIL import Image

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.base.models.ir_attachment import IrAttachment as CoreAttachment

BLOCK = 1 << 20
_CONTENT = {"raw", "datas", "db_datas"}
_PLACE = {"name", "public", "res_model", "res_id", "res_field", "type", "url"}
_KEEPERS = {"dscsa.document": "dscsa.document"}


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def _postprocess_contents(self, values):
        """A picture of more dots than may be opened is kept as it came.

        Every other one that Odoo cannot open is; this one would lose a whole mail.
        """
        try:
            return super()._postprocess_contents(values)
        except Image.DecompressionBombError:
            return values

    @api.ondelete(at_uninstall=False)
    def _unlink_except_dscsa_original(self):
        if self._dscsa_originals():
            raise UserError(
                self.env._(
                    "This file is evidence: the original of a DSCSA document, of a "
                    "seller's mail or of a license check. It is kept as it came and "
                    "cannot be deleted."
                )
            )

    def write(self, vals):
        """Originals and evidence keep their bytes and their place, for everybody."""
        touched = vals.keys() & (_CONTENT | _PLACE)
        if touched and (originals := self._dscsa_originals()):
            originals._dscsa_check_unchanged(vals)
        return super().write(vals)

    @api.model
    def _dscsa_keepers(self):
        """{model the attachment hangs on: model whose ``attachment_id`` keeps it}.

        A hook.
        """
        return _KEEPERS

    def _dscsa_originals(self):
        """Those of these attachments that are an original or evidence."""
        # a hot path of all Odoo: nothing is queried unless the model is ours
        keeper_of = self._dscsa_keepers()
        ours = self.sudo().filtered(lambda a: a.res_model in keeper_of)
        if not ours:
            return self.browse()
        keepers = (self.env[keeper_of[name]] for name in set(ours.mapped("res_model")))
        kept = [
            keeper.sudo().search([("attachment_id", "in", ours.ids)]).attachment_id.ids
            for keeper in keepers
        ]
        return self & self.browse(id_ for ids in kept for id_ in ids)

    def _dscsa_check_unchanged(self, vals):
        """Raise UserError when ``vals`` would alter bytes or place."""
        for original in self.sudo():
            moved = any(
                name in vals and (vals[name] or False) != (original[name] or False)
                for name in _PLACE
            )
            if moved or not self._dscsa_same_bytes(original, vals):
                raise UserError(
                    self.env._(
                        "%(name)s is evidence: the original of a DSCSA document, of "
                        "a seller's mail or of a license check. It is kept as it came "
                        "and cannot be changed. Take in the new file as one of its "
                        "own.",
                        name=original.name,
                    )
                )

    @api.model
    def _dscsa_same_bytes(self, original, vals):
        """Moving the file store writes ``raw`` again: allowed while it is the same."""
        if "db_datas" in vals or "datas" in vals:
            return False
        if "raw" not in vals:
            return True
        raw = vals["raw"] or b""
        raw = raw.encode() if isinstance(raw, str) else raw
        # whoever keeps the file store moves files of every company
        keepers = self.env[self._dscsa_keepers()[original.res_model]].sudo()
        if "sha256" not in keepers._fields:
            return hashlib.sha1(raw, usedforsecurity=False).hexdigest() == (
                original.checksum
            )
        kept = keepers.search([("attachment_id", "=", original.id)], limit=1)
        return hashlib.sha256(raw).hexdigest() == kept.sha256

    @api.model
    def _dscsa_store(self, name, path, *, sha1, size, document):
        """Make the attachment of a spooled file without loading the file.

        The file is put where Odoo itself would put it (name by SHA-1). ``path`` stays
        where it is. Databases that keep attachments inside hold the bytes in memory.
        """
        values = {
            "name": name,
            "mimetype": "application/octet-stream",
            "res_model": document._name,
            "res_id": document.id,
            "company_id": document.company_id.id,
        }
        attachment = self.sudo().with_context(image_no_postprocess=True).create(values)
        if self._storage() == "db":
            with open(path, "rb") as stream:
                content = {"db_datas": stream.read(), "store_fname": False}
        else:
            content = {"store_fname": f"{sha1[:2]}/{sha1}", "db_datas": False}
        # past ir.attachment.write, which drops these columns
        super(CoreAttachment, attachment).write(  # pylint: disable=super-method-mismatch
            content | {"checksum": sha1, "file_size": size, "index_content": False}
        )
        # the row first: its lock keeps the collector of stray files away until commit
        attachment.flush_recordset()
        if content["store_fname"]:
            self._dscsa_put(path, content["store_fname"])
        return attachment

    @api.model
    def _dscsa_put(self, path, fname):
        """Copy a spooled file into the file store, whole or not at all."""
        target = self._full_path(fname)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        self._mark_for_gc(fname)
        if os.path.exists(target):
            if not _same_file(path, target):
                raise UserError(
                    self.env._("Another file with the same checksum is stored already.")
                )
            return
        part = f"{target}.{os.getpid()}.part"
        try:
            shutil.copyfile(path, part)
            os.replace(part, target)
        except BaseException:
            # a disk that is full needs this room most
            Path(part).unlink(missing_ok=True)
            raise


def _same_file(one, other):
    if os.path.getsize(one) != os.path.getsize(other):
        return False
    with open(one, "rb") as first, open(other, "rb") as second:
        while block := first.read(BLOCK):
            if block != second.read(BLOCK):
                return False
    return True
