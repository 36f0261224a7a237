import base64

from odoo import api, fields, models


class DscsaEvidenceMixin(models.AbstractModel):
    """Papers, pictures and mails kept unchanged as documents beside a record."""

    _name = "dscsa.evidence.mixin"
    _description = "Kept Evidence"

    evidence_ids = fields.Many2many("dscsa.document", copy=False)
    evidence_upload = fields.Binary(
        string="Add Evidence",
        compute="_compute_evidence_upload",
        inverse="_inverse_evidence_upload",
        help="Scan, PDF, photo or mail. Cover names of patients first.",
    )
    evidence_upload_name = fields.Char(
        compute="_compute_evidence_upload", inverse="_inverse_evidence_upload_name"
    )

    def _compute_evidence_upload(self):
        # only a way in: what was uploaded is listed among the evidence
        self.evidence_upload = False
        self.evidence_upload_name = False

    def _inverse_evidence_upload(self):
        for record in self:
            if record.evidence_upload:
                record._keep_evidence(
                    record.evidence_upload_name, record.evidence_upload
                )

    def _inverse_evidence_upload_name(self):
        """The name is taken together with the bytes."""

    def _keep_evidence(self, name, content):
        """Keep base64 ``content`` as a document and link it; returns the document."""
        self.ensure_one()
        document = self.env["dscsa.document"]._take_in_evidence(
            name, base64.b64decode(content), partner=self._evidence_partner()
        )
        self.sudo().evidence_ids |= document
        return document

    @api.model
    def _evidence_partner(self):
        """Whose paper it is, or nobody."""
        return self.env["res.partner"]
