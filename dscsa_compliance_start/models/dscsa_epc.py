from odoo import fields, models


class DscsaEpc(models.Model):
    _inherit = "dscsa.epc"

    origin = fields.Selection(
        [("opening", "On hand when we went live")],
        help="Empty: from a file or a receipt.",
    )
