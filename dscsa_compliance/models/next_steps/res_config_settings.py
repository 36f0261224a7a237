from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    dscsa_answer_days = fields.Integer(
        related="company_id.dscsa_answer_days", readonly=False
    )
