from odoo import fields, models
from odoo.exceptions import UserError

from ..models.dscsa_investigation.dscsa_investigation import CLASSIFICATIONS


class DscsaDecisionWizard(models.TransientModel):
    """Decide a case: cleared, or illegitimate; or correct what was decided."""

    _name = "dscsa.decision.wizard"
    _inherit = ["dscsa.sign.mixin"]
    _description = "Decide a Case"

    investigation_id = fields.Many2one("dscsa.investigation", required=True)
    state = fields.Selection(related="investigation_id.state")
    decision = fields.Selection(
        [("cleared", "It is cleared"), ("illegitimate", "It is illegitimate")],
        default="cleared",
    )
    conclusion = fields.Text(string="Why")
    determined_at = fields.Datetime(
        string="Decided at", default=fields.Datetime.now, help="24 hours run from then."
    )
    classification = fields.Selection(CLASSIFICATIONS, string="What it is")
    no_maker_reason = fields.Char(string="Maker not reached, because")

    def action_decide(self):
        """Take the decision; the case checks the evidence and who may."""
        self.ensure_one()
        self._check_signed()
        case = self.investigation_id
        if self.state not in ("question", "suspect"):
            case._take_decision_back(self.conclusion)
        elif self.decision == "cleared":
            case._clear(self.conclusion)
        elif self.decision == "illegitimate":
            if not self.determined_at:
                raise UserError(self.env._("Enter when it was decided."))
            case._call_illegitimate(
                self.determined_at,
                self.classification,
                self.conclusion,
                self.no_maker_reason,
            )
        return {"type": "ir.actions.act_window_close"}
