from odoo import api, fields, models
from odoo.exceptions import UserError

from ..services.drafts import draft_of, mail_of
from .dscsa_investigation.selections import FDA_ANSWERS

PURPOSES = [
    ("illegitimate", "Illegitimate product"),
    ("cleared", "Cleared product"),
    ("termination", "Request to end the notification"),
    ("ended", "Notification ended"),
]
_TOLD = frozenset({"told_at", "how", "recipient", "partner_id"})
_ANSWER = frozenset({"answer", "answer_kind"})
# of a partner a person knows of and no record names
_ADDED = frozenset({"investigation_id", "partner_id", "recipient", "why", "how"})
_BY_HAND = frozenset({"told_at", "how", "partner_id"}) | _ANSWER
_moment = fields.Datetime.to_datetime


class DscsaInvestigationNotice(models.Model):
    """Who has to be told of a case, what, and when that was done; and the answer.

    FD&C Act 582(d)(4)(B)(ii): FDA and every immediate trading partner believed to have
    received it, within 24 hours of the determination; (A)(iii) a cleared product, (iv)
    the end of a notification. Nothing is sent by itself.
    """

    _name = "dscsa.investigation.notice"
    _description = "Notice of a Case"
    _inherit = ["dscsa.ledger.mixin"]
    _order = "investigation_id, id"
    _check_company_auto = True

    investigation_id = fields.Many2one(
        "dscsa.investigation", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="investigation_id.company_id", store=True, index=True
    )
    purpose = fields.Selection(
        PURPOSES, required=True, default="illegitimate", readonly=True
    )
    is_fda = fields.Boolean(string="FDA", readonly=True)
    first_id = fields.Many2one(
        "dscsa.investigation.notice",
        string="First Notice",
        readonly=True,
        ondelete="cascade",
        help="The notice this one ends.",
    )
    partner_id = fields.Many2one("res.partner", ondelete="restrict")
    recipient = fields.Char(required=True)
    why = fields.Char(string="Because")
    due_at = fields.Datetime(compute="_compute_due_at")
    how = fields.Char(help="Portal, mail, telephone; reference of FDA.")
    told_at = fields.Datetime(string="Told at")
    told_by_id = fields.Many2one("res.users", string="By", readonly=True)
    answer_kind = fields.Selection(FDA_ANSWERS, string="FDA's Answer")
    answer = fields.Char(help="What they said, and under which reference.")
    answered_at = fields.Datetime(readonly=True)
    is_late = fields.Boolean(compute="_compute_is_late")

    _ledger_fields = (
        "investigation_id",
        "purpose",
        "recipient",
        "partner_id",
        "how",
        "told_at",
        "told_by_id",
        "answer_kind",
        "answer",
        "answered_at",
    )
    _ledger_kept = True
    _ledger_frozen = frozenset({"investigation_id", "purpose"})

    @api.depends("purpose", "investigation_id.due_at", "investigation_id.is_owed")
    def _compute_due_at(self):
        for notice in self:
            case = notice.investigation_id
            runs = notice.purpose == "illegitimate" and case.is_owed
            notice.due_at = case.due_at if runs else False

    @api.depends("told_at", "due_at")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for notice in self:
            due = notice.due_at
            notice.is_late = bool(due and (notice.told_at or now) > due)

    @api.depends("recipient", "purpose")
    def _compute_display_name(self):
        for notice in self:
            notice.display_name = notice.recipient

    @api.model_create_multi
    def create(self, vals_list):
        """The steps of a case make the list; by hand joins who no record names."""
        if not self.env.su:
            for vals in vals_list:
                self._check_added(vals)
        return super().create(vals_list)

    @api.model
    def _check_added(self, vals):
        case = self.env["dscsa.investigation"].browse(vals.get("investigation_id"))
        case.check_access("write")
        if set(vals) - _ADDED or case.state != "illegitimate":
            raise UserError(self.env._("The list is made by the steps of the case."))

    def write(self, vals):
        """Told is told: only what is open can be noted, with how."""
        if not self.env.su:
            self._check_by_hand(vals)
            vals = {**vals, **self._told_values(vals)}
        if vals.get("answer") or vals.get("answer_kind"):
            vals = {**vals, "answered_at": fields.Datetime.now()}
        if vals.get("told_at"):
            for notice in self:
                notice._check_told(**{"how": notice.how, **vals})
        result = super().write(vals)
        if vals.get("told_at"):
            # whoever tells the last one may not be allowed to write the case
            self.sudo().investigation_id._note_all_told()
        for notice in self.filtered("answer_kind") if "answer_kind" in vals else ():
            notice.investigation_id._note_fda_answer(notice)
        return result

    def _check_by_hand(self, vals):
        if set(vals) - _BY_HAND:
            raise UserError(self.env._("The list is made by the steps of the case."))
        if self.filtered("told_at") and _TOLD & set(vals):
            raise UserError(self.env._("This notice was sent; it stays as noted."))
        if self.filtered("answered_at") and _ANSWER & set(vals):
            raise UserError(self.env._("This answer is on record; it stays as noted."))
        if "partner_id" in vals and self.filtered(lambda n: n.is_fda or n.partner_id):
            raise UserError(self.env._("This notice is for whom it names."))
        if _ANSWER & set(vals) and self.filtered(lambda each: not each.told_at):
            raise UserError(self.env._("Nobody answers before being told."))
        if vals.get("answer_kind") and not all(
            each.purpose == "termination" for each in self
        ):
            raise UserError(self.env._("FDA agrees to a request only."))

    def _check_told(self, *, told_at, how, **_more):
        """Told is: how, and not before there was anything to be told."""
        decided = self.investigation_id.determined_at
        if not (how or "").strip():
            raise UserError(
                self.env._(
                    "%(who)s: write how it was told first, and any reference.",
                    who=self.recipient,
                )
            )
        if self.purpose == "illegitimate" and decided > _moment(told_at):
            raise UserError(
                self.env._(
                    "%(who)s: it was told before it was decided? Correct the time of "
                    "the decision, or of the notice.",
                    who=self.recipient,
                )
            )

    @api.model
    def _told_values(self, vals):
        at = _moment(vals.get("told_at"))
        if not at:
            return {}
        if at > fields.Datetime.now():
            raise UserError(self.env._("That time lies ahead. When was it sent?"))
        return {"told_by_id": self.env.uid}

    def action_told(self):
        """It was sent just now."""
        for notice in self.filtered(lambda each: not each.told_at):
            notice.told_at = fields.Datetime.now()
        return True

    def action_draft(self):
        """Odoo's mail form with the draft in it: a person reads it and sends it."""
        self.ensure_one()
        self.check_access("read")
        return mail_of(self)

    def _draft(self):
        """The paper as the core writes it, with what it lacks."""
        self.ensure_one()
        return draft_of(self)
