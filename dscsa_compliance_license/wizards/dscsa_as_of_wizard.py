from odoo import api, fields, models
from odoo.fields import Command

from ..services.partner_status import PartnerStatus, notes_of, proven, words_of


class DscsaAsOfWizard(models.TransientModel):
    """Was the seller in order on a day: as we know it now, and as we knew it then."""

    _name = "dscsa.as.of.wizard"
    _description = "Evidence as of a Day"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    partner_id = fields.Many2one("res.partner", string="Partner or Site")
    day = fields.Date(required=True, default=fields.Date.context_today)
    valid_text = fields.Text(
        compute="_compute_answers", string="Valid on that day, as we know it now"
    )
    known_text = fields.Text(
        compute="_compute_answers", string="Known to us on that day"
    )
    note_text = fields.Text(compute="_compute_answers", string="Notes")
    check_ids = fields.Many2many(
        "dscsa.license.check",
        compute="_compute_answers",
        string="Checks made until that day",
    )
    later_check_ids = fields.Many2many(
        "dscsa.license.check", compute="_compute_answers", string="Checks made later"
    )

    @api.depends("company_id", "partner_id", "day")
    @api.depends_context("lang")
    def _compute_answers(self):
        for wizard in self:
            wizard.valid_text = wizard.known_text = wizard.note_text = False
            wizard.check_ids = wizard.later_check_ids = False
            if not (wizard.partner_id and wizard.day):
                continue
            files = PartnerStatus(
                self.env, wizard.company_id, wizard.partner_id, archived=True
            )
            valid = files.answer(wizard.partner_id, day=wizard.day)
            known = files.answer(wizard.partner_id, day=wizard.day, known_by=wizard.day)
            wizard.valid_text = wizard._words(valid)
            wizard.known_text = wizard._words(known)
            wizard.note_text = "\n".join(notes_of(self.env, known)) or False
            then, later = files.checks_of(wizard.partner_id, wizard.day)
            wizard.check_ids = [Command.set(then.ids)]
            wizard.later_check_ids = [Command.set(later.ids)]

    def _words(self, answer):
        what = words_of(self.env, answer)[0]
        if answer.is_good and not what:
            what = proven(self.env, self.partner_id.display_name)
        return what

    def action_print(self):
        """The same on paper."""
        return self.env.ref(
            "dscsa_compliance_license.report_as_of_action"
        ).report_action(self)
