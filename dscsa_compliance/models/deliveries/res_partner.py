from odoo import fields, models

from ..selections import PROOFS


class ResPartner(models.Model):
    """How a seller gives its TI/TS, and whom to call about it."""

    _inherit = "res.partner"

    dscsa_intake = fields.Selection(
        PROOFS,
        string="TI/TS comes as",
        help="Suggested for each delivery; can be changed there.",
    )
    dscsa_portal_name = fields.Char(string="Portal")
    dscsa_portal_url = fields.Char(
        string="Portal Address", help="No password is kept here."
    )
    dscsa_desk_phone = fields.Char(string="DSCSA Desk, Phone")
    dscsa_desk_email = fields.Char(string="DSCSA Desk, E-mail")
    dscsa_agreement_ids = fields.One2many(
        "dscsa.agreement", "partner_id", string="TI/TS Agreements"
    )
