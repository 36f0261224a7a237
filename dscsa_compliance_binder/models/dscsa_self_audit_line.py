from odoo import api, fields, models
from odoo.exceptions import UserError

ANSWERS = [
    ("yes", "Yes, shown"),
    ("partly", "Partly"),
    ("no", "No"),
    ("na", "Does not apply"),
]


class DscsaSelfAuditLine(models.Model):
    """One question of a self-audit and its answer."""

    _name = "dscsa.self.audit.line"
    _description = "Answer of a Self-audit"
    _order = "sequence, id"

    audit_id = fields.Many2one(
        "dscsa.self.audit", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="audit_id.company_id", store=True, index=True)
    question_id = fields.Many2one(
        "dscsa.audit.question", string="Asked as", readonly=True
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Question", required=True)
    hint = fields.Text(string="Where to look")
    answer = fields.Selection(ANSWERS)
    note = fields.Char(string="What was shown, what is missing")

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_open()
        return lines

    def write(self, vals):
        self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_open(self):
        self._check_open()

    def _check_open(self):
        if not self.env.su and any(a.state == "done" for a in self.audit_id):
            raise UserError(
                self.env._("A finished self-audit stays as it is. Begin a new one.")
            )

    def action_look(self):
        """Open where the answer lies."""
        self.ensure_one()
        action = self.question_id.action_id
        if not action:
            raise UserError(self.env._("This one is answered outside the system."))
        # where it leads is told to everybody; what is listed follows their rights
        return self.env[action.sudo().type].sudo().browse(action.id)._get_action_dict()
