from odoo import fields, models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    dscsa_transaction_ids = fields.Many2many(
        "dscsa.transaction",
        "dscsa_transaction_picking_rel",
        string="TI/TS",
        copy=False,
    )
