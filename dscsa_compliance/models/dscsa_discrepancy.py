from odoo import fields, models

from .selections import HDA_CATEGORIES, SEVERITIES

RESOLUTIONS = [
    ("data", "The seller sent new data"),
    ("proof", "TI/TS was there in another form"),
    ("judgement", "Released on pharmacist's judgement"),
    ("returned", "Goods went back"),
    ("credit", "Seller credited"),
    ("not_received", "Goods never came"),
    ("master_data", "Our own data was completed"),
    ("mistake", "Scanning or typing mistake"),
    ("suspect", "Became a suspect case"),
]


class DscsaDiscrepancy(models.Model):
    """File, order, goods or master data do not fit; what it hit and how it ended."""

    _name = "dscsa.discrepancy"
    _description = "Discrepancy"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "state, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, copy=False, default="/")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    code = fields.Char(required=True, index=True, copy=False)
    number = fields.Char(string="Rule", copy=False)
    facts = fields.Json(copy=False)
    hda_category = fields.Selection(HDA_CATEGORIES, copy=False)
    severity = fields.Selection(SEVERITIES, required=True, copy=False)
    message = fields.Text(compute="_compute_words", string="What is wrong")
    next_step = fields.Text(compute="_compute_words", string="What to do")
    partner_id = fields.Many2one(
        "res.partner", string="Seller", index="btree_not_null", copy=False
    )
    document_id = fields.Many2one(
        "dscsa.document", index="btree_not_null", ondelete="restrict", copy=False
    )
    transaction_id = fields.Many2one(
        "dscsa.transaction",
        string="TI/TS",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    picking_id = fields.Many2one(
        "stock.picking", string="Receipt", index="btree_not_null", copy=False
    )
    product_id = fields.Many2one("product.product", copy=False)
    gtin = fields.Char(string="GTIN", copy=False)
    lot = fields.Char(copy=False)
    quantity = fields.Integer(string="Packages", copy=False)
    epc_ids = fields.Many2many(
        "dscsa.epc",
        "dscsa_discrepancy_epc_rel",
        "discrepancy_id",
        "epc_id",
        string="Packages hit",
        copy=False,
    )
    user_id = fields.Many2one("res.users", string="Owner", tracking=True, copy=False)
    state = fields.Selection(
        [("open", "Open"), ("resolved", "Resolved")],
        required=True,
        default="open",
        copy=False,
        tracking=True,
        index=True,
    )
    resolution = fields.Selection(RESOLUTIONS, copy=False, tracking=True)
    resolution_note = fields.Text(copy=False)
    resolved_by_id = fields.Many2one("res.users", copy=False)
    resolved_at = fields.Datetime(copy=False)
    resolved_document_id = fields.Many2one(
        "dscsa.document", string="Resolved by Document", copy=False
    )
