from odoo import fields, models

from .selections import PROFILES, SEVERITIES


class DscsaSeverity(models.Model):
    """What a finding means for a company profile from a date on: editable data."""

    _name = "dscsa.severity"
    _description = "Severity of a Finding"
    _order = "code, profile, valid_from desc"

    code = fields.Char(required=True, index=True)
    profile = fields.Selection(PROFILES, required=True)
    severity = fields.Selection(SEVERITIES, required=True)
    valid_from = fields.Date(help="Empty: always.")
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: every company."
    )
    note = fields.Char(string="Why")
