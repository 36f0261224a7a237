from odoo import fields, models

from ..link import Link

TOLD_STATES = [
    ("returned", "Returned"),
    ("unsellable", "Not fit for sale"),
    ("damaged", "Damaged"),
    ("expired", "Expired"),
    ("dispensed", "Dispensed"),
    ("recalled", "Recalled"),
    ("destroyed", "Destroyed"),
    ("stolen", "Stolen"),
]


class DscsaEpc(models.Model):
    """What a sender told of the state of this thing; our own state is ``status``."""

    _inherit = "dscsa.epc"

    told_state = fields.Selection(TOLD_STATES, string="State told by the Seller")
    told_by_id = Link("dscsa.document", string="State told in")
