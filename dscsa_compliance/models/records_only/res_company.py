from odoo import api, fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    dscsa_records_only = fields.Boolean(
        string="Records only",
        help="Deliveries and the register of packages, but no stock of drugs in Odoo.",
    )
    dscsa_use_days = fields.Integer(
        string="Presumed used after (days)",
        default=90,
        help="Packages nobody reported count as presumed used then, or when they "
        "expire; 0: only when they expire.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Small pharmacies seldom keep their stock in Odoo: that is their preset."""
        for vals in vals_list:
            profile = vals.get("dscsa_profile", "pharmacy_small")
            vals.setdefault("dscsa_records_only", profile == "pharmacy_small")
        return super().create(vals_list)

    @api.model
    def _dscsa_preset_records_only(self):
        """The same for companies that were there before and moved no goods yet."""
        # a database has a handful of companies
        companies = self.sudo().search([])  # pylint: disable=no-search-all
        for company in companies:
            moved = (
                self.env["stock.move"]
                .sudo()
                .search_count(
                    [("company_id", "=", company.id), ("state", "=", "done")], limit=1
                )
            )
            if company.dscsa_profile == "pharmacy_small" and not moved:
                company.dscsa_records_only = True
