from odoo import fields, models

from .selections import EPC_KINDS, SEVERITIES


class DscsaScan(models.Model):
    """One scanned or typed reading at the bench. Insert-only, but for the undo."""

    _name = "dscsa.scan"
    _description = "Scan"
    _order = "id desc"

    company_id = fields.Many2one("res.company", required=True, index=True)
    picking_id = fields.Many2one(
        "stock.picking", required=True, index=True, ondelete="restrict"
    )
    client_uuid = fields.Char(required=True)
    raw = fields.Char(string="As scanned", required=True)
    key = fields.Char(index="btree_not_null")
    kind = fields.Selection(EPC_KINDS)
    epc_id = fields.Many2one("dscsa.epc", index="btree_not_null")
    product_id = fields.Many2one("product.product")
    gtin = fields.Char(string="GTIN")
    serial = fields.Char(string="Serial Number")
    lot = fields.Char()
    expiry = fields.Date()
    quantity = fields.Integer(default=1, help="Packages typed without a serial.")
    seal_broken = fields.Boolean(help="Contents are scanned one by one.")
    code = fields.Char(help="Finding that was answered, if any.")
    severity = fields.Selection(SEVERITIES)
    user_id = fields.Many2one(
        "res.users", required=True, default=lambda self: self.env.user
    )
    scanned_at = fields.Datetime(
        string="Happened at", required=True, default=fields.Datetime.now
    )
    undone_at = fields.Datetime()
    undone_by_id = fields.Many2one("res.users")

    _uuid_unique = models.UniqueIndex("(client_uuid)")
    _receipt_key_index = models.Index("(picking_id, key) WHERE undone_at IS NULL")
