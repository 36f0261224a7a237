from odoo import fields, models

from ...services.receiving.facts import local_date
from ...services.withdrawal.codes import WITHDRAWN_CODES
from ...services.words.messages import message_of
from ..link import Link

WITHDRAWN = [
    ("void", "Shipment canceled"),
    ("declared", "Declared an error"),
    ("retired", "Serial out of use"),
]


class DscsaEpc(models.Model):
    """What the seller took back after telling it: no proof stands for it any more.

    Of a package received before, ``transaction_id`` stays, so that everybody sees what
    was taken back; of one still on its way the TI/TS goes to its history.
    """

    _inherit = "dscsa.epc"

    withdrawn_by_id = Link(
        "dscsa.document", string="Taken back by", index="btree_not_null"
    )
    withdrawn_at = fields.Datetime(string="Taken back on")
    withdrawn_how = fields.Selection(WITHDRAWN, string="How it was taken back")

    def _withdrawn_words(self):
        """Who took it back and when, as a sentence; empty when nobody did."""
        self.ensure_one()
        if not self.withdrawn_how:
            return ""
        told = self.sudo()
        seller = told.withdrawn_by_id.partner_id or told.transaction_id.seller_id
        day = local_date(told.withdrawn_at, told.company_id)
        facts = {"seller": seller.name or "", "date": day.isoformat() if day else ""}
        return message_of(self.env, WITHDRAWN_CODES[told.withdrawn_how], facts)

    def _has_live_proof(self):
        """Whether a TI/TS that counts names this package."""
        self.ensure_one()
        return bool(self.transaction_id._live()) and not self.withdrawn_by_id
