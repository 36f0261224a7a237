from odoo import fields, models

from .link import Link
from .selections import EVENT_KINDS


class DscsaEvent(models.Model):
    """One EPCIS event: of a partner's file, or one of our own (received, held …)."""

    _name = "dscsa.event"
    _description = "DSCSA Event"
    _order = "time desc, id desc"
    _log_access = False

    company_id = Link("res.company", required=True, index=True)
    document_id = Link("dscsa.document", index="btree_not_null")
    position = fields.Integer(help="Place in the file, from 1.")
    kind = fields.Selection(EVENT_KINDS, required=True)
    action = fields.Char()
    step = fields.Char(help="EPCIS business step, for example shipping.")
    disposition = fields.Char()
    time = fields.Datetime()
    offset = fields.Char(string="Sender's Time Zone")
    event_ref = fields.Char(string="Event ID")
    read_point = fields.Char()
    location = fields.Char()
    lot = fields.Char()
    expiry = fields.Date()
    details = fields.Json(
        help="References, sources, destinations, quantities, extensions as given."
    )
    picking_id = fields.Many2one("stock.picking", index="btree_not_null")
    user_id = fields.Many2one("res.users")
    note = fields.Char()
