from dscsa_core.numbers import ndc_forms, ndc_keys

from odoo import api, fields, models

from .selections import EXCLUSIONS, SCOPES


class ProductTemplate(models.Model):
    _inherit = "product.template"

    dscsa_scope = fields.Selection(
        SCOPES, string="DSCSA Scope", default="undetermined", required=True
    )
    dscsa_exclusion = fields.Selection(EXCLUSIONS, string="Why excluded")
    dscsa_scope_note = fields.Char(string="Scope Note")
    dscsa_ndc = fields.Char(string="NDC", index="btree_not_null")
    dscsa_ndc10 = fields.Char(string="NDC-10", compute="_compute_dscsa_ndc_forms")
    dscsa_ndc11 = fields.Char(string="NDC-11", compute="_compute_dscsa_ndc_forms")
    dscsa_ndc12 = fields.Char(string="NDC-12", compute="_compute_dscsa_ndc_forms")
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
    dscsa_gtin_count = fields.Integer(
        string="GTINs", compute="_compute_dscsa_gtin_count"
    )
    dscsa_gtin_ids = fields.One2many(
        "dscsa.gtin",
        string="GTINs per Packing Level",
        compute="_compute_dscsa_gtin_ids",
    )
    dscsa_is_sample = fields.Boolean(
        string="Sample Package",
        help="Marked as sample by the maker (21 CFR 203): no pharmacy sells or stocks "
        "it; a practitioner keeps it apart.",
    )

    @api.depends("dscsa_ndc")
    def _compute_dscsa_ndc_forms(self):
        for template in self:
            forms = ndc_forms(template.dscsa_ndc)
            template.dscsa_ndc10, template.dscsa_ndc11, template.dscsa_ndc12 = forms

    def _compute_dscsa_gtin_count(self):
        groups = self.env["dscsa.gtin"]._read_group(
            [("product_id.product_tmpl_id", "in", self.ids)],
            ["product_id"],
            ["__count"],
        )
        counts = {}
        for product, count in groups:
            template = product.product_tmpl_id.id
            counts[template] = counts.get(template, 0) + count
        for template in self:
            template.dscsa_gtin_count = counts.get(template._origin.id, 0)

    @api.constrains("tracking")
    def _check_dscsa_one_package_gtin(self):
        serial = self.filtered(lambda t: t.tracking == "serial")
        serial.product_variant_ids._dscsa_check_one_package_gtin()

    @api.model
    def _dscsa_by_ndc(self, ndcs):
        """{ndc text: product} for those NDCs that exactly one product may have."""
        wanted = {ndc: ndc_keys(ndc) for ndc in set(filter(None, ndcs))}
        if not any(wanted.values()):
            return {}
        having = self.env["product.product"].search_fetch(
            [
                ("dscsa_ndc", "!=", False),
                ("company_id", "in", [False, self.env.company.id]),
            ],
            ["dscsa_ndc"],
        )
        products = {}
        for product in having:
            for key in ndc_keys(product.dscsa_ndc):
                products.setdefault(key, set()).add(product)
        found = {}
        for ndc, keys in wanted.items():
            hits = set().union(*(products.get(key, ()) for key in keys))
            if len(hits) == 1:
                found[ndc] = hits.pop()
        return found

    def action_dscsa_view_gtins(self):
        """The GTINs of this product, one per packing level and company."""
        gtins = self.env["dscsa.gtin"].search(
            [("product_id.product_tmpl_id", "in", self.ids)]
        )
        return gtins._get_records_action(name=self.env._("GTINs"))

    def _compute_dscsa_gtin_ids(self):
        gtins = self.env["dscsa.gtin"].search(
            [("product_id.product_tmpl_id", "in", self.ids)], order="level desc, gtin"
        )
        by_template = gtins.grouped(lambda gtin: gtin.product_id.product_tmpl_id)
        for template in self:
            template.dscsa_gtin_ids = by_template.get(template._origin, gtins.browse())
