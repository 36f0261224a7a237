from odoo import fields, models

LEVELS = [("package", "Package"), ("case", "Case"), ("pallet", "Pallet")]


class DscsaGtin(models.Model):
    """Which product, unit and packaging level a GTIN-14 means, per company.

    A GTIN first met in a file is a proposal: it has the sender's master data and no
    product until somebody confirms one.
    """

    _name = "dscsa.gtin"
    _description = "GTIN"
    _rec_name = "gtin"
    _order = "gtin"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    gtin = fields.Char(string="GTIN-14", required=True)
    product_id = fields.Many2one(
        "product.product", index="btree_not_null", check_company=True
    )
    suggested_product_id = fields.Many2one("product.product", check_company=True)
    uom_id = fields.Many2one("uom.uom", string="Unit")
    level = fields.Selection(LEVELS, required=True, default="package")
    package_qty = fields.Integer(
        string="Packages inside", default=1, help="Saleable packages in one of these."
    )
    ndc = fields.Char(string="NDC")
    name = fields.Char(string="Drug Name")
    manufacturer = fields.Char()
    strength = fields.Char()
    dosage_form = fields.Char()
    container_size = fields.Char()
    state = fields.Selection(
        [("proposed", "To confirm"), ("confirmed", "Confirmed")],
        required=True,
        default="proposed",
    )
    document_id = fields.Many2one("dscsa.document", string="First seen in")

    _gtin_unique = models.UniqueIndex(
        "(company_id, gtin)", "This GTIN is already known in the company."
    )
