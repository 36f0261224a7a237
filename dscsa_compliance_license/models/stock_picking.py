from odoo import api, fields, models

from ..services.partner_status import said
from ..services.seller_standing import SellerStanding


class StockPicking(models.Model):
    _inherit = "stock.picking"

    dscsa_seller_sentence = fields.Char(
        string="Seller's Proof",
        compute="_compute_dscsa_seller_sentence",
        help="Goods already ordered are received; what is missing is shown and asked "
        "for.",
    )

    @api.depends("partner_id", "state", "move_ids.product_id", "dscsa_reason_id")
    @api.depends_context("lang")
    def _compute_dscsa_seller_sentence(self):
        for picking in self:
            words = ()
            if picking._dscsa_seller_matters():
                products = picking.move_ids.product_id._origin
                found = picking._origin._dscsa_seller_findings(products)
                words = said(self.env, found)
            picking.dscsa_seller_sentence = " ".join(filter(None, words)) or False

    def _dscsa_seller_matters(self):
        self.ensure_one()
        return (
            bool(self._origin)
            and self.picking_type_id.code == "incoming"
            and self.state != "cancel"
        )

    def _dscsa_seller_findings(self, products):
        found = super()._dscsa_seller_findings(products)
        return found + SellerStanding(self).findings(products)

    def _dscsa_report_seller(self, weighed, epc_ids):
        SellerStanding(self).report(weighed, epc_ids)
        return super()._dscsa_report_seller(weighed, epc_ids)

    def _dscsa_seller_words(self):
        return self.dscsa_seller_sentence or super()._dscsa_seller_words()

    def _dscsa_prove_seller(self):
        """The form of one minute: number, State, screenshot."""
        action = self._dscsa_seller().action_dscsa_prove()
        action["context"] |= {"default_company_id": self.company_id.id}
        return action
