import logging
import time
from datetime import timedelta
from urllib.parse import urlsplit

from dscsa_core.errors import CoreError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.dscsa_compliance.services.words.messages import date_text

from ..services.snapshots import Snapshots, sample_of
from .dscsa_source_selections import LISTS

_logger = logging.getLogger(__name__)


class DscsaSourceListMixin(models.AbstractModel):
    """Sources that are whole lists: download, upload, and the job that does it."""

    _name = "dscsa.source.list.mixin"
    _description = "Source that is a List"

    def action_download(self):
        """Fetch the list now; what became of it stands in the log and on the screen."""
        self.ensure_one()
        self._check_may_run()
        return self._download()._notification()

    def _check_may_run(self):
        """Raise unless this user may send this source out now."""
        self.check_access("read")
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_pharmacist"):
            raise UserError(
                self.env._("Ask a pharmacist or the compliance manager to do this.")
            )
        if self.mode == "off":
            raise UserError(
                self.env._(
                    "%(name)s is switched off, so nothing goes out. The compliance "
                    "manager can switch it on, or upload the file instead.",
                    name=self.name,
                )
            )

    def _download(self):
        """Fetch and take in; the line of the log. Never raises for the outside."""
        self.ensure_one()
        began, started_at = time.monotonic(), fields.Datetime.now()
        try:
            with self._client() as client:
                client.trust(self.url)
                reply = client.download(self.url)
        except CoreError as error:
            return self._log_error(
                "download", "unreachable", error, began, started_at=started_at
            )
        name = urlsplit(reply.url).path.rpartition("/")[2] or f"{self.kind}.txt"
        return self._take_in(
            name, reply.content, action="download", started_at=started_at
        )

    def _take_in(self, name, content, *, action="upload", **options):
        """Take the bytes of a list in, or say why not; the line of the log.

        ``accept_smaller``: a person says that the list may be much smaller. What is
        in use stays in use when a list is refused, and no license changes.
        """
        self.ensure_one()
        began = time.monotonic()
        accept_smaller = options.pop("accept_smaller", False)
        try:
            with self.env.cr.savepoint():
                snapshot, is_new = Snapshots(self).take_in(
                    name, content, accept_smaller=accept_smaller
                )
        except CoreError as error:
            options |= {"sample": sample_of(content), "size": len(content)}
            return self._log_error(action, "refused", error, began, **options)
        found = snapshot._compare()
        return self._log(
            action,
            "done" if is_new else "seen_again",
            self._taken_message(snapshot, is_new, found),
            size=len(content),
            row_count=snapshot.row_count,
            snapshot_id=snapshot.id,
            seconds=time.monotonic() - began,
            **options,
        )

    def _log_error(self, action, result, error, began, **values):
        message, step = self._error_texts(error)
        seconds = time.monotonic() - began
        return self._log(
            action, result, message, next_step=step, seconds=seconds, **values
        )

    def _taken_message(self, snapshot, is_new, found):
        texts = [
            self.env._("%(count)s rows taken in.", count=snapshot.row_count)
            if is_new
            else self.env._(
                "The same list as on %(date)s, seen again.",
                date=date_text(self.env, snapshot.fetched_at),
            )
        ]
        if is_new and snapshot.notes:
            texts.append(snapshot.notes)
        if found:
            texts.append(self.env._("%(count)s to review.", count=found))
        return " ".join(texts)

    @api.model
    def _due(self):
        """Lists the job has to fetch now, the longest waiting first.

        After a list that was refused or did not come it tries again the next day.
        """
        now = fields.Datetime.now()
        a_day_ago = now - timedelta(hours=20)
        sources = self.sudo().search(
            Domain("mode", "=", "job") & Domain("kind", "in", LISTS)
        )
        return sources.filtered(
            lambda s: (
                (s.last_run_at or now.min) <= a_day_ago
                and (s.snapshot_id.seen_at or now.min)
                <= now - timedelta(days=s.interval_days, hours=-1)
            )
        ).sorted(lambda s: s.last_run_at or now.min)

    @api.model
    def _cron_fetch_lists(self):
        """Download what is due, one list a step; one bad list stops no other."""
        progress = self.env["ir.cron"]._commit_progress
        due = self._due()
        progress(remaining=len(due))
        for source in due:
            locked = source.try_lock_for_update(allow_referencing=True)
            if locked and locked in self._due():
                source._download_in_job()
            if not progress(1):
                break

    def _download_in_job(self):
        """Download; an unexpected error is logged, and the next try waits its days."""
        self.ensure_one()
        try:
            self._download()
        except Exception as error:  # nothing from outside may stop the job
            self.env.cr.rollback()
            _logger.exception("The list of source %s could not be taken in", self.id)
            self._log(
                "download",
                "refused",
                self.env._(
                    "Unexpected error (%(name)s), see the log.",
                    name=type(error).__name__,
                ),
            )
