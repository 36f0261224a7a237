from odoo import api, fields, models

EVIDENCE = "evidence"


class DscsaDocument(models.Model):
    """Papers and pictures are kept like files, but there is nothing to read in them."""

    _inherit = "dscsa.document"

    @api.model
    def _take_in_evidence(self, name, content, *, partner=None):
        """Keep bytes as evidence: same rules as for files, never read as one.

        The same bytes are kept once. A file that was read as transaction data stays
        what it is.
        """
        document, is_new = self._take_in(
            name or self.env._("Evidence"), content, channel="manual", partner=partner
        )
        if is_new:
            document.sudo().write(
                {
                    "state": "processed",
                    "format": EVIDENCE,
                    "processed_at": fields.Datetime.now(),
                }
            )
        return document

    def _process(self):
        """Nothing is read in evidence, also when somebody asks for it again."""
        if self.format == EVIDENCE:
            return None
        return super()._process()
