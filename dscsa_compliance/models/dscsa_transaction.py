from odoo import fields, models

from .selections import PROOFS


class DscsaTransaction(models.Model):
    """One change of ownership: Transaction Information and Statement (TI/TS).

    Sections 581(26) and (27) of the FD&C Act. Parties are kept as given (text) beside
    the partners they were matched with.
    """

    _name = "dscsa.transaction"
    _description = "TI/TS"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "transaction_date desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, copy=False, default="/")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    direction = fields.Selection(
        [("in", "Bought"), ("out", "Sold")], required=True, default="in", copy=False
    )
    proof = fields.Selection(PROOFS, required=True, default="file", copy=False)
    document_id = fields.Many2one(
        "dscsa.document", index="btree_not_null", ondelete="restrict", copy=False
    )
    event_id = fields.Many2one("dscsa.event", ondelete="restrict", copy=False)
    transaction_date = fields.Date(copy=False)
    shipment_at = fields.Datetime(string="Shipped", copy=False)
    seller_id = fields.Many2one("res.partner", index="btree_not_null", copy=False)
    buyer_id = fields.Many2one("res.partner", copy=False)
    ship_from_id = fields.Many2one("res.partner", copy=False)
    ship_to_id = fields.Many2one("res.partner", copy=False)
    seller_name = fields.Char(string="Seller as given", copy=False)
    seller_address = fields.Text(copy=False)
    seller_gln = fields.Char(string="Seller GLN", copy=False)
    buyer_name = fields.Char(string="Buyer as given", copy=False)
    buyer_address = fields.Text(copy=False)
    buyer_gln = fields.Char(string="Buyer GLN", copy=False)
    ship_from_text = fields.Text(string="Shipped from, as given", copy=False)
    ship_to_text = fields.Text(string="Shipped to, as given", copy=False)
    po_numbers = fields.Char(string="Purchase Orders", copy=False)
    invoice_numbers = fields.Char(string="Invoices", copy=False)
    delivery_numbers = fields.Char(string="Deliveries", copy=False)
    statement = fields.Selection(
        [("yes", "Given"), ("no", "Denied"), ("missing", "Not in the document")],
        string="Transaction Statement",
        required=True,
        default="missing",
        copy=False,
    )
    statement_text = fields.Text(copy=False)
    direct_purchase = fields.Char(copy=False)
    drop_shipment = fields.Boolean(copy=False)
    reference = fields.Char(help="Number or address under which the proof is found.")
    seen_by_id = fields.Many2one("res.users", copy=False)
    seen_at = fields.Datetime(copy=False)
    line_ids = fields.One2many("dscsa.transaction.line", "transaction_id", copy=False)
    package_count = fields.Integer(string="Packages", copy=False)
    purchase_ids = fields.Many2many(
        "purchase.order", "dscsa_transaction_purchase_rel", copy=False
    )
    picking_ids = fields.Many2many(
        "stock.picking",
        "dscsa_transaction_picking_rel",
        string="Receipts",
        copy=False,
    )
    superseded_by_id = fields.Many2one(
        "dscsa.transaction", index="btree_not_null", copy=False
    )
