from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    dscsa_retention_lead_days = fields.Integer(
        related="company_id.dscsa_retention_lead_days", readonly=False
    )
