from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    dscsa_sscc_prefix = fields.Char(
        related="company_id.dscsa_sscc_prefix", readonly=False
    )
    dscsa_sscc_extension = fields.Char(
        related="company_id.dscsa_sscc_extension", readonly=False
    )
