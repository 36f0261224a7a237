from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    dscsa_answer_days = fields.Integer(
        string="Days for an Answer",
        default=3,
        help="Business days a seller gets before its discrepancy is called due. "
        "A reminder, nothing changes by itself; 0 reminds of nothing.",
    )
