from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    dscsa_class_ids = fields.Many2many(
        "dscsa.product.class",
        "dscsa_product_class_template_rel",
        string="DSCSA Classes",
        help="Empty: an ordinary prescription drug.",
    )
