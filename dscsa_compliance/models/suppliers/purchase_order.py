from odoo import api, fields, models


class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    dscsa_seller_sentence = fields.Char(
        string="How the Seller Does", compute="_compute_dscsa_seller_sentence"
    )

    @api.depends("partner_id", "company_id")
    @api.depends_context("lang")
    def _compute_dscsa_seller_sentence(self):
        for order in self:
            # buyers order without reading deliveries of others: they see a sentence
            seller = order.sudo().with_company(order.company_id).partner_id
            order.dscsa_seller_sentence = (
                seller.dscsa_score_sentence if order.state != "cancel" else False
            )
