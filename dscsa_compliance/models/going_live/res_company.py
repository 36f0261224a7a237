from odoo import fields, models
from odoo.exceptions import UserError

from ...services.words.messages import date_text


class ResCompany(models.Model):
    """Live from a date on; there is no way back."""

    _inherit = "res.company"

    dscsa_live_by_id = fields.Many2one("res.users", string="Went live by")
    dscsa_removal_by_two = fields.Boolean(
        string="Removing a file takes two people",
        help="Off: the person who asked may also confirm, and it is recorded as such.",
    )

    def write(self, vals):
        """A live date stays: what was kept since is kept for six years."""
        if "dscsa_live_date" in vals and not self.env.su:
            new = fields.Date.to_date(vals["dscsa_live_date"])
            for company in self.sudo():
                if company.dscsa_live_date and company.dscsa_live_date != new:
                    raise UserError(
                        self.env._(
                            "%(company)s is live since %(date)s. That stays: records "
                            "made since then are kept for six years.",
                            company=company.name,
                            date=date_text(self.env, company.dscsa_live_date),
                        )
                    )
        return super().write(vals)
