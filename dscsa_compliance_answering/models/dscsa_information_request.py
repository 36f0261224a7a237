import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .selections import ASKERS, CALLBACKS, CHANNELS, ENDINGS, REASONS, STATES

# what follows from buttons is not typed
_BY_BUTTON = frozenset(
    {"state", "bundle_id", "bundle_sha256", "bundled_at", "answered_at", "closed_at",
     "ending", "half_reminded_at", "last_reminded_at", "searched_at", "search_note"}
)  # fmt: skip
# once answered, what was asked and who asked stays as it was
_FINAL = frozenset({"answered", "closed"})


class DscsaInformationRequest(models.Model):
    """FDA, a State or a trading partner asks for transaction information.

    FD&C Act, section 582(d)(1)(D) for dispensers: what was received from the previous
    owner, in two business days, on paper or electronically. One person can take it in,
    check the caller, collect, answer and close it.
    """

    _name = "dscsa.information.request"
    _description = "Information Request"
    _inherit = [
        "dscsa.ledger.mixin",
        "dscsa.retained.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "state, received_at desc, id desc"
    _check_company_auto = True
    _mail_post_access = "read"
    _retention_class = "request"
    _retention_from = ("closed_at",)
    _retention_open = ("state", ("received", "checked", "collecting", "answered"))
    _ledger_fields = (
        "name", "company_id", "asker", "agency", "contact", "reason", "subject",
        "received_at", "channel", "phone_given", "phone_found", "callback_number",
        "callback_at", "callback_by_id", "callback_result", "callback_note",
        "set_due_at", "set_due_reason", "due_at", "state", "ending", "closed_at",
        "bundle_sha256",
    )  # fmt: skip

    name = fields.Char(
        string="Number", required=True, copy=False, default="/", readonly=True
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    state = fields.Selection(
        STATES, required=True, default="received", copy=False, tracking=True, index=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Who answers",
        default=lambda self: self._default_user(),
        tracking=True,
        copy=False,
    )
    # who asks
    asker = fields.Selection(
        ASKERS, string="Who asks", required=True, default="fda", copy=False
    )
    partner_id = fields.Many2one(
        "res.partner", string="Trading Partner", copy=False, index="btree_not_null"
    )
    agency = fields.Char(
        string="Agency or Business", required=True, copy=False, tracking=True
    )
    contact = fields.Char(
        string="Name and Office",
        copy=False,
        help="Name, badge or office of the person.",
    )
    email = fields.Char(string="Answer by E-mail to", copy=False)
    reason = fields.Selection(
        REASONS,
        string="What it is about",
        required=True,
        default="recall",
        copy=False,
        tracking=True,
    )
    subject = fields.Text(
        string="What was asked", copy=False, help="In their own words."
    )
    received_at = fields.Datetime(
        string="Received",
        required=True,
        default=fields.Datetime.now,
        copy=False,
        tracking=True,
    )
    channel = fields.Selection(
        CHANNELS, string="Came by", required=True, default="phone", copy=False
    )
    # was it really them
    phone_given = fields.Char(string="Number they gave", copy=False)
    phone_found = fields.Char(
        string="Number found by yourself",
        copy=False,
        help="From the agency's own website or letterhead, not from the caller.",
    )
    callback_number = fields.Char(string="Number called", copy=False)
    callback_at = fields.Datetime(string="Called on", copy=False)
    callback_by_id = fields.Many2one("res.users", string="Called by", copy=False)
    callback_result = fields.Selection(
        CALLBACKS, string="Was it them?", copy=False, tracking=True
    )
    callback_note = fields.Char(
        string="How else they were known",
        copy=False,
        help="Badge seen and its number, letter by post, somebody you know in person.",
    )
    ending = fields.Selection(ENDINGS, copy=False, readonly=True, tracking=True)
    closed_at = fields.Datetime(copy=False, readonly=True)
    scope_ids = fields.One2many(
        "dscsa.information.scope", "request_id", string="Asked about", copy=False
    )
    item_ids = fields.One2many(
        "dscsa.information.item", "request_id", string="Found", copy=False
    )
    answer_ids = fields.One2many(
        "dscsa.information.answer", "request_id", string="Sent", copy=False
    )

    @api.model
    def _default_user(self):
        """The pharmacist in charge, or a pharmacist who takes it in; else nobody."""
        if pic := self.env.company.sudo().dscsa_pic_id:
            return pic
        is_pharmacist = self.env.user.has_group(
            "dscsa_compliance.group_dscsa_pharmacist"
        )
        return self.env.user if is_pharmacist else self.env["res.users"]

    @api.depends("name", "agency")
    def _compute_display_name(self):
        for request in self:
            parts = (request.name, request.agency)
            request.display_name = " · ".join(part for part in parts if part)

    @api.constrains("received_at")
    def _check_received_at(self):
        """A day that is still to come would move the end of the clock."""
        limit = fields.Datetime.add(fields.Datetime.now(), minutes=10)
        for request in self:
            if request.received_at > limit:
                raise ValidationError(
                    self.env._(
                        "The request was received at a time that is still to come. "
                        "Enter when it really reached you: the clock starts there."
                    )
                )

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        if self.partner_id and not self.agency:
            self.agency = self.partner_id.commercial_partner_id.name
        if self.partner_id and not self.email:
            self.email = self.partner_id.dscsa_desk_email or self.partner_id.email

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_typed(vals)
            if vals.get("name", "/") == "/":
                sequence = self.env["ir.sequence"].with_company(
                    vals.get("company_id") or self.env.company.id
                )
                # numbers are given to whoever may take a request in
                vals["name"] = (
                    sequence.sudo().next_by_code("dscsa.information.request") or "/"
                )
        return super().create(vals_list)

    def write(self, vals):
        self._check_typed(vals)
        asked = vals.keys() & set(self._ledger_fields) | vals.keys() & {"scope_ids"}
        if not self.env.su and asked and any(r.state in _FINAL for r in self):
            raise UserError(
                self.env._(
                    "This request was answered: what was asked stays as it was. Take "
                    "a further question in as a request of its own."
                )
            )
        return super().write(vals)

    def _check_typed(self, vals):
        if not self.env.su and vals.keys() & _BY_BUTTON - {"state"}:
            raise AccessError(
                self.env._("This follows from the buttons of the request.")
            )
        if not self.env.su and vals.get("state", "received") != "received":
            raise AccessError(
                self.env._("This follows from the buttons of the request.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "A request stays on record, also one that was false. Close it with "
                "how it ended."
            )
        )

    # was it really them -----------------------------------------------------------
    def action_checked(self):
        """The caller was called back at a number found by oneself, or known else."""
        self._check_answerer()
        for request in self.filtered(lambda r: r.state == "received"):
            request._check_caller()
            values = {"state": "checked"}
            if not request.user_id:
                values["user_id"] = self.env.uid
            if request.callback_result == "yes":
                values["callback_at"] = request.callback_at or fields.Datetime.now()
                values["callback_by_id"] = request.callback_by_id.id or self.env.uid
                values["callback_number"] = (
                    request.callback_number or request.phone_found
                )
            # states follow from this button alone
            request.sudo().write(values)
        return True

    def _check_caller(self):
        self.ensure_one()
        if self.callback_result == "no":
            raise UserError(
                self.env._(
                    "They know nothing of it: give nothing out. Close the request as "
                    "“not who they said”, and tell FDA or your State board."
                )
            )
        if self.callback_result == "yes":
            self._check_number()
        elif not self.callback_note:
            raise UserError(
                self.env._(
                    "Call them back first, at a number you found yourself (not the "
                    "one they gave), and note the answer. At the counter: note the "
                    "badge you saw."
                )
            )

    def _check_number(self):
        called = _digits(self.callback_number or self.phone_found)
        if not called:
            raise UserError(
                self.env._("Note the number you found yourself and called back.")
            )
        if called == _digits(self.phone_given) != _digits(self.phone_found):
            raise UserError(
                self.env._(
                    "That is the number they gave. Call one you found yourself, on "
                    "the agency's own site."
                )
            )

    def _check_answerer(self):
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_pharmacist"):
            raise AccessError(
                self.env._(
                    "Only a pharmacist answers requests. Take it in, and call the "
                    "pharmacist in charge or the deputy."
                )
            )
        self.check_access("write")


def _digits(number):
    return re.sub(r"\D", "", number or "")
