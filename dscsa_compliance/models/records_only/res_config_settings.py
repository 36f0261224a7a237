from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    dscsa_records_only = fields.Boolean(
        related="company_id.dscsa_records_only", readonly=False
    )
    dscsa_use_days = fields.Integer(related="company_id.dscsa_use_days", readonly=False)
