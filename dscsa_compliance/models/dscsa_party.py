from odoo import fields, models


class DscsaParty(models.Model):
    """A business or place as files name it, and the partner it was matched with.

    ``identity`` is the GLN, else the identifier as given, else name and postcode in
    lower case: one row for each of them in a company.
    """

    _name = "dscsa.party"
    _description = "Party in EPCIS Files"
    _order = "state desc, name"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    identity = fields.Char(required=True)
    gln = fields.Char(string="GLN")
    name = fields.Char()
    street = fields.Char()
    street2 = fields.Char()
    city = fields.Char()
    state_code = fields.Char(string="State Code")
    zip = fields.Char(string="ZIP")
    country_code = fields.Char(string="Country")
    partner_id = fields.Many2one(
        "res.partner", string="Partner", index="btree_not_null", check_company=True
    )
    suggested_partner_id = fields.Many2one("res.partner", check_company=True)
    state = fields.Selection(
        [("proposed", "To confirm"), ("confirmed", "Confirmed")],
        required=True,
        default="proposed",
    )
    document_id = fields.Many2one("dscsa.document", string="First seen in")

    _identity_unique = models.UniqueIndex("(company_id, identity)")
