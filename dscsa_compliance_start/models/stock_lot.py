from odoo import fields, models


class StockLot(models.Model):
    _inherit = "stock.lot"

    dscsa_opening_id = fields.Many2one(
        "dscsa.opening",
        string="Opening Stock",
        copy=False,
        readonly=True,
        index="btree_not_null",
        help="On hand when the company went live: no TI/TS is asked for it.",
    )
