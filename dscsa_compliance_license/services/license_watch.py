"""The daily look at what ends: reminders, tasks and one digest a company."""

from odoo.fields import Domain

from odoo.addons.dscsa_compliance.services.receiving.facts import today_of

from .gate import order_lines
from .partner_status import GRAVE

# days before the end at which somebody is told, and on the day itself
STEPS = (60, 30, 7, 0)
BATCH = 100
_ACTIVITY = "mail.mail_activity_data_todo"


class LicenseWatch:
    """Each license is marked with the day it was looked at, so a killed run goes on
    where it stopped and a second run on one day finds nothing."""

    def __init__(self, env):
        # told once a day by the digest, not by a mail for each task
        context = {**env.context, "mail_activity_quick_update": True}
        self.env = env(su=True, context=context)

    def run(self):
        """Look at every license once a day, in batches; one digest when done."""
        companies = self.env["dscsa.license"]._read_group([], ["company_id"])
        for (company,) in companies:
            if not self._run_company(company):
                return

    def _run_company(self, company):
        """False when the job's time is over before the company is done."""
        progress = self.env["ir.cron"]._commit_progress
        licenses = self.env["dscsa.license"].with_company(company)
        today = today_of(company)
        due = Domain("company_id", "=", company.id) & (
            Domain("watched_on", "=", False) | Domain("watched_on", "<", today)
        )
        while batch := licenses.search(due, limit=BATCH, order="id"):
            for row in batch:
                self.look_at(row, today)
            if not progress(len(batch), remaining=licenses.search_count(due)):
                return False
        self.env["dscsa.license.digest"]._make(company, today)
        return progress() > 0

    def look_at(self, row, today):
        """Remind about a license, as far as it was not done before."""
        values = {"watched_on": today, "standing": row.status}
        step = self._step(row, today)
        if step is not None:
            values |= {"warned_days": step, "warned_on": today}
            self._remind(row, today)
        elif row.next_check and row.next_check <= today:
            self._ask_for_check(row, today)
        turned = row.standing == "valid" and row.status == "expired"
        row.write(values)
        if turned:
            self.warn_ordered(row)

    def _step(self, row, today):
        """The reminder due now: 60, 30, 7 or 0 days before the end; None: none."""
        if not row.valid_to or row.status in GRAVE:
            return None
        left = (row.valid_to - today).days
        reached = [step for step in STEPS if left <= step]
        if not reached:
            return None
        step = min(reached)
        return step if row.warned_days < 0 or step < row.warned_days else None

    def _remind(self, row, today):
        facts = {
            "license": row.display_name,
            "name": row.holder_name,
            "day": row.valid_to,
        }
        if row.valid_to >= today:
            words = self.env._(
                "%(license)s of %(name)s ends on %(day)s: ask for the renewal.", **facts
            )
        else:
            words = self.env._(
                "%(license)s of %(name)s ended on %(day)s: look at the board's site.",
                **facts,
            )
        self._schedule(row, words, max(today, row.valid_to))

    def _ask_for_check(self, row, today):
        """A look is due and no service answers by itself: a person looks."""
        if not row.activity_ids:
            words = self.env._(
                "%(license)s of %(name)s was last checked some time ago: look again.",
                license=row.display_name,
                name=row.holder_name,
            )
            self._schedule(row, words, today)

    def _schedule(self, row, summary, deadline):
        """One open task a license: a later reminder takes the earlier one's place."""
        row.activity_unlink([_ACTIVITY])
        user = row.company_id._dscsa_responsible()
        row.activity_schedule(_ACTIVITY, deadline, summary=summary, user_id=user.id)

    def warn_ordered(self, row):
        """Goods ordered before and not here yet: a task on each order, no stop."""
        row = row.with_env(self.env)
        if row.is_own:
            return
        whole = row.partner_id.commercial_partner_id
        orders = self.env["purchase.order"].search(
            [
                ("company_id", "=", row.company_id.id),
                ("state", "=", "purchase"),
                ("partner_id.commercial_partner_id", "=", whole.id),
                ("receipt_status", "!=", "full"),
            ]
        )
        standing = dict(row._fields["status"]._description_selection(self.env))
        for order in orders.filtered(order_lines):
            user = order.user_id or row.company_id._dscsa_responsible()
            order.activity_schedule(
                _ACTIVITY,
                summary=self.env._(
                    "%(license)s of the seller: %(standing)s. The goods are ordered "
                    "already; decide before they come.",
                    license=row.display_name,
                    standing=standing[row.status].lower(),
                ),
                user_id=user.id,
            )
