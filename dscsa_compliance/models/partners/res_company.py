from odoo import fields, models

from .selections import GATES


class ResCompany(models.Model):
    _inherit = "res.company"

    dscsa_gate = fields.Selection(
        GATES,
        string="Orders without Proof",
        default="warn",
        required=True,
        help="Binds every profile: section 582(d)(3) frees nobody who buys drugs.",
    )
    dscsa_gate_since = fields.Datetime(string="Stop since", copy=False)
    dscsa_gate_user_id = fields.Many2one(
        "res.users", string="Switched to Stop by", copy=False
    )
