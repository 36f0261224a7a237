import base64

from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class DscsaSourceUpload(models.TransientModel):
    """Take a list in that somebody downloaded."""

    _name = "dscsa.source.upload"
    _description = "Upload a List"

    source_id = fields.Many2one(
        "dscsa.source",
        required=True,
        domain="[('kind', 'in', ('wdd', 'decrs', 'ndc'))]",
    )
    file = fields.Binary(required=True, attachment=False)
    filename = fields.Char()
    accept_smaller = fields.Boolean(string="Take it although it is smaller")

    def action_upload(self):
        """Take the file in; the message says what came of it."""
        self.ensure_one()
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_pharmacist"):
            raise AccessError(
                self.env._("Lists are uploaded by a pharmacist or the manager.")
            )
        self.source_id.check_access("read")
        if self.source_id.kind not in ("wdd", "decrs", "ndc"):
            raise UserError(self.env._("This source is no list."))
        content = base64.b64decode(self.with_context(bin_size=False).file or b"")
        run = self.source_id._take_in(
            self.filename or "list.txt", content, accept_smaller=self.accept_smaller
        )
        return run._notification()
