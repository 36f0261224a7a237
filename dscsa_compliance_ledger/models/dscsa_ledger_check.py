import time
from datetime import timedelta

from dscsa_core.finding import INFO

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.dscsa_compliance.services.words.messages import (
    moment_text,
    plain_facts,
)

from ..services.ledger.check import Checker
from ..services.ledger.sealer import BATCH, Sealer

STATES = [
    ("running", "Being checked"),
    ("good", "As it was noted"),
    ("bad", "Something was altered"),
]
# lines kept of one check: whoever altered a million rows altered the first ones, too
_LINES = 500
# looking on the spot takes so many seconds at most; the job does the rest
_PATIENCE = 10.0
_TODO = "mail.mail_activity_data_todo"


class DscsaLedgerCheck(models.Model):
    """One look at the ledger of a company: chain, records and stored files.

    It goes on where it was interrupted; what it found is kept.
    """

    _name = "dscsa.ledger.check"
    _description = "Ledger Check"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"

    company_id = fields.Many2one(
        "res.company", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one("res.users", string="Asked by", readonly=True)
    started_at = fields.Datetime(required=True, default=fields.Datetime.now)
    ended_at = fields.Datetime(readonly=True)
    state = fields.Selection(STATES, required=True, default="running", readonly=True)
    progress = fields.Json(readonly=True)
    fact_count = fields.Integer(string="Entries", readonly=True)
    record_count = fields.Integer(string="Records", readonly=True)
    file_count = fields.Integer(string="Stored Files", readonly=True)
    finding_count = fields.Integer(string="Findings", readonly=True)
    head_position = fields.Integer(string="Last Entry", readonly=True)
    head_link = fields.Char(string="Seal of the last Entry", readonly=True)
    head_at = fields.Char(string="Sealed (UTC)", readonly=True)
    unsealed = fields.Integer(string="Waiting to be sealed", readonly=True)
    line_ids = fields.One2many("dscsa.ledger.check.line", "check_id", readonly=True)
    sentence = fields.Text(compute="_compute_sentence", string="Result")

    @api.depends("company_id", "started_at")
    def _compute_display_name(self):
        for check in self:
            check.display_name = self.env._(
                "Check of %(when)s", when=moment_text(self.env, check.started_at)
            )

    @api.depends("state", "fact_count", "record_count", "file_count", "finding_count")
    def _compute_sentence(self):
        for check in self:
            check.sentence = check._words()

    def _words(self):
        counts = {
            "facts": self.fact_count,
            "records": self.record_count,
            "files": self.file_count,
        }
        if self.state == "running":
            return self.env._(
                "Being checked: %(facts)s entries, %(records)s records and %(files)s "
                "files so far.",
                **counts,
            )
        if self.state == "good":
            return self.env._(
                "Nothing was altered: %(facts)s entries, %(records)s records and "
                "%(files)s stored files are as they were noted.",
                **counts,
            )
        if self.finding_count == 1:
            return self.env._(
                "One thing is not as it was noted. It is named below, with what to do."
            )
        return self.env._(
            "%(count)s things are not as they were noted. Each is named below, with "
            "what to do.",
            count=self.finding_count,
        )

    # running --------------------------------------------------------------------------
    def action_check_now(self):
        """Seal what waits, then check the user's company; opens the result.

        What is not done after some seconds is left to the job, which begins at once.
        """
        self._check_may_check()
        while Sealer(self.env).run_apart() == BATCH:
            pass
        check = self.sudo().create(
            {"company_id": self.env.company.id, "user_id": self.env.uid}
        )
        if not check._run(_PATIENCE):
            self.env.ref(
                "dscsa_compliance_ledger.ir_cron_check_ledger"
            ).sudo()._trigger()
        return check.with_env(self.env)._get_records_action()

    @api.model
    def _check_may_check(self):
        roles = ("group_dscsa_auditor", "group_dscsa_pharmacist")
        if not any(self.env.user.has_group(f"dscsa_compliance.{r}") for r in roles):
            raise AccessError(
                self.env._(
                    "Pharmacists and auditors check the ledger. Ask one of them."
                )
            )

    def _run(self, seconds):
        """Go on for so many seconds; whether it is done. Commits nothing."""
        self.ensure_one()
        checker = Checker(self.env, self.company_id, self.progress)
        ends = self._clock() + seconds
        found = []
        while not checker.is_done:
            found += checker.step()
            if self._clock() > ends:
                break
        self._write_down(checker, found)
        return checker.is_done

    def _run_batch(self):
        """One portion, and where it stands; whether it is done."""
        self.ensure_one()
        checker = Checker(self.env, self.company_id, self.progress)
        self._write_down(checker, checker.step())
        return checker.is_done

    @api.model
    def _clock(self):
        return time.monotonic()

    def _write_down(self, checker, found):
        counts = checker.counts
        room = max(0, _LINES - len(self.line_ids))
        self.env["dscsa.ledger.check.line"].sudo().create(
            [
                {
                    "check_id": self.id,
                    "code": each.finding.code,
                    "level": each.finding.level,
                    "facts": plain_facts(each.finding.facts),
                    "model": each.model or False,
                    "res_id": each.res_id or False,
                }
                for each in found[:room]
            ]
        )
        self.write(
            {
                "progress": checker.progress,
                "fact_count": counts["facts"],
                "record_count": counts["records"],
                "file_count": counts["files"],
                "finding_count": self.finding_count + len(found),
            }
        )
        if checker.is_done:
            self._finish()

    def _finish(self):
        head = self.env["dscsa.ledger"].sudo()._head(self.company_id)
        bad = self.line_ids.filtered(lambda line: line.level != INFO)
        self.write(
            {
                "state": "bad" if bad else "good",
                "ended_at": fields.Datetime.now(),
                "head_position": head["position"],
                "head_link": head["link"],
                "head_at": head["sealed_at"],
                "unsealed": head["unsealed"],
            }
        )
        if bad:
            self._alarm()

    def _alarm(self):
        """A task for every compliance manager of the company."""
        for user in self.company_id._dscsa_managers():
            self.activity_schedule(
                _TODO,
                user_id=user.id,
                summary=self.env._("Records are not as they were noted"),
                note=self.sentence,
            )

    @api.model
    def _cron_check(self):
        """Every night each company with a ledger, in portions that are committed."""
        # a database has a handful of companies
        companies = self.env["res.company"].search([])  # pylint: disable=no-search-all
        for company in companies:
            check = self._of_tonight(company)
            while check.state == "running":
                check._run_batch()
                left = self.env["ir.cron"]._commit_progress(
                    1, remaining=int(check.state == "running")
                )
                if left <= 0:
                    return

    @api.model
    def _of_tonight(self, company):
        """The check that is not done yet, else a recent one, else a new one."""
        mine = [("company_id", "=", company.id)]
        running = self.search([*mine, ("state", "=", "running")], limit=1)
        if running:
            return running
        since = fields.Datetime.now() - timedelta(hours=12)
        recent = self.search([*mine, ("started_at", ">", since)], limit=1)
        return recent or self.create({"company_id": company.id})

    # keeping --------------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        """Checks are made with the button or at night."""
        if not self.env.su:
            raise UserError(self.env._("Press “Check now” to check the ledger."))
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("A check of the ledger stays on record. Make a new one.")
        )
