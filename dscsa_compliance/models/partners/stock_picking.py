from odoo import api, fields, models

from ...services.partner_status import PartnerStatus, words_of


class StockPicking(models.Model):
    _inherit = "stock.picking"

    dscsa_seller_sentence = fields.Char(
        string="Seller's Proof",
        compute="_compute_dscsa_seller_sentence",
        help="Goods already ordered are received; what is missing is shown and asked "
        "for.",
    )

    @api.depends("partner_id", "state", "move_ids.product_id")
    @api.depends_context("lang")
    def _compute_dscsa_seller_sentence(self):
        asked = self.filtered(lambda picking: picking._dscsa_seller_matters())
        self.dscsa_seller_sentence = False
        for company, pickings in asked.grouped("company_id").items():
            sellers = {p: p._dscsa_seller()._origin for p in pickings}
            partners = self.env["res.partner"].union(*sellers.values())
            files = PartnerStatus(self.env, company, partners)
            for picking, seller in sellers.items():
                answer = files.answer(seller)
                if not answer.is_good:
                    picking.dscsa_seller_sentence = " ".join(words_of(self.env, answer))

    def _dscsa_seller(self):
        """Of whom the goods were bought: the order says it, else the receipt."""
        self.ensure_one()
        orders = self.sudo().move_ids.purchase_line_id.order_id
        return orders.partner_id[:1] or self.partner_id

    def _dscsa_seller_matters(self):
        self.ensure_one()
        return (
            self.picking_type_id.code == "incoming"
            and self.state != "cancel"
            and self.company_id.sudo().dscsa_gate != "off"
            and bool(self._dscsa_seller())
            and self.location_id.usage == "supplier"
            and "in_scope" in self.move_ids.product_id.mapped("dscsa_scope")
        )
