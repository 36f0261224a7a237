from odoo import models


class StockPackage(models.Model):
    _inherit = "stock.package"
