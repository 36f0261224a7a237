from odoo import fields, models


class StockLot(models.Model):
    _inherit = "stock.lot"

    dscsa_gtin = fields.Char(string="GTIN", index="btree_not_null", copy=False)
    dscsa_lot = fields.Char(string="Manufacturer's Lot", copy=False)
    dscsa_expiry_date = fields.Date(string="Expiration Date (label)", copy=False)
