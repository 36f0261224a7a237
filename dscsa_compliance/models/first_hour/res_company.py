from odoo import fields, models


class ResCompany(models.Model):
    """What the four questions ask; every one has a default that works."""

    _inherit = "res.company"

    dscsa_licensed_count = fields.Integer(
        string="Licensed People",
        help="Full-time pharmacists and qualified technicians of the whole entity. "
        "25 or fewer are exempt for longer (FDA letter of 12 June 2024).",
    )
    dscsa_licensed_date = fields.Date(string="Counted on")
    dscsa_pic_id = fields.Many2one("res.users", string="Pharmacist in Charge")
    dscsa_deputy_id = fields.Many2one("res.users", string="Deputy")
    dscsa_answered_at = fields.Datetime(string="Questions answered", copy=False)
