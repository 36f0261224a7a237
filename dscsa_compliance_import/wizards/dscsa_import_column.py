from odoo import fields, models

from ..models.dscsa_import_mapping_line import COLUMN_FIELDS


class DscsaImportColumn(models.TransientModel):
    """One column of a table on its way in."""

    _name = "dscsa.import.column"
    _description = "Column of a Table on its Way in"
    _order = "position"

    wizard_id = fields.Many2one(
        "dscsa.import.wizard", required=True, index=True, ondelete="cascade"
    )
    position = fields.Integer()
    letter = fields.Char(string="Column")
    heading = fields.Char()
    samples = fields.Char(string="For Example")
    field = fields.Selection(COLUMN_FIELDS, string="Means")
