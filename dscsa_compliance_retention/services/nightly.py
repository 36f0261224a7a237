"""The nightly look at all records: flags in batches, one digest where there is news."""

from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.receiving.facts import today_of

from .blocks import retained_models
from .flags import STORED, Flags, ids_between

BATCH = 20_000
_ACTIVITY = "mail.mail_activity_data_todo"


class Nightly:
    """Each batch is committed with the place it reached; a second run of a day that
    is done finds nothing to do."""

    def __init__(self, env, batch=BATCH):
        # the task tells the person; no mail for it
        context = {**env.context, "mail_activity_quick_update": True}
        self.env, self.batch = env(su=True, context=context), batch

    def run(self):
        """All companies; stops when the job's time is over and goes on later."""
        for company in self.env["res.company"].search([]):
            if not self.run_company(company):
                return False
        return True

    def run_company(self, company):
        """False when the time is over before the company is done."""
        run = self._run_of(company)
        if run.done:
            return True
        flags = Flags(self.env)
        for name in retained_models(self.env):
            if not self._run_model(run, flags, name):
                return False
        self._finish(run)
        return self._commit() > 0

    def _run_of(self, company):
        today = today_of(company)
        runs = self.env["dscsa.retention.run"]
        return runs.search(
            [("company_id", "=", company.id), ("day", "=", today)]
        ) or runs.create({"company_id": company.id, "day": today, "place": {}})

    def _run_model(self, run, flags, name):
        place = dict(run.place or {})
        while place.get(name) is not True:
            self.env.flush_all()
            span = ids_between(
                self.env, name, run.company_id, place.get(name) or 0, self.batch
            )
            if not span:
                place[name] = True
                run.place = dict(place)
                break
            changed = flags.mark_range(name, run.company_id, *span)
            place[name] = span[1]
            run.write(
                {"place": dict(place), "changed_count": run.changed_count + changed}
            )
            self.env[name].invalidate_model(STORED)
            if self._commit(1) <= 0:
                return False
        return True

    def _commit(self, processed=0):
        """Commit what was done; seconds left for this job."""
        progress = self.env["ir.cron"]._commit_progress
        return progress(processed, remaining=1) if processed else progress()

    def _finish(self, run):
        counts = self.counts(run.company_id)
        run.write(
            {
                "done": True,
                "seen_count": sum(counts.values()),
                "near_count": counts.get("near", 0),
                "past_count": counts.get("past", 0),
                "held_count": counts.get("held", 0),
            }
        )
        self._tell(run)

    def counts(self, company):
        """{flag: number} over all records of a company."""
        found = {}
        for name in retained_models(self.env):
            rows = self.env.execute_query(
                SQL(
                    """SELECT retention_flag, count(*) FROM %s
                        WHERE company_id = %s GROUP BY 1""",
                    SQL.identifier(self.env[name]._table),
                    company.id,
                )
            )
            for flag, count in rows:
                found[flag or "kept"] = found.get(flag or "kept", 0) + count
        return found

    # digest --------------------------------------------------------------------------
    def _tell(self, run):
        """One task, only when more is near or past its date than was told before."""
        before = self.env["dscsa.retention.run"].search(
            [
                ("company_id", "=", run.company_id.id),
                ("done", "=", True),
                ("id", "!=", run.id),
            ],
            limit=1,
        )
        new_near = run.near_count - before.near_count
        new_past = run.past_count - before.past_count
        if new_near <= 0 and new_past <= 0:
            return
        run.news = self._words(run)
        self._close_earlier(run.company_id)
        run.activity_schedule(
            _ACTIVITY,
            run.day,
            summary=run.news,
            user_id=run.company_id._dscsa_responsible().id,
        )

    def _words(self, run):
        facts = {
            "past": run.past_count,
            "near": run.near_count,
            "days": run.company_id.dscsa_retention_lead_days,
        }
        if not run.past_count:
            return self.env._(
                "Records that may be disposed of within %(days)s days: %(near)s.",
                **facts,
            )
        words = self.env._(
            "Records that may be disposed of: %(past)s; within %(days)s days: %(near)s "
            "more.",
            **facts,
        )
        return run._words_past(words)

    def _close_earlier(self, company):
        """The new task takes the place of an older one."""
        self.env["dscsa.retention.run"].search(
            [("company_id", "=", company.id), ("activity_ids", "!=", False)]
        ).activity_unlink([_ACTIVITY])
