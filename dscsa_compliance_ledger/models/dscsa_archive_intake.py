import base64
import logging
import os

from dscsa_core.errors import CoreError

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.dscsa_compliance.services.ingest.machine import faults_told
from odoo.addons.dscsa_compliance.services.words.messages import (
    refusal_of,
)

from ..services.archive.intake import Intake
from ..services.archive.places import INCOMING, folder_of, incoming, incoming_path
from ..services.archive.reader import ArchiveReader

_logger = logging.getLogger(__name__)


class DscsaArchiveIntake(models.Model):
    """An archive of somebody whose records we take over (a pharmacy that was bought).

    Checked first, then taken in by a job. The ZIP itself stays the record of
    everything that is not taken in.
    """

    _name = "dscsa.archive.intake"
    _description = "Archive taken over"
    _dscsa_left_out = "how archives of others were taken in"
    _inherit = ["mail.thread"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name", store=True)
    company_id = fields.Many2one(
        "res.company",
        string="Into",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    upload = fields.Binary(
        string="Archive (ZIP)",
        attachment=False,
        compute="_compute_upload",
        inverse="_inverse_upload",
    )
    file_name = fields.Selection(
        selection="_list_files",
        string="Or a file on the server",
        help="Large archives: have them put into the folder for incoming archives.",
    )
    stored_name = fields.Char(readonly=True, copy=False)
    state = fields.Selection(
        [
            ("draft", "To check"),
            ("refused", "Not as it was made"),
            ("checked", "Checked"),
            ("waiting", "Being taken in"),
            ("done", "Taken in"),
            ("failed", "Stopped"),
        ],
        required=True,
        readonly=True,
        copy=False,
        default="draft",
        tracking=True,
    )
    origin = fields.Char(string="Records of", readonly=True, copy=False)
    archive_name = fields.Char(string="Archive", readonly=True, copy=False)
    digest = fields.Char(string="SHA-256 of the Manifest", readonly=True, copy=False)
    wanted_digest = fields.Char(
        string="SHA-256 on the Cover Sheet",
        help="Typed from paper: shows that the whole archive was not made anew.",
    )
    report = fields.Text(string="What the check says", readonly=True, copy=False)
    result = fields.Text(string="What came", readonly=True, copy=False)
    left = fields.Text(string="What did not come", readonly=True, copy=False)
    user_id = fields.Many2one(
        "res.users",
        string="Taken in by",
        readonly=True,
        copy=False,
        default=lambda self: self.env.user,
    )

    @api.depends("archive_name", "origin")
    def _compute_name(self):
        for intake in self:
            parts = (intake.archive_name, intake.origin)
            intake.name = " · ".join(filter(None, parts)) or self.env._("New")

    @api.model
    def _list_files(self):
        return [(name, name) for name in incoming(self.env)]

    def _compute_upload(self):
        # only a way in: the file is kept in a folder of the server
        self.upload = False

    def _inverse_upload(self):
        for intake in self.filtered("upload"):
            name = f"upload-{intake.id}.zip"
            with open(os.path.join(folder_of(self.env, INCOMING), name), "wb") as file:
                file.write(base64.b64decode(intake.upload))
            intake.stored_name = name

    def _check_manager(self):
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_manager"):
            raise AccessError(
                self.env._("Only the compliance manager takes records over.")
            )

    def _path(self):
        """The ZIP on the server. Raises UserError when there is none."""
        self.ensure_one()
        name = self.stored_name or self.file_name
        path = incoming_path(self.env, name) if name else ""
        if not path or not os.path.exists(path):
            raise UserError(
                self.env._(
                    "Add the archive first: the ZIP file of the handed-over records."
                )
            )
        return path

    def action_check(self):
        """Is it whole and unchanged? Nothing is taken in yet."""
        self.ensure_one()
        self._check_manager()
        path = self._path()
        values = {"state": "refused"}
        try:
            with faults_told(self.env):
                values |= self._checked(path)
        except CoreError as error:
            values["report"] = self._words_of(error)
        # what the check found is noted, not typed
        self.sudo().write(values)
        return True

    def _checked(self, path):
        report = ArchiveReader.check(path)
        texts = [*report.problems, *report.notes, *report.facts]
        values = {"report": "\n".join(texts)}
        if not report.code:
            with ArchiveReader(path) as archive:
                values |= self._about(archive)
        return values

    def _words_of(self, error):
        return refusal_of(self.env, error)

    def _about(self, archive):
        manifest, state = archive.manifest, "checked"
        wanted = "".join((self.wanted_digest or "").split()).lower()
        values = {
            "origin": (manifest.get("company") or {}).get("name"),
            "archive_name": manifest.get("name"),
            "digest": archive.digest,
        }
        if wanted and wanted != archive.digest:
            state = "refused"
            values["report"] = self.env._(
                "This is not the archive of that cover sheet: its SHA-256 is %s.",
                archive.digest,
            )
        return {**values, "state": state}

    def action_take_in(self):
        """Have the job take it in."""
        self.ensure_one()
        self._check_manager()
        if self.state not in ("checked", "failed", "done"):
            raise UserError(self.env._("Check the archive first."))
        self.sudo().state = "waiting"
        self.env["dscsa.archive"]._wake_job()
        return True

    @api.model
    def _cron_take_in(self):
        """Take in what waits; never raises."""
        for intake in self.sudo().search([("state", "=", "waiting")]):
            try:
                intake._run(self.env["ir.cron"]._commit_progress)
            except Exception as error:  # one bad archive must not stop the others
                _logger.exception("Archive %s was not taken in", intake.id)
                self.env.cr.rollback()
                intake.write(
                    {
                        "state": "failed",
                        "report": self.env._(
                            "It could not be taken in: %(error)s. What came stays; "
                            "press Take it in again, twice is once.",
                            error=f"{type(error).__name__} {error}",
                        ),
                    }
                )
            self.env["ir.cron"]._commit_progress(1)

    def _run(self, tick=lambda: None):
        """Take it in now, in the name of who asked for it."""
        self.ensure_one()
        env = self.with_user(self.user_id).sudo().with_company(self.company_id).env
        path = self._path()
        with faults_told(env), ArchiveReader(path) as archive:
            # the manifest may be the same and what it lists another
            if archive.digest != self.digest or archive.check(path).code:
                raise UserError(
                    self.env._("The file was exchanged since it was checked.")
                )
            intake = Intake(env, archive, tick)
            intake.run()
        self.write(
            {
                "state": "done",
                "result": self._sentence(intake.came, intake.known),
                "left": "\n".join([*intake.left, self._stays()]),
            }
        )
        env["dscsa.ledger"]._note(
            "received",
            self,
            {"sha256": self.digest, "from": self.origin or "", "what": self.result},
        )

    def _sentence(self, came, known):
        words = {
            "document": self.env._("files and papers"),
            "transaction": self.env._("TI/TS kept in portals or on paper"),
            "license": self.env._("licenses"),
            "check": self.env._("license checks"),
            "agreement": self.env._("agreements"),
        }
        parts = [f"{came[key]} {word}" for key, word in words.items()]
        text = self.env._("Came in: %s.", ", ".join(parts))
        if here := sum(known.values()):
            text += " " + self.env._("%s were here already and stay once.", here)
        return text

    def _stays(self):
        return self.env._(
            "Discrepancies, releases, scans, requests, recalls and the ledger of the "
            "other company stay in the archive: keep the ZIP file, it is the record "
            "of them."
        )
