from odoo import fields, models

from ..selections import PROOFS


class ResCompany(models.Model):
    """How deliveries come in, before anything is set on a seller."""

    _inherit = "res.company"

    dscsa_intake = fields.Selection(
        PROOFS,
        string="TI/TS usually comes as",
        default="portal",
        required=True,
        help="For sellers on which nothing else is chosen.",
    )
    dscsa_office_use_cap = fields.Float(
        string="Cap on office use (%)",
        help="Share of what leaves in a year that your State lets go to practitioners "
        "for office use. States differ; 0: none entered.",
    )
