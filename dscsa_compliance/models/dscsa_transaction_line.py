from odoo import fields, models


class DscsaTransactionLine(models.Model):
    """One line of Transaction Information: so many containers of one lot."""

    _name = "dscsa.transaction.line"
    _description = "TI Line"
    _order = "transaction_id, id"

    transaction_id = fields.Many2one(
        "dscsa.transaction", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="transaction_id.company_id", store=True, index=True
    )
    gtin_id = fields.Many2one("dscsa.gtin", ondelete="restrict")
    product_id = fields.Many2one("product.product", index="btree_not_null")
    gtin = fields.Char(string="GTIN", index="btree_not_null")
    ndc = fields.Char(string="NDC")
    name = fields.Char(string="Drug Name")
    strength = fields.Char()
    dosage_form = fields.Char()
    container_size = fields.Char()
    manufacturer = fields.Char()
    lot = fields.Char(string="Lot", index="btree_not_null")
    expiry = fields.Date(string="Expiration Date")
    quantity = fields.Integer(string="Containers")
