from odoo import fields, models


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    dscsa_hold_location_id = fields.Many2one(
        "stock.location", string="On-hold Place", check_company=True, copy=False
    )
    dscsa_quarantine_location_id = fields.Many2one(
        "stock.location", string="Quarantine Place", check_company=True, copy=False
    )
