from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    dscsa_profile = fields.Selection(related="company_id.dscsa_profile", readonly=False)
    dscsa_live_date = fields.Date(related="company_id.dscsa_live_date", readonly=False)
    dscsa_scan_depth = fields.Selection(
        related="company_id.dscsa_scan_depth", readonly=False
    )
    dscsa_short_dated_days = fields.Integer(
        related="company_id.dscsa_short_dated_days", readonly=False
    )
    dscsa_separators = fields.Char(
        related="company_id.dscsa_separators", readonly=False
    )
    dscsa_auto_put_back = fields.Boolean(
        related="company_id.dscsa_auto_put_back", readonly=False
    )
