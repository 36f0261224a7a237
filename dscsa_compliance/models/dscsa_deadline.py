from odoo import fields, models

from .selections import PROFILES


class DscsaDeadline(models.Model):
    """From when a duty binds a profile, with its source: law as data."""

    _name = "dscsa.deadline"
    _description = "DSCSA Deadline"
    _order = "effective_date, profile"

    profile = fields.Selection(PROFILES, required=True)
    duty = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, index=True)
    effective_date = fields.Date(required=True)
    source = fields.Char(required=True)
    note = fields.Char(translate=True)
    company_id = fields.Many2one("res.company", index="btree_not_null")
