from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..models.partners.selections import OVERRIDE_REASONS
from ..services.gate import Gate
from ..services.partner_status import PartnerStatus, words_of


class DscsaOverrideWizard(models.TransientModel):
    """The compliance manager lets a partner through without proof, and says why."""

    _name = "dscsa.override.wizard"
    _description = "Allow Orders without Proof"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    partner_id = fields.Many2one("res.partner", required=True)
    order_id = fields.Many2one("purchase.order")
    scope = fields.Selection(
        [("order", "This order"), ("date", "Every order until a day")],
        required=True,
        default="order",
    )
    reason = fields.Selection(OVERRIDE_REASONS, required=True)
    note = fields.Text()
    valid_to = fields.Date(
        string="Until",
        required=True,
        default=lambda self: fields.Date.context_today(self) + timedelta(days=7),
    )
    problem = fields.Text(compute="_compute_problem", string="What is missing")

    @api.depends("partner_id", "order_id", "company_id")
    def _compute_problem(self):
        for wizard in self:
            if wizard.order_id:
                answer = Gate(self.env, wizard.order_id).answer(wizard.order_id)
            else:
                files = PartnerStatus(self.env, wizard.company_id, wizard.partner_id)
                answer = files.answer(wizard.partner_id)
            wizard.problem = answer and " ".join(words_of(self.env, answer))

    def action_allow(self):
        """Write the exception down; it counts at once."""
        self.ensure_one()
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_manager"):
            raise AccessError(
                self.env._(
                    "Only the compliance manager allows orders without proof. Ask, or "
                    "add the proof: it takes one minute."
                )
            )
        self._check_complete()
        override = (
            self.env["dscsa.license.override"].sudo().create(self._override_values())
        )
        if self.order_id:
            reasons = dict(self._fields["reason"]._description_selection(self.env))
            self.order_id.sudo().message_post(
                body=self.env._(
                    "Allowed without proof until %(day)s: %(reason)s. %(note)s",
                    day=self.valid_to,
                    reason=reasons[self.reason],
                    note=self.note or "",
                )
            )
        return override and {"type": "ir.actions.act_window_close"}

    def _override_values(self):
        whole = self.partner_id.commercial_partner_id
        return {
            "company_id": self.company_id.id,
            "partner_id": whole.id,
            "partner_name": whole.display_name,
            "scope": self.scope,
            "order_id": self.order_id.id if self.scope == "order" else False,
            "order_name": self.order_id.name if self.scope == "order" else False,
            "reason": self.reason,
            "note": self.note,
            "problem": self.problem,
            "valid_to": self.valid_to,
            "user_id": self.env.uid,
        }

    def _check_complete(self):
        if self.scope == "order" and not self.order_id:
            raise UserError(
                self.env._("Which order? Choose one, or choose a last day.")
            )
        if self.valid_to < fields.Date.context_today(self):
            raise UserError(self.env._("The last day is past. Choose a later one."))
        if self.reason == "other" and not self.note:
            raise UserError(self.env._("Write the reason into the note."))
