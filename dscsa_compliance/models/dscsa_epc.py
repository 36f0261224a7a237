from odoo import fields, models

from .link import Link
from .selections import EPC_KINDS, EPC_STATUSES, HOLDS


class DscsaEpc(models.Model):
    """One physical thing: a package, a case, or a pallet or tote.

    ``key`` is GS1's own text without separator: ``01<gtin14>21<serial>`` or
    ``00<sscc18>``. Written in bulk; no mail, no stored computed field.
    """

    _name = "dscsa.epc"
    _description = "Package Register"
    _order = "id desc"
    _rec_name = "key"
    _log_access = False

    company_id = Link("res.company", required=True)
    key = fields.Char(required=True)
    kind = fields.Selection(EPC_KINDS, required=True)
    gtin = fields.Char(string="GTIN")
    serial = fields.Char(string="Serial Number")
    lot = fields.Char(string="Manufacturer's Lot")
    expiry = fields.Date(string="Expiration Date")
    parent_id = Link("dscsa.epc", string="Announced in", index="btree_not_null")
    gtin_id = Link("dscsa.gtin")
    product_id = Link("product.product", index="btree_not_null")
    lot_id = fields.Many2one("stock.lot", index="btree_not_null")
    document_id = Link("dscsa.document")
    transaction_id = Link(
        "dscsa.transaction", string="TI/TS", index="btree_not_null"
    )
    line_id = Link("dscsa.transaction.line")
    picking_id = fields.Many2one(
        "stock.picking", string="Receipt", index="btree_not_null"
    )
    status = fields.Selection(EPC_STATUSES, required=True, default="announced")
    hold = fields.Selection(HOLDS)

    _key_unique = models.UniqueIndex("(company_id, key)")
    _serial_index = models.Index("(company_id, serial)")
    _hold_index = models.Index("(company_id, hold) WHERE hold IS NOT NULL")
