from odoo import api, fields, models

from ...core.rules.seller import SELLER_CODES
from ...services.severity import HELD


class DscsaDiscrepancy(models.Model):
    """Goods whose seller has no proof: the way out is the proof of a minute."""

    _inherit = "dscsa.discrepancy"

    is_seller_proof = fields.Boolean(compute="_compute_is_seller_proof")

    @api.depends("code", "picking_id")
    def _compute_is_seller_proof(self):
        for row in self:
            row.is_seller_proof = row.code in SELLER_CODES and bool(row.picking_id)

    @api.depends("severity", "picking_id")
    def _compute_words(self):
        result = super()._compute_words()
        for row in self.filtered("is_seller_proof"):
            if row.severity in HELD:
                more = self.env._(
                    "Add the proof, then the goods on hold are released; or a "
                    "pharmacist releases them with a reason."
                )
            else:
                more = self.env._("The goods were ordered before and may go up.")
            row.next_step = f"{row.next_step} {more}"
        return result

    def action_dscsa_prove(self):
        """Add proof for the seller of these goods: one minute."""
        self.ensure_one()
        seller = self.picking_id._dscsa_seller() or self.partner_id
        action = seller.action_dscsa_prove()
        action["context"] |= {"default_company_id": self.company_id.id}
        return action
