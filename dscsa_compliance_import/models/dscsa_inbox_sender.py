from odoo import api, fields, models
from odoo.tools import email_normalize


class DscsaInboxSender(models.Model):
    """An address that mails us, and what a person decided about it."""

    _name = "dscsa.inbox.sender"
    _description = "Sender of Mails with Data"
    _dscsa_left_out = "settings"
    _order = "email"
    _rec_name = "email"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    email = fields.Char(string="Address", required=True)
    partner_id = fields.Many2one(
        "res.partner", string="Seller", check_company=True, index="btree_not_null"
    )
    is_blocked = fields.Boolean(
        string="Junk", help="Mails from this address are set aside at once."
    )

    _email_unique = models.UniqueIndex(
        "(company_id, email)", "This address is in the list already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals["email"] = email_normalize(vals.get("email")) or vals.get("email")
        return super().create(vals_list)

    def write(self, vals):
        if vals.get("email"):
            vals["email"] = email_normalize(vals["email"]) or vals["email"]
        return super().write(vals)

    @api.model
    def _remember(self, email, company, **values):
        """Note what was decided about an address."""
        email = email_normalize(email)
        if not email:
            return self.browse()
        row = self.sudo().search(
            [("company_id", "=", company.id), ("email", "=", email)]
        )
        if row:
            row.write(values)
            return row
        return self.sudo().create({"company_id": company.id, "email": email, **values})
