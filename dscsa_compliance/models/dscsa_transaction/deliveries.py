from odoo import fields, models

from ...services.days.business_days import add_business_days
from ...services.receiving.facts import local_date, today_of

# business days in which later totes of a delivery may come
_WAIT = 2


class DscsaTransaction(models.Model):
    """Proof that lies with the seller or on paper, and what a late file makes of it."""

    _name = "dscsa.transaction"
    _inherit = ["dscsa.transaction", "dscsa.evidence.mixin"]

    evidence_ids = fields.Many2many(
        "dscsa.document", "dscsa_transaction_evidence_rel", string="Papers"
    )
    portal = fields.Char(copy=False)
    seen_initials = fields.Char(string="Initials", copy=False)
    agreement_id = fields.Many2one(
        "dscsa.agreement", copy=False, index="btree_not_null"
    )
    delivery_closed_at = fields.Datetime(copy=False)

    def _evidence_partner(self):
        return self.seller_id

    def _delivery_is_over(self):
        """Whether two business days passed since the first receipt of the delivery."""
        self.ensure_one()
        done = self.picking_ids.filtered(lambda each: each.state == "done")
        first = min(done.mapped("date_done"), default=None)
        if not first:
            return False
        day = local_date(first, self.company_id)
        return today_of(self.company_id) > add_business_days(
            self.company_id, day, _WAIT
        )
