from dscsa_core.investigation import states
from dscsa_core.investigation.signs import KINDS

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.dscsa_compliance.services.words.messages import core_text

from ..models.dscsa_investigation.selections import (
    CLASSIFICATIONS,
    STATES,
    UNDECIDED,
)
from ..services.facts import facts_of
from ..services.missing import text_of


class DscsaDecisionWizard(models.TransientModel):
    """Decide a case: cleared, or illegitimate; or correct what was decided."""

    _name = "dscsa.decision.wizard"
    _inherit = ["dscsa.sign.mixin"]
    _description = "Decide a Case"

    investigation_id = fields.Many2one("dscsa.investigation", required=True)
    state = fields.Selection(related="investigation_id.state")
    decision = fields.Selection(
        [("cleared", "It is cleared"), ("illegitimate", "It is illegitimate")]
    )
    state_to = fields.Selection(STATES, string="Back to", default="suspect")
    conclusion = fields.Text(string="Why")
    determined_at = fields.Datetime(
        string="Decided at", default=fields.Datetime.now, help="24 hours run from then."
    )
    classification = fields.Selection(CLASSIFICATIONS, string="What it is")
    classification_help = fields.Char(compute="_compute_classification_help")
    no_maker_reason = fields.Char(string="Maker not reached, because")
    missing_text = fields.Text(compute="_compute_missing_text")

    @api.depends("classification")
    @api.depends_context("lang")
    def _compute_classification_help(self):
        for form in self:
            kind = KINDS.get(form.classification)
            form.classification_help = kind and core_text(self.env, kind.help)

    @api.depends("decision", "investigation_id")
    @api.depends_context("lang", "uid")
    def _compute_missing_text(self):
        for form in self:
            case, end = form.investigation_id, form.decision
            codes = ()
            if case.state in UNDECIDED and end == "cleared":
                codes = states.missing(end, facts_of(case))
            form.missing_text = text_of(self.env, codes) if codes else False

    def action_decide(self):
        """Take the decision; the core checks the evidence and who may."""
        self.ensure_one()
        self._check_signed()
        case = self.investigation_id
        if case.state not in UNDECIDED:
            case._take_decision_back(self.conclusion, self.state_to)
        elif self.decision == "cleared":
            case._clear(self.conclusion)
        elif self.decision == "illegitimate":
            case._call_illegitimate(
                self.determined_at,
                self.classification,
                self.conclusion,
                self.no_maker_reason,
            )
        else:
            raise UserError(
                self.env._("Nothing is decided yet. Choose: cleared, or illegitimate.")
            )
        return {"type": "ir.actions.act_window_close"}
