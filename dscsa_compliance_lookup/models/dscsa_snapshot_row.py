from odoo import fields, models

from odoo.addons.dscsa_compliance.models.link import Link


class DscsaSnapshotRow(models.Model):
    """One license or registration in a list; written by COPY, never edited.

    Columns are those of ``dscsa_core.licenses.listing.Row``, with the same names.
    """

    _name = "dscsa.snapshot.row"
    _description = "Row of a License List"
    _dscsa_left_out = "public lists"
    _order = "id"
    _rec_name = "name"
    _log_access = False

    snapshot_id = Link("dscsa.snapshot", required=True)
    line = fields.Integer(aggregator=None)
    category = fields.Char(string="Kind")
    number = fields.Char()
    number_key = fields.Char()
    state = fields.Char(string="State (US)")
    name = fields.Char(string="Firm")
    name_key = fields.Char()
    other_name = fields.Char(string="Doing business as")
    other_key = fields.Char()
    street = fields.Char()
    city = fields.Char()
    region = fields.Char(string="State of the Address")
    zip = fields.Char(string="ZIP")
    place_key = fields.Char()
    expires = fields.Date()
    duns = fields.Char(string="DUNS")
    registrant = fields.Char()
    registrant_duns = fields.Char(string="Registrant's DUNS")
    activities = fields.Char()

    _number_index = models.Index("(snapshot_id, number_key)")
