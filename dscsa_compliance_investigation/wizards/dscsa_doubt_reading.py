from odoo import fields, models


class DscsaDoubtReading(models.TransientModel):
    """One of several packages that a typed or scanned text may mean."""

    _name = "dscsa.doubt.reading"
    _description = "What a Code May Mean"
    _order = "number"

    form_id = fields.Many2one("dscsa.doubt.wizard", required=True, ondelete="cascade")
    number = fields.Integer(readonly=True)
    product = fields.Char(readonly=True)
    serial = fields.Char(readonly=True)
    lot = fields.Char(readonly=True)
    expiry = fields.Date(readonly=True, string="Expires")
    is_this = fields.Boolean(string="This is printed")
