from odoo import api, fields, models
from odoo.fields import Domain

from ...services.gate import order_lines
from ...services.partner_status import GRAVE
from ...services.receipt_facts import today_of

# days before the end at which somebody is told, and on the day itself
STEPS = (60, 30, 7, 0)
BATCH = 100
TODO = "mail.mail_activity_data_todo"


class DscsaLicense(models.Model):
    """The daily look at what ends: reminders, tasks and one digest a company.

    Each licence is marked with the day it was looked at, so a killed run goes on where
    it stopped and a second run on one day finds nothing.
    """

    _inherit = "dscsa.license"

    watched_on = fields.Date(copy=False, index=True)
    warned_on = fields.Date(copy=False, string="Last Reminder")

    @api.model
    def _cron_watch(self):
        """Look at every licence once a day, in batches; one digest when done."""
        progress = self.env["ir.cron"]._commit_progress
        for company in self.env["res.company"].sudo().search([]):
            licenses = self.sudo().with_company(company)
            today = today_of(company)
            due = Domain("company_id", "=", company.id) & (
                Domain("watched_on", "=", False) | Domain("watched_on", "<", today)
            )
            while batch := licenses.search(due, limit=BATCH, order="id"):
                batch._watch(today)
                if not progress(len(batch), remaining=licenses.search_count(due)):
                    return
            self.env["dscsa.license.digest"].sudo()._make(company, today)
            progress()

    def _watch(self, today):
        """Remind about these licences, as far as it was not done before."""
        for row in self:
            values = {"watched_on": today, "standing": row.status}
            step = row._step(today)
            if step is not None:
                values |= {"warned_days": step, "warned_on": today}
                row._remind(today)
            elif row.next_check and row.next_check <= today:
                row._ask_for_check(today)
            turned = row.standing == "valid" and row.status == "expired"
            row.write(values)
            if turned:
                row._warn_ordered()

    def _step(self, today):
        """The reminder due now: 60, 30, 7 or 0 days before the end; None: none."""
        if not self.valid_to or self.status in GRAVE:
            return None
        left = (self.valid_to - today).days
        reached = [step for step in STEPS if left <= step]
        if not reached:
            return None
        step = min(reached)
        return step if self.warned_days < 0 or step < self.warned_days else None

    def _remind(self, today):
        words = (
            self.env._("%(license)s of %(name)s ends on %(day)s: ask for the renewal.")
            if self.valid_to >= today
            else self.env._(
                "%(license)s of %(name)s ended on %(day)s: look at the board's site."
            )
        )
        facts = {
            "license": self.display_name,
            "name": self.holder_name,
            "day": self.valid_to,
        }
        self._schedule(words % facts, max(today, self.valid_to))

    def _ask_for_check(self, today):
        """A look is due and no service answers by itself: a person looks."""
        if not self.activity_ids:
            words = self.env._(
                "%(license)s of %(name)s was last checked some time ago: look again.",
                license=self.display_name,
                name=self.holder_name,
            )
            self._schedule(words, today)

    def _schedule(self, summary, deadline):
        """One open task a licence: a later reminder takes the earlier one's place."""
        self.activity_unlink([TODO])
        # told once a day by the digest, not by a mail for each
        self.with_context(mail_activity_quick_update=True).activity_schedule(
            TODO, deadline, summary=summary, user_id=self._responsible().id
        )

    def _responsible(self):
        """Who looks after licences: who switched the gate, a manager, or admin."""
        company = self.company_id
        if company.dscsa_gate_user_id.active:
            return company.dscsa_gate_user_id
        for group in ("group_dscsa_manager", "group_dscsa_pharmacist"):
            users = self.env.ref(f"dscsa_compliance.{group}").all_user_ids
            here = users.filtered(
                lambda user: user.active and company in user.company_ids and user.id > 1
            )
            if here:
                return here.sorted("id")[:1]
        return self.env.ref("base.user_admin")

    def _warn_ordered(self):
        """Goods ordered before and not here yet: a task on each order, no stop."""
        for row in self.filtered(lambda each: not each.is_own):
            orders = self.env["purchase.order"].search(
                [
                    ("company_id", "=", row.company_id.id),
                    ("state", "=", "purchase"),
                    (
                        "partner_id.commercial_partner_id",
                        "=",
                        row.commercial_partner_id.id,
                    ),
                    ("receipt_status", "!=", "full"),
                ]
            )
            standing = dict(row._fields["status"]._description_selection(self.env))
            for order in orders.filtered(order_lines):
                order.with_context(mail_activity_quick_update=True).activity_schedule(
                    TODO,
                    summary=self.env._(
                        "%(license)s of the seller: %(standing)s. The goods are "
                        "ordered already; decide before they come.",
                        license=row.display_name,
                        standing=standing[row.status].lower(),
                    ),
                    user_id=(order.user_id or row._responsible()).id,
                )
