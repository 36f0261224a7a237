from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.dscsa_compliance.services.words.messages import date_text

from ..models.selections import OVERRIDE_REASONS
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
            answer = wizard._answer()
            wizard.problem = answer and " ".join(words_of(self.env, answer))

    def _about_order(self):
        """The order it is about; empty when it is about a partner."""
        return self.order_id

    def _answer(self):
        """What is missing, asked as the order asks it."""
        if self.order_id:
            return Gate(self.env, self.order_id).answer(self.order_id)
        files = PartnerStatus(self.env, self.company_id, self.partner_id)
        return files.answer(self.partner_id)

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
        if order := self._about_order():
            reasons = dict(self._fields["reason"]._description_selection(self.env))
            order.sudo().message_post(
                body=self.env._(
                    "Allowed without proof until %(day)s: %(reason)s. %(note)s",
                    day=date_text(self.env, self.valid_to),
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
            "order_name": self._about_order().name if self.scope == "order" else False,
            "reason": self.reason,
            "note": self.note,
            "problem": self.problem,
            "valid_to": self.valid_to,
            "user_id": self.env.uid,
        }

    def _check_complete(self):
        if self.scope == "order" and not self._about_order():
            raise UserError(
                self.env._("Which order? Choose one, or choose a last day.")
            )
        if self.valid_to < fields.Date.context_today(self):
            raise UserError(self.env._("The last day is past. Choose a later one."))
        if self.reason == "other" and not self.note:
            raise UserError(self.env._("Write the reason into the note."))
