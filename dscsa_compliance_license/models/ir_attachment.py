from odoo import api, models


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    @api.model
    def _dscsa_keepers(self):
        """What a check saw is evidence, too."""
        return super()._dscsa_keepers() | {
            "dscsa.license.check": "dscsa.license.evidence"
        }
