from odoo import fields, models


class DscsaEpc(models.Model):
    """A package of which a part is used: it stays in stock until it is used up."""

    _inherit = "dscsa.epc"

    opened_at = fields.Datetime(
        string="Opened", help="A part of it was used; the rest is still here."
    )
