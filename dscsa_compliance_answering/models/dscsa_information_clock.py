from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.dscsa_compliance.services.receiving.facts import local_date

from ..services.answering.clock import AUTHORITIES, ClockWords, clock_of
from .selections import CLOCK_STATES

_ACTIVITY = "mail.mail_activity_data_todo"


class DscsaInformationRequest(models.Model):
    """Until when: computed, said as a sentence, reminded of from half time on."""

    _inherit = "dscsa.information.request"

    set_due_at = fields.Datetime(
        string="Time they set",
        copy=False,
        tracking=True,
        help="Another reasonable time set by the authority takes the place of the "
        "computed one.",
    )
    set_due_reason = fields.Char(
        string="Who set it, and how",
        copy=False,
        help="For example: Ms. Reyes, by telephone, because of the holiday.",
    )
    due_at = fields.Datetime(
        string="Due", compute="_compute_due", store=True, index="btree_not_null"
    )
    half_at = fields.Datetime(string="Half Time", compute="_compute_due", store=True)
    last_call_at = fields.Datetime(compute="_compute_due", store=True)
    clock_kind = fields.Char(compute="_compute_due", store=True)
    clock_sentence = fields.Char(string="Until when", compute="_compute_clock_sentence")
    clock_state = fields.Selection(CLOCK_STATES, compute="_compute_clock_state")
    half_reminded_at = fields.Datetime(copy=False, readonly=True)
    last_reminded_at = fields.Datetime(copy=False, readonly=True)

    _clock_index = models.Index("(half_at) WHERE due_at IS NOT NULL")

    @api.depends("company_id", "asker", "reason", "received_at", "set_due_at")
    def _compute_due(self):
        for request in self:
            if request.state in ("answered", "closed") and request._origin.id:
                continue  # how long it was given stays as it was
            clock = request._clock()
            request.due_at = clock.due
            request.half_at = clock.half
            request.last_call_at = clock.last_call
            request.clock_kind = clock.kind

    def _clock(self):
        self.ensure_one()
        # a deputy without rights to companies takes requests in too
        return clock_of(
            self.company_id.sudo(),
            asker=self.asker,
            reason=self.reason,
            received_at=self.received_at,
            set_due_at=self.set_due_at,
        )

    @api.depends(
        "due_at", "asker", "reason", "received_at", "set_due_at", "set_due_reason"
    )
    @api.depends_context("lang", "tz")
    def _compute_clock_sentence(self):
        for request in self:
            if not (request.company_id and request.received_at):
                request.clock_sentence = False
                continue
            words = ClockWords(self.env, request.company_id.sudo())
            request.clock_sentence = words.sentence(
                request._clock(),
                asker=request.asker,
                reason=request.reason,
                received_at=request.received_at,
                set_by=request.set_due_reason or "",
            )

    @api.depends("due_at", "state")
    def _compute_clock_state(self):
        now = fields.Datetime.now()
        for request in self:
            request.clock_state = request._clock_state(now)

    def _clock_state(self, now):
        if not self.due_at or self.state in ("answered", "closed"):
            return "none"
        if now > self.due_at:
            return "over"
        if now >= self.last_call_at:
            return "last"
        return "half" if now >= self.half_at else "quiet"

    @api.constrains("set_due_at", "set_due_reason", "received_at", "asker")
    def _check_set_due(self):
        for request in self.filtered("set_due_at"):
            if request.asker not in AUTHORITIES:
                raise ValidationError(
                    self.env._(
                        "Only FDA or a State sets a time. A trading partner is "
                        "answered promptly."
                    )
                )
            if not request.set_due_reason:
                raise ValidationError(
                    self.env._("Note who set this time, and how you were told.")
                )
            if request.set_due_at <= request.received_at:
                raise ValidationError(
                    self.env._("The time they set lies before the request itself.")
                )

    # reminding ----------------------------------------------------------------------
    @api.model
    def _cron_remind_requests(self):
        """A task at half time and one before the end, for who answers and the deputy.

        Nothing is said before half time; nothing changes by itself.
        """
        now = fields.Datetime.now()
        open_ones = [
            ("state", "not in", ("answered", "closed")),
            ("half_at", "<=", now),
        ]
        self.search([*open_ones, ("half_reminded_at", "=", False)])._remind(
            "half_reminded_at"
        )
        late = [("last_call_at", "<=", now), ("last_reminded_at", "=", False)]
        self.search([*open_ones, *late])._remind("last_reminded_at")

    def _remind(self, stamp):
        for request in self:
            local = request.with_company(request.company_id)
            for user in request._people():
                local.activity_schedule(
                    _ACTIVITY,
                    date_deadline=request._due_day(),
                    user_id=user.id,
                    summary=self.env._(
                        "Answer %(agency)s: %(name)s",
                        agency=request.agency,
                        name=request.name,
                    ),
                    note=request.clock_sentence,
                )
        # the job's own note; nobody types it
        self.sudo().write({stamp: fields.Datetime.now()})

    def _due_day(self):
        return local_date(self.due_at, self.company_id)

    def _people(self):
        """Who answers, and the deputy; with nobody named, every pharmacist there."""
        self.ensure_one()
        # the job speaks to people whoever may read them
        company = self.company_id.sudo()
        people = self.sudo().user_id or company.dscsa_pic_id
        people |= company.dscsa_deputy_id
        if not people:
            group = self.env.ref("dscsa_compliance.group_dscsa_pharmacist").sudo()
            people = group.all_user_ids.filtered(
                lambda user: company in user.company_ids and not user._is_superuser()
            )
        return people.filtered("active")
