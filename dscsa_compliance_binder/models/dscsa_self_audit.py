from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.dscsa_compliance.services.words.messages import date_text


class DscsaSelfAudit(models.Model):
    """One walk through the questions of an inspector: answers, day, person."""

    _name = "dscsa.self.audit"
    _description = "Self-audit"
    _inherit = ["mail.thread", "mail.activity.mixin", "dscsa.ledger.mixin"]
    _order = "date desc, id desc"
    _ledger_fields = ("date", "user_id", "summary", "state", "finished_at", "gap_count")

    name = fields.Char(compute="_compute_name")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    user_id = fields.Many2one(
        "res.users", string="By", required=True, default=lambda self: self.env.user
    )
    line_ids = fields.One2many(
        "dscsa.self.audit.line",
        "audit_id",
        string="Answers",
        default=lambda self: self._default_lines(),
    )
    summary = fields.Text(string="What we will do")
    state = fields.Selection(
        [("open", "Under way"), ("done", "Finished")],
        default="open",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    finished_at = fields.Datetime(readonly=True, copy=False)
    gap_count = fields.Integer(compute="_compute_counts", string="Gaps")
    open_count = fields.Integer(compute="_compute_counts", string="Still to answer")

    @api.model
    def _default_lines(self):
        """The questions of today, copied: later changes leave old audits alone."""
        questions = self.env["dscsa.audit.question"].search(
            [("company_id", "in", (False, self.env.company.id))]
        )
        return [
            Command.create(
                {
                    "question_id": each.id,
                    "name": each.name,
                    "hint": each.hint,
                    "sequence": each.sequence,
                }
            )
            for each in questions
        ]

    @api.depends("date")
    def _compute_name(self):
        for audit in self:
            audit.name = self.env._(
                "Self-audit of %(day)s", day=date_text(self.env, audit.date)
            )

    @api.depends("line_ids.answer")
    def _compute_counts(self):
        for audit in self:
            answers = audit.line_ids.mapped("answer")
            audit.gap_count = sum(each in ("no", "partly") for each in answers)
            audit.open_count = sum(not each for each in answers)

    def write(self, vals):
        """What is finished stays."""
        inner = ("message_", "activity_")
        changed = any(not name.startswith(inner) for name in vals)
        fixed = "state" in vals or any(audit.state == "done" for audit in self)
        if changed and fixed and not self.env.su:
            raise UserError(
                self.env._("A finished self-audit stays as it is. Begin a new one.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_open(self):
        if any(audit.state == "done" for audit in self):
            raise UserError(self.env._("Finished self-audits are kept."))

    def action_finish(self):
        """Close it: every question answered, every gap explained."""
        self.check_access("write")
        for audit in self:
            bare = audit.line_ids.filtered(lambda line: not line.answer)
            mute = audit.line_ids.filtered(
                lambda line: line.answer in ("no", "partly") and not line.note
            )
            if bare:
                raise UserError(
                    self.env._(
                        "Still to answer: %(count)s, the first one: %(question)s",
                        count=len(bare),
                        question=bare[0].name,
                    )
                )
            if mute:
                raise UserError(
                    self.env._(
                        "Say in a few words what is missing and who will do it: "
                        "%(question)s",
                        question=mute[0].name,
                    )
                )
        # state and time are set here, not by typing
        self.sudo().write({"state": "done", "finished_at": fields.Datetime.now()})
        return True
