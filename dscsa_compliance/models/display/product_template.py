from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    dscsa_gtin_ids = fields.One2many(
        "dscsa.gtin",
        string="GTINs per Packing Level",
        compute="_compute_dscsa_gtin_ids",
    )

    def _compute_dscsa_gtin_ids(self):
        gtins = self.env["dscsa.gtin"].search(
            [("product_id.product_tmpl_id", "in", self.ids)], order="level desc, gtin"
        )
        by_template = gtins.grouped(lambda gtin: gtin.product_id.product_tmpl_id)
        for template in self:
            template.dscsa_gtin_ids = by_template.get(template._origin, gtins.browse())
