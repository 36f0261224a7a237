from odoo import api, fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    dscsa_retention_lead_days = fields.Integer(
        string="Say so before (days)",
        default=90,
        help="Records that may be disposed of within so many days are marked.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """A new company starts with the default retention policies."""
        companies = super().create(vals_list)
        self.env["dscsa.retention.policy"]._make_for(companies)
        return companies
