from odoo import fields, models


class DscsaImportRow(models.TransientModel):
    """One row of a table on its way in, as it would be read."""

    _name = "dscsa.import.row"
    _description = "Row of a Table on its Way in"
    _order = "is_good, number"

    wizard_id = fields.Many2one(
        "dscsa.import.wizard", required=True, index=True, ondelete="cascade"
    )
    number = fields.Integer(string="Row")
    is_good = fields.Boolean()
    cells = fields.Char(string="In the Table")
    goods = fields.Char(string="Read as")
    problem = fields.Text(string="What is wrong, and what to do")
