import logging
from datetime import timedelta

from dscsa_core.guarded import process
from psycopg2 import OperationalError

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.sql_db import Cursor
from odoo.tools import mute_logger

from ...services.ingest.machine import is_machine_fault

_logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
# faults of the server do not count, but a day of them every PAUSE is enough
MAX_MACHINE_FAULTS, PAUSE = 300, timedelta(minutes=4)
JOBS_PARAMETER = "dscsa_compliance.jobs"
DEFAULT_JOBS, MOST_JOBS = 2, 16
JOB_CODE = "model._cron_process_documents()"


def _words_of(error):
    """What met a job: a sentence where there is one."""
    return str(error) if isinstance(error, UserError) else type(error).__name__


class DscsaDocument(models.Model):
    """Reading documents in the background, as many at once as there are job rows.

    A scheduled action runs once at a time in the whole cluster, so N rows of it are
    the parallelism. Each run reads one document in one transaction of its own.
    """

    _inherit = "dscsa.document"

    @api.model
    def _cron_process_documents(self):
        """Read the oldest document nobody else is reading; never raises."""
        if process.is_outdated():
            # no try of a document: it waits, and is read by the restarted server
            _logger.warning("DSCSA was updated: restart the server to read documents")
            return
        found = self._process_one_waiting()
        waiting = self.sudo().search_count([("state", "=", "received")])
        # without a document that could be claimed, another job has the rest
        self.env["ir.cron"]._commit_progress(int(found), remaining=waiting * found)

    @api.model
    def _process_one_waiting(self):
        """Claim and read one waiting document on a cursor of its own."""
        document_id = 0
        try:
            with self.env.registry.cursor() as cr:
                if isinstance(cr, Cursor):
                    # ON CONFLICT must see what other jobs commit meanwhile
                    cr.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
                env = api.Environment(cr, SUPERUSER_ID, {})
                document = env[self._name]._claim()
                document_id = document.id
                if document:
                    document._process_claimed()
        except Exception as error:  # one bad file must not stop the intake
            if not document_id:
                raise
            _logger.exception("DSCSA document %s could not be read", document_id)
            self._end_attempt(
                document_id,
                failure=_words_of(error),
                machine=is_machine_fault(error),
            )
        return bool(document_id)

    @api.model
    def _claim(self):
        """Lock the oldest waiting document that no other transaction has locked.

        One that met a fault of the server waits a while, and holds up no other.
        """
        recent = fields.Datetime.now() - PAUSE
        met = [("is_machine_fault", "=", True), ("ended_at", ">", recent)]
        for _try in range(MOST_JOBS):
            # more than there can be jobs: one of them is free, if any is
            waiting = self.search(
                [("state", "=", "received"), ("attempt_ids", "not any", met)],
                order="id",
                limit=2 * MOST_JOBS,
            )
            locked = waiting.try_lock_for_update(allow_referencing=True, limit=1)
            locked.invalidate_recordset(["state"])
            if not locked or locked.state == "received":
                return locked
        return self.browse()

    def _process_claimed(self):
        """Read a locked document, counting the attempt before the work starts."""
        self.ensure_one()
        process.children.warm("epcis")
        attempts = self._count_attempt()
        if attempts > MAX_ATTEMPTS:
            last = self.attempt_ids.filtered("failure")[:1].failure
            code = "job.error" if last else "job.interrupted"
            self._fail(code, {"count": MAX_ATTEMPTS, "reason": last})
            return
        self._process()
        self._end_attempt(self.id, events=self.event_count)

    def _count_attempt(self):
        """Note on a second cursor that reading starts; how many times it did by now.

        Committed at once, so a job that is killed counts too. The document's own
        row is locked by the first cursor and is not touched.
        """
        with self.env.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            attempts = env["dscsa.document.attempt"]
            count = self._failed_attempts(attempts)
            if count < MAX_ATTEMPTS:
                attempts.create(
                    {"document_id": self.id, "company_id": self.company_id.id}
                )
        return count + 1

    def _failed_attempts(self, attempts):
        """How many attempts count; many faults of the server count as all of them."""
        groups = attempts._read_group(
            [("document_id", "=", self.id)], ["is_machine_fault"], ["__count"]
        )
        counts = dict(groups)
        if counts.get(True, 0) >= MAX_MACHINE_FAULTS:
            return MAX_ATTEMPTS
        return counts.get(False, 0)

    @api.model
    def _end_attempt(self, document_id, *, events=0, failure=False, machine=False):
        """Close the running attempt of a document, on a cursor of its own."""
        values = {
            "ended_at": fields.Datetime.now(),
            "event_count": events,
            "failure": failure,
            "is_machine_fault": machine,
        }
        try:
            with mute_logger("odoo.sql_db"), self.env.registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                env["dscsa.document.attempt"].search(
                    [("document_id", "=", document_id), ("ended_at", "=", False)]
                ).write(values)
        except OperationalError:
            _logger.warning("The attempt at document %s stays open", document_id)

    @api.model
    def _jobs(self):
        """The scheduled actions that read documents, oldest first."""
        crons = self.env["ir.cron"].sudo().with_context(active_test=False)
        return crons.search(
            [("model_id.model", "=", self._name), ("code", "=", JOB_CODE)], order="id"
        )

    @api.model
    def _job_count(self):
        """How many documents are read at once (system parameter, 1 to 16)."""
        text = self.env["ir.config_parameter"].sudo().get_param(JOBS_PARAMETER)
        count = int(text) if text and str(text).isdecimal() else DEFAULT_JOBS
        return min(max(count, 1), MOST_JOBS)

    @api.model
    def _wake_jobs(self):
        """Have as many active jobs as the setting says, and wake them all."""
        jobs, wanted = self._jobs(), self._job_count()
        for number in range(len(jobs), wanted):
            jobs += jobs[0].copy(
                {"name": self.env._("DSCSA: read documents %s", number + 1)}
            )
        for number, job in enumerate(jobs):
            if job.active != (number < wanted):
                job.active = number < wanted
            if job.active:
                job._trigger()
