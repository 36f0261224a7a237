from odoo import fields, models


class DscsaScannerFamily(models.Model):
    """Scanners of one maker: what to switch on, in our words, and where it is found.

    Makers' own programming codes are not printed: they change with the model, and a
    wrong one locks the scanner.
    """

    _name = "dscsa.scanner.family"
    _description = "Scanner Family"
    _dscsa_left_out = "hints on scanners"
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    tool = fields.Char(
        string="Set-up program",
        translate=True,
        help="The maker's own, if there is one.",
    )
    separator_text = fields.Text(string="Separator", required=True, translate=True)
    identifier_text = fields.Text(
        string="Symbology identifier", required=True, translate=True
    )
    keyboard_text = fields.Text(string="Keyboard", required=True, translate=True)
    enter_text = fields.Text(string="Enter", required=True, translate=True)
    manual_text = fields.Text(string="Where it stands", required=True, translate=True)
