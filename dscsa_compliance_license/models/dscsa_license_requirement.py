from odoo import fields, models

from .selections import ISSUERS, ROLES, TRACKS


class DscsaLicenseRequirement(models.Model):
    """Which evidence a partner of a role needs: one row of the matrix.

    Empty State or class means any. Among rows of one role, track and issuer the most
    special one counts, and the company's own before the common one.
    """

    _name = "dscsa.license.requirement"
    _description = "License Requirement"
    _order = "track, role, issuer, id"

    role = fields.Selection(ROLES, required=True)
    track = fields.Selection(TRACKS, required=True, default="authorised")
    issuer = fields.Selection(ISSUERS, required=True, default="ship_from")
    ship_from_state_id = fields.Many2one(
        "res.country.state",
        string="Ships from",
        domain="[('country_id.code', '=', 'US')]",
    )
    ship_to_state_id = fields.Many2one(
        "res.country.state",
        string="Ships to",
        domain="[('country_id.code', '=', 'US')]",
    )
    class_id = fields.Many2one("dscsa.product.class", string="Product Class")
    type_ids = fields.Many2many(
        "dscsa.license.type",
        string="One of these",
        required=True,
        help="Any one of them is enough.",
    )
    interstate_only = fields.Boolean(
        string="Between States only", help="Does not apply inside one State."
    )
    level = fields.Selection(
        [
            ("required", "Needed: no order without it"),
            ("note", "Note only"),
            ("none", "Not needed"),
        ],
        required=True,
        default="required",
        help="Only rows of the first track can stop an order.",
    )
    source = fields.Char(required=True)
    note = fields.Char(translate=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: every company."
    )
    active = fields.Boolean(default=True)
