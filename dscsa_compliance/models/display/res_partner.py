from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    dscsa_party_ids = fields.One2many(
        "dscsa.party", "partner_id", string="Names in Sellers' Files"
    )
    dscsa_transaction_count = fields.Integer(
        string="TI/TS Count", compute="_compute_dscsa_transaction_count"
    )

    def _compute_dscsa_transaction_count(self):
        transactions = self.env["dscsa.transaction"]
        for partner in self:
            partner.dscsa_transaction_count = transactions.search_count(
                [("seller_id", "child_of", partner.ids)]
            )
