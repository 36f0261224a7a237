from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    dscsa_ledger_mail = fields.Boolean(
        related="company_id.dscsa_ledger_mail", readonly=False
    )
