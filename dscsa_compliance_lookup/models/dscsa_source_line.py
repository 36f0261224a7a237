from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.dscsa_compliance_license.models.selections import RESULTS

ROLES = [
    ("request", "Question"),
    ("response", "Answer"),
    ("result", "Meaning"),
]
ASKED = [
    ("number", "License number as on file"),
    ("number_plain", "License number, letters and digits only"),
    ("state", "State (two letters)"),
    ("state_name", "State (name)"),
    ("name", "Name of the holder"),
    ("street", "Street"),
    ("city", "City"),
    ("zip", "ZIP"),
    ("type", "Code of the license type"),
    ("constant", "A fixed text"),
]
TOLD = [
    ("number", "License number"),
    ("state", "State"),
    ("status", "Status"),
    ("expires", "Valid until"),
    ("name", "Name of the holder"),
    ("message", "Message"),
    ("items", "The list to look in"),
]


class DscsaSourceLine(models.Model):
    """One row of a look-up's tables: question, answer, and what a status means."""

    _name = "dscsa.source.line"
    _description = "Field of a Look-up"
    _dscsa_left_out = "log of look-ups; their results are license checks"
    _order = "role, sequence, id"
    _rec_name = "path"

    source_id = fields.Many2one(
        "dscsa.source", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    role = fields.Selection(ROLES, required=True)
    path = fields.Char(
        help="Where it stands, with dots: query.number. A digit picks one of a list: "
        "items.0.status."
    )
    asked = fields.Selection(ASKED, string="What is sent")
    told = fields.Selection(TOLD, string="What it tells")
    value = fields.Char(
        string="Text", help="The fixed text, or the status as the service writes it."
    )
    outcome = fields.Selection(
        [item for item in RESULTS if item[0] != "unreachable"], string="Means"
    )

    @api.constrains("role", "path", "asked", "told", "value", "outcome")
    def _check_complete(self):
        needed = {
            "request": ("path", "asked"),
            "response": ("told",),
            "result": ("value", "outcome"),
        }
        for line in self:
            missing = [name for name in needed[line.role] if not line[name]]
            if missing:
                labels = line.fields_get(missing, ["string"])
                names = ", ".join(labels[name]["string"] for name in missing)
                raise ValidationError(
                    self.env._("A row needs: %(names)s.", names=names)
                )
