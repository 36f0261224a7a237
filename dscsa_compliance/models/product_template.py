from odoo import fields, models

from .selections import EXCLUSIONS, SCOPES


class ProductTemplate(models.Model):
    _inherit = "product.template"

    dscsa_scope = fields.Selection(
        SCOPES, string="DSCSA Scope", default="undetermined", required=True
    )
    dscsa_exclusion = fields.Selection(EXCLUSIONS, string="Why excluded")
    dscsa_scope_note = fields.Char(string="Scope Note")
    dscsa_ndc = fields.Char(string="NDC", index="btree_not_null")
    dscsa_strength = fields.Char(string="Strength")
    dscsa_dosage_form = fields.Char(string="Dosage Form")
    dscsa_container_size = fields.Char(string="Container Size")
    dscsa_manufacturer = fields.Char(string="Manufacturer")
    dscsa_storage = fields.Selection(
        [("ambient", "Shelf"), ("fridge", "Fridge"), ("safe", "Safe")],
        string="Storage",
        default="ambient",
        required=True,
        help="Fridge and safe goods are held where they are.",
    )
    dscsa_units_per_package = fields.Float(
        string="Base Units per Package",
        default=1.0,
        digits="Product Unit",
        help="For example 100 when stock counts tablets and a bottle holds 100.",
    )
