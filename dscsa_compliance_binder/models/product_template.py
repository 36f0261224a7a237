from odoo import fields, models

BILLING_UNITS = [("EA", "Each (EA)"), ("ML", "Millilitre (ML)"), ("GM", "Gram (GM)")]


class ProductTemplate(models.Model):
    """What a payer counts in: the billing units of one package."""

    _inherit = "product.template"

    dscsa_billing_units = fields.Float(
        string="Billing Units per Package",
        digits=(12, 3),
        help="As payers count: 100 for a bottle of 100 tablets, 10 for a 10 ml vial. "
        "Leave 0 when you do not know: the PBM pack says so and guesses nothing.",
    )
    dscsa_billing_unit = fields.Selection(BILLING_UNITS, string="Billing Unit")
