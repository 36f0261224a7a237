from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    dscsa_is_sample = fields.Boolean(
        string="Sample Package",
        help="Marked as sample by the maker (21 CFR 203): no pharmacy sells or stocks "
        "it; a practitioner keeps it apart.",
    )
