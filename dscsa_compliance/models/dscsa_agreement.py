from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class DscsaAgreement(models.Model):
    """Written agreement by which a seller or another party keeps our TI/TS.

    FD&C Act, section 582(d)(1)(B): the duty stays ours, and we keep a copy of it.
    """

    _name = "dscsa.agreement"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "dscsa.evidence.mixin",
        "dscsa.ledger.mixin",
    ]
    _description = "TI/TS Agreement"
    _order = "partner_id, date_from desc, id desc"
    _check_company_auto = True
    _ledger_fields = (
        "name",
        "partner_id",
        "scope",
        "portal",
        "date_from",
        "date_to",
        "user_id",
        "evidence_ids",
    )
    _ledger_kept = True
    _ledger_frozen = frozenset(
        {
            "company_id",
            "partner_id",
        }
    )

    name = fields.Char(compute="_compute_name", store=True, readonly=False)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    partner_id = fields.Many2one(
        "res.partner", string="Who keeps the data", required=True, index=True
    )
    scope = fields.Text(
        help="Which transaction data it covers, for how long, how we get them back."
    )
    portal = fields.Char(help="Name or address of the portal.")
    date_from = fields.Date(
        string="From", required=True, default=fields.Date.context_today
    )
    date_to = fields.Date(string="Until", help="Empty: until somebody ends it.")
    remind_days = fields.Integer(string="Remind before (days)", default=60)
    state = fields.Selection(
        [("coming", "Not yet"), ("valid", "In force"), ("ended", "Ended")],
        compute="_compute_state",
        search="_search_state",
    )
    user_id = fields.Many2one(
        "res.users", string="Responsible", default=lambda self: self.env.user
    )

    @api.depends("partner_id")
    def _compute_name(self):
        for agreement in self:
            if agreement.partner_id and not agreement.name:
                agreement.name = self.env._(
                    "Agreement with %(name)s", name=agreement.partner_id.name
                )

    @api.depends("date_from", "date_to")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for agreement in self:
            if agreement.date_to and agreement.date_to < today:
                agreement.state = "ended"
            elif agreement.date_from and agreement.date_from > today:
                agreement.state = "coming"
            else:
                agreement.state = "valid"

    @api.model
    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        ended, coming = Domain("date_to", "<", today), Domain("date_from", ">", today)
        domains = {"ended": ended, "coming": ~ended & coming}
        domains["valid"] = ~ended & ~coming
        return Domain.OR(domains[each] for each in value if each in domains)

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for agreement in self:
            if agreement.date_to and agreement.date_to < agreement.date_from:
                raise ValidationError(
                    self.env._("It ends before it begins. Look at the two dates.")
                )

    @api.model
    def _of(self, partner, company, day=None):
        """The agreement in force with a seller or its parent on a day, or none."""
        day = day or fields.Date.context_today(self)
        partners = partner | partner.commercial_partner_id
        return self.search(
            Domain("company_id", "=", company.id)
            & Domain("partner_id", "in", partners.ids)
            & Domain("date_from", "<=", day)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", day)),
            order="date_from desc",
            limit=1,
        )

    def _evidence_partner(self):
        return self.partner_id

    @api.model
    def _cron_remind_ending(self):
        """One task for each agreement that ends soon; none where one is open."""
        today = fields.Date.context_today(self)
        ending = self.search([("date_to", ">=", today)]).filtered(
            lambda each: (
                each.date_to - relativedelta(days=each.remind_days) <= today
                and not each.activity_ids
            )
        )
        for agreement in ending:
            agreement.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=agreement.date_to,
                user_id=agreement.user_id.id or self.env.uid,
                summary=self.env._(
                    "TI/TS agreement with %(name)s ends: renew it or export the data",
                    name=agreement.partner_id.name,
                ),
            )
