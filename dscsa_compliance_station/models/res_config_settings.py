from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    dscsa_use_packages = fields.Boolean(
        related="company_id.dscsa_use_packages", readonly=False
    )
    dscsa_sscc_prefix = fields.Char(
        related="company_id.dscsa_sscc_prefix", readonly=False
    )
    dscsa_sscc_extension = fields.Char(
        related="company_id.dscsa_sscc_extension", readonly=False
    )
