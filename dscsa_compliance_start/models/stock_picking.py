from odoo import fields, models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    dscsa_is_trial = fields.Boolean(related="company_id.dscsa_is_trial")
