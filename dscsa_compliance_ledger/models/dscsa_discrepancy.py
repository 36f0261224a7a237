from odoo import api, models


class DscsaDiscrepancy(models.Model):
    """Nobody has to work on what another company received years ago."""

    _inherit = "dscsa.discrepancy"

    @api.model
    def _report(self, findings, *, company, document=None, **target):
        """Files of an archive keep their findings, but make no work-list rows."""
        if document and document.channel == "archive":
            return self.browse()
        return super()._report(findings, company=company, document=document, **target)
