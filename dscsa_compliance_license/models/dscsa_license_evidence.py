import hashlib

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class DscsaLicenseEvidence(models.Model):
    """A file that shows what a check saw: bytes as they came, with their hash.

    The attachment is guarded in ``ir.attachment`` and by the restricting key here.
    """

    _name = "dscsa.license.evidence"
    _description = "License Evidence"
    _order = "id"

    name = fields.Char(required=True)
    check_id = fields.Many2one(
        "dscsa.license.check", required=True, index=True, ondelete="restrict"
    )
    license_id = fields.Many2one(related="check_id.license_id", store=True, index=True)
    company_id = fields.Many2one(related="check_id.company_id", store=True)
    attachment_id = fields.Many2one(
        "ir.attachment", required=True, index=True, ondelete="restrict"
    )
    sha256 = fields.Char(string="SHA-256", required=True)
    size = fields.Integer(string="Bytes")

    @api.model_create_multi
    def create(self, vals_list):
        """Files come with a check."""
        if not self.env.su:
            raise AccessError(self.env._("Files are added with a check."))
        return super().create(vals_list)

    def write(self, vals):
        """Evidence is not altered."""
        if not self.env.su:
            raise AccessError(self.env._("Evidence is kept as it came."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Evidence of a check is kept."))

    @api.model
    def _store(self, check, name, content):
        """Keep bytes for a check; Odoo must not shrink a screenshot on the way."""
        if not content:
            raise UserError(
                self.env._("%(name)s is empty. Choose the file again.", name=name)
            )
        attachment = (
            self.env["ir.attachment"]
            .sudo()
            .with_context(image_no_postprocess=True)
            .create(
                {
                    "name": name,
                    "raw": content,
                    "res_model": check._name,
                    "res_id": check.id,
                    "company_id": check.company_id.id,
                }
            )
        )
        return self.sudo().create(
            {
                "name": name,
                "check_id": check.id,
                "attachment_id": attachment.id,
                "sha256": hashlib.sha256(content).hexdigest(),
                "size": len(content),
            }
        )

    def action_download(self):
        """Hand out the bytes as they came."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self.attachment_id.id}?download=true",
            "target": "download",
        }
