from odoo import fields, models

from .selections import ROLES, TRACKS


class DscsaLicenseType(models.Model):
    """What kind of paper it is, what it proves, and who issues it."""

    _name = "dscsa.license.type"
    _description = "License Type"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, index=True, copy=False)
    sequence = fields.Integer(default=10)
    track = fields.Selection(TRACKS, required=True, default="authorised")
    role = fields.Selection(
        ROLES, help="What a holder is. Empty: it says nothing about that."
    )
    is_state = fields.Boolean(string="Issued by a State", default=True)
    agency = fields.Char(help="Who issues it when no State does.")
    grace_days = fields.Integer(
        string="Days of Grace",
        help="The agency publishes renewals late: so many days after the end it still "
        "counts, with a note.",
    )
    source = fields.Char()
    active = fields.Boolean(default=True)

    _code_unique = models.UniqueIndex("(code)", "There is a type of this code.")
