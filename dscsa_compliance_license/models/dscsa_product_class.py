from odoo import fields, models


class DscsaProductClass(models.Model):
    """Kind of product for which a license or a rule may be special."""

    _name = "dscsa.product.class"
    _description = "Product Class"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, index=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_unique = models.UniqueIndex("(code)", "There is a class of this code.")
