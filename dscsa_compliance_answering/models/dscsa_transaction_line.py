from odoo import fields, models


class DscsaTransactionLine(models.Model):
    """TI lines are looked for by NDC when nobody scanned the bottle."""

    _inherit = "dscsa.transaction.line"

    ndc = fields.Char(index="btree_not_null")
