from odoo import fields, models


class StockLocation(models.Model):
    _inherit = "stock.location"

    dscsa_role = fields.Selection(
        [
            ("hold", "On hold: data"),
            ("quarantine", "Quarantine: suspect"),
        ],
        string="DSCSA Place",
        index="btree_not_null",
        copy=False,
    )
