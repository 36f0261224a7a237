from odoo import fields, models


class DscsaAuditQuestion(models.Model):
    """A question an inspector asks, and where its answer lies in this system."""

    _name = "dscsa.audit.question"
    _description = "Question of a Self-audit"
    _order = "sequence, id"

    name = fields.Char(string="Question", required=True, translate=True)
    hint = fields.Text(string="Where to look", translate=True)
    sequence = fields.Integer(default=10)
    action_id = fields.Many2one("ir.actions.actions", string="Opens")
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: for all companies."
    )
    active = fields.Boolean(default=True)
