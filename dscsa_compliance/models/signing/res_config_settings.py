from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    dscsa_pin_required = fields.Boolean(
        related="company_id.dscsa_pin_required", readonly=False
    )
    dscsa_pin_minutes = fields.Integer(
        related="company_id.dscsa_pin_minutes", readonly=False
    )
