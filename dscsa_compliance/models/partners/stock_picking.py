from odoo import api, fields, models

from ...services.partner_status import said
from ...services.seller_standing import SellerStanding


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
                found = SellerStanding(picking._origin).findings(products)
                words = said(self.env, found)
            picking.dscsa_seller_sentence = " ".join(filter(None, words)) or False

    def _dscsa_seller(self):
        """Of whom the goods were bought: the order says it, else the receipt."""
        self.ensure_one()
        orders = self.sudo().move_ids.purchase_line_id.order_id
        return orders.partner_id[:1] or self.partner_id

    def _dscsa_seller_matters(self):
        self.ensure_one()
        return (
            bool(self._origin)
            and self.picking_type_id.code == "incoming"
            and self.state != "cancel"
        )
