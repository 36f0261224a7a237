from odoo import fields, models


class StockPackage(models.Model):
    """An SSCC label for a logistic unit of ours."""

    _inherit = "stock.package"

    dscsa_sscc_ids = fields.One2many("dscsa.sscc", "package_id", readonly=True)
    dscsa_has_prefix = fields.Boolean(compute="_compute_dscsa_has_prefix")

    def _compute_dscsa_has_prefix(self):
        for package in self:
            # whether SSCCs are switched on is no secret
            company = (package.company_id or self.env.company).sudo()
            package.dscsa_has_prefix = bool(company.dscsa_sscc_prefix)

    def action_dscsa_sscc(self):
        """Give out an SSCC where there is none yet, and print the labels."""
        return self.env["dscsa.sscc"]._for_packages(self).action_print()
