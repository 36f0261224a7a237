from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    dscsa_ledger_mail = fields.Boolean(
        related="company_id.dscsa_ledger_mail", readonly=False
    )
    dscsa_disposal_on = fields.Boolean(
        related="company_id.dscsa_disposal_on", readonly=False
    )
    dscsa_disposal_by_two = fields.Boolean(
        related="company_id.dscsa_disposal_by_two", readonly=False
    )
