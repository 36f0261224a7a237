from odoo import api, models


class IrAttachment(models.Model):
    """The bytes of a list are evidence."""

    _inherit = "ir.attachment"

    @api.model
    def _dscsa_keepers(self):
        return super()._dscsa_keepers() | {"dscsa.snapshot": "dscsa.snapshot"}
