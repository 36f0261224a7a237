from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    dscsa_gate = fields.Selection(related="company_id.dscsa_gate", readonly=False)
