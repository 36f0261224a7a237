from dscsa_core.catalogue import rule
from dscsa_core.finding import LEVELS

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.dscsa_compliance.services.words.messages import (
    message_of,
    next_step_of,
)


class DscsaLedgerCheckLine(models.Model):
    """One thing a check found: its rule, what is wrong, what to do."""

    _name = "dscsa.ledger.check.line"
    _description = "Ledger Check Finding"
    _order = "id"
    _rec_name = "code"

    check_id = fields.Many2one(
        "dscsa.ledger.check", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="check_id.company_id", store=True)
    code = fields.Char(required=True)
    number = fields.Char(string="Rule", compute="_compute_words")
    level = fields.Selection([(level, level) for level in LEVELS], required=True)
    facts = fields.Json()
    message = fields.Text(string="What is wrong", compute="_compute_words")
    next_step = fields.Text(string="What to do", compute="_compute_words")
    model = fields.Char()
    res_id = fields.Many2oneReference(model_field="model", string="Record")

    @api.depends("code", "facts")
    @api.depends_context("lang")
    def _compute_words(self):
        for line in self:
            facts = line.facts or {}
            line.number = rule(line.code or "").number
            line.message = message_of(self.env, line.code or "", facts)
            line.next_step = next_step_of(self.env, line.code or "", facts)

    def action_open(self):
        """Open the record this is about, if it is still there."""
        self.ensure_one()
        return self.env["dscsa.ledger"]._open_record(self.model, self.res_id)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("A check of the ledger stays on record. Make a new one.")
        )
