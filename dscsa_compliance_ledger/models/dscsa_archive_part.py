from odoo import fields, models


class DscsaArchivePart(models.Model):
    """A piece of an archive that is done whole or not at all."""

    _name = "dscsa.archive.part"
    _description = "Part of an Archive"
    _dscsa_left_out = "archives are copies of this"
    _order = "archive_id, sequence, id"

    archive_id = fields.Many2one(
        "dscsa.archive", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="archive_id.company_id", store=True)
    sequence = fields.Integer()
    kind = fields.Char(required=True)
    name = fields.Char(required=True)
    first = fields.Integer(help="Records from this number …")
    last = fields.Integer(help="… to this one.")
    state = fields.Selection(
        [("waiting", "Waiting"), ("done", "Done")], required=True, default="waiting"
    )
    attempts = fields.Integer()
    member_count = fields.Integer(string="Files")
    done_at = fields.Datetime()
    result = fields.Json(
        help="Finished files with their place in the ZIP, files that were missing, and "
        "where the next part begins."
    )
