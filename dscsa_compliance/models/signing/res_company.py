from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    dscsa_pin_required = fields.Boolean(
        string="Initials and PIN at the bench",
        help="Scans, validations, releases and uses wait until somebody has signed.",
    )
    dscsa_pin_minutes = fields.Integer(string="Signed for (minutes)", default=10)
