from odoo import fields, models


class DscsaTraceItem(models.Model):
    """One package that is traced, as it is printed."""

    _name = "dscsa.trace.item"
    _description = "Traced Package"
    _order = "trace_id, id"
    _rec_name = "serial"

    trace_id = fields.Many2one(
        "dscsa.trace", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="trace_id.company_id", store=True)
    epc_id = fields.Many2one("dscsa.epc", index="btree_not_null")
    gtin = fields.Char(string="GTIN")
    ndc = fields.Char(string="NDC")
    serial = fields.Char(required=True, copy=False)
    lot = fields.Char()
    expiry = fields.Date()
