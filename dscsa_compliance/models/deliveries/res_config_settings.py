from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    dscsa_intake = fields.Selection(related="company_id.dscsa_intake", readonly=False)
    dscsa_office_use_cap = fields.Float(
        related="company_id.dscsa_office_use_cap", readonly=False
    )
