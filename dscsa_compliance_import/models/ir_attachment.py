from odoo import api, models


class IrAttachment(models.Model):
    """Attachments of sellers' mails stay as they came."""

    _inherit = "ir.attachment"

    @api.model
    def _dscsa_keepers(self):
        return super()._dscsa_keepers() | {"dscsa.inbox.mail": "dscsa.inbox.item"}
