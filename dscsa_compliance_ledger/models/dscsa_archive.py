import hashlib
import logging
import os

from dscsa_core.numbers import gtin14_of

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..services.archive.export import Export
from ..services.archive.places import path_of

_logger = logging.getLogger(__name__)
STATES = [
    ("draft", "To begin"),
    ("waiting", "Waiting to be made"),
    ("running", "Being made"),
    ("done", "Ready"),
    ("failed", "Stopped"),
    ("removed", "File removed"),
]
_SAID = ("kind", "date_from", "date_to", "partner_id", "gtin", "with_pdf")


class DscsaArchive(models.Model):
    """All records of a company, or a range of them, as one ZIP of open formats.

    A copy for an authority, a buyer or a successor; made by a job, part by part.
    """

    _name = "dscsa.archive"
    _description = "Archive"
    _dscsa_left_out = "archives are copies of this"
    _inherit = ["mail.thread"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(required=True, copy=False, readonly=True, default="/")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    kind = fields.Selection(
        [("everything", "Everything"), ("range", "Part of it")],
        string="What",
        required=True,
        default="everything",
    )
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="To")
    partner_id = fields.Many2one("res.partner", string="Bought from or sold to")
    gtin = fields.Char(string="GTIN or NDC")
    with_pdf = fields.Boolean(
        string="Also on paper",
        help="A PDF of each TI/TS. Slow: about a second each.",
    )
    purpose = fields.Char(help="For whom and why; it stands on the cover sheet.")
    user_id = fields.Many2one(
        "res.users",
        string="Asked for by",
        readonly=True,
        copy=False,
        default=lambda self: self.env.user,
    )
    state = fields.Selection(
        STATES, required=True, readonly=True, copy=False, default="draft", tracking=True
    )
    problem = fields.Text(readonly=True, copy=False)
    progress = fields.Float(readonly=True, copy=False)
    part_ids = fields.One2many("dscsa.archive.part", "archive_id", readonly=True)
    cut_at = fields.Datetime(
        string="As of",
        readonly=True,
        copy=False,
        help="What was recorded later is not in it.",
    )
    marks = fields.Json(readonly=True, copy=False)
    head = fields.Json(string="Head of the Ledger", readonly=True, copy=False)
    made_at = fields.Datetime(readonly=True, copy=False, string="Made")
    size = fields.Float(
        string="Size (bytes)", readonly=True, copy=False, digits=(16, 0)
    )
    size_text = fields.Char(compute="_compute_size_text", string="Size")
    member_count = fields.Integer(string="Files", readonly=True, copy=False)
    digest = fields.Char(
        string="SHA-256 of the Manifest",
        readonly=True,
        copy=False,
        help="Printed on the cover sheet: it stands for every byte of the archive.",
    )
    missing = fields.Json(readonly=True, copy=False)
    missing_text = fields.Text(string="Lost before", compute="_compute_missing_text")
    ledger_text = fields.Char(string="Ledger", compute="_compute_ledger_text")

    @api.depends("name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for archive in self:
            new = not archive.name or archive.name == "/"
            archive.display_name = self.env._("New archive") if new else archive.name

    @api.depends("size")
    def _compute_size_text(self):
        for archive in self:
            archive.size_text = size_text(archive.size) if archive.size else ""

    @api.depends("missing")
    def _compute_missing_text(self):
        for archive in self:
            archive.missing_text = "\n".join(
                f"{gone['name']}: {gone['reason']}" for gone in archive.missing or []
            )

    @api.depends("head")
    @api.depends_context("lang")
    def _compute_ledger_text(self):
        for archive in self:
            head = archive.head or {}
            archive.ledger_text = (
                self.env._(
                    "Sealed up to entry %(position)s:%(link)s",
                    position=head["position"],
                    link=head["link"],
                )
                if head.get("position")
                else ""
            )

    @api.constrains("kind", "date_from", "date_to", "gtin")
    def _check_range(self):
        for archive in self.filtered(lambda each: each.kind == "range"):
            if archive.gtin and not gtin14_of(archive.gtin):
                raise ValidationError(
                    self.env._(
                        "%(gtin)s is no GTIN. Take the 14 digits from the product.",
                        gtin=archive.gtin,
                    )
                )
            first, last = archive.date_from, archive.date_to
            if first and last and first > last:
                raise ValidationError(
                    self.env._("It ends before it begins. Look at the two dates.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("gtin"):
                vals["gtin"] = gtin14_of(vals["gtin"]) or vals["gtin"]
            if vals.get("name", "/") == "/":
                vals["name"] = (
                    self.env["ir.sequence"]
                    .with_company(vals.get("company_id"))
                    .next_by_code("dscsa.archive")
                ) or "/"
        return super().create(vals_list)

    def write(self, vals):
        """What an archive is of cannot change once it was begun."""
        if vals.get("gtin"):
            vals = {**vals, "gtin": gtin14_of(vals["gtin"]) or vals["gtin"]}
        begun = self.filtered(lambda each: each.state != "draft")
        if not self.env.su and begun and not vals.keys().isdisjoint(_SAID):
            raise UserError(
                self.env._("This archive was begun already. Make a new one instead.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if any(archive.state != "draft" for archive in self):
            raise UserError(
                self.env._(
                    "That an archive was made stays on record. Its file can go: press "
                    "Remove the file."
                )
            )

    # buttons
    def _check_manager(self):
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_manager"):
            raise AccessError(
                self.env._(
                    "Archives hold everything. Only the compliance manager makes them "
                    "and takes them out; ask the pharmacist in charge."
                )
            )
        self.check_access("write")

    def action_make(self):
        """Have the job make it, or go on where it stopped."""
        self._check_manager()
        for archive in self.filtered(lambda each: each.state in ("draft", "failed")):
            # what happened to it is noted by the job, not by people
            archive.sudo().write({"state": "waiting", "problem": False})
        self._wake_job()
        return True

    def action_download(self):
        """Hand the file out; the route checks the rights again."""
        self.ensure_one()
        self._check_manager()
        self._check_file()
        return {
            "type": "ir.actions.act_url",
            "url": f"/dscsa/archive/{self.id}",
            "target": "download",
        }

    def _check_file(self):
        if self.state != "done" or not os.path.exists(path_of(self.env, self.id)):
            raise UserError(
                self.env._(
                    "%(name)s has no file here. Make a new archive of the same range.",
                    name=self.name,
                )
            )

    def action_remove_file(self):
        """The file is a copy and may go; the record and its digest stay."""
        self._check_manager()
        for archive in self.filtered(lambda a: a.state in ("done", "failed")):
            path = path_of(self.env, archive.id)
            if os.path.exists(path):
                os.unlink(path)
            archive.sudo().write({"state": "removed", "progress": 0})
            archive.sudo().part_ids.unlink()
        return True

    def action_cover(self):
        """The sheet that goes with it: what it is, its digest, how to check it."""
        return self.env.ref(
            "dscsa_compliance_ledger.report_archive_cover_action"
        ).report_action(self)

    # the job
    @api.model
    def _wake_job(self):
        cron = self.env.ref(
            "dscsa_compliance_ledger.ir_cron_make_archives", raise_if_not_found=False
        )
        if cron:
            # whoever may make archives needs no right to scheduled actions
            cron.sudo()._trigger()

    @api.model
    def _cron_make(self):
        """Make the archives that wait, one after the other; never raises."""
        waiting = self.sudo().search([("state", "in", ("waiting", "running"))])
        for done, archive_id in enumerate(sorted(waiting.ids), 1):
            try:
                Export(self.env, archive_id).run()
            except Exception as error:  # one archive must not stop the others
                _logger.exception("Archive %s was not made", archive_id)
                self._note_failure(archive_id, error)
            self.env["ir.cron"]._commit_progress(1, remaining=len(waiting) - done)
        self.env["dscsa.archive.intake"]._cron_take_in()

    @api.model
    def _note_failure(self, archive_id, error):
        with self.env.registry.cursor() as cr:
            archive = self.with_env(self.env(cr=cr)).sudo().browse(archive_id)
            archive.write(
                {
                    "state": "failed",
                    "problem": self.env._(
                        "It could not be made: %(error)s. What is finished is kept; "
                        "press Go on, or tell whoever looks after the server.",
                        error=f"{type(error).__name__} {error}",
                    ),
                }
            )

    def _end(self):
        """Where the finished parts end in the ZIP, in bytes."""
        self.ensure_one()
        done = self.part_ids.filtered(lambda part: part.state == "done")
        return max((part.result["end"] for part in done), default=0)

    def _made(self, digest, size, members, missing):
        """Note that it is ready, in the ledger too."""
        self.write(
            {
                "state": "done",
                "progress": 100,
                "made_at": fields.Datetime.now(),
                "digest": digest,
                "size": size,
                "member_count": members,
                "missing": missing,
            }
        )
        # the parts were only needed for going on after a break
        self.part_ids.unlink()
        self._note_export(self.env._("made"))

    def _note_export(self, what):
        self.env["dscsa.ledger"]._note(
            "exported",
            self,
            {
                "what": what,
                "archive": self.name,
                "scope": self._scope_text(),
                "sha256": self.digest or "",
                "purpose": self.purpose or "",
            },
        )

    # words
    def _scope_text(self):
        """What is in it, in one line."""
        if self.kind == "everything":
            return self.env._("everything")
        parts = []
        if self.date_from or self.date_to:
            parts.append(f"{self.date_from or '…'} – {self.date_to or '…'}")
        if self.partner_id:
            parts.append(self.partner_id.commercial_partner_id.name or "")
        if self.gtin:
            parts.append(self.env._("GTIN %s", self.gtin))
        return ", ".join(parts) or self.env._("all TI/TS")

    def _scope_facts(self):
        return {
            "kind": self.kind,
            "from": fields.Date.to_string(self.date_from) or "",
            "to": fields.Date.to_string(self.date_to) or "",
            "partner": self.partner_id.commercial_partner_id.name or "",
            "gtin": self.gtin or "",
        }

    def _time_zone(self):
        return self.company_id.partner_id.tz or self.user_id.tz or "UTC"

    @api.model
    def _source(self):
        """A text that tells databases apart and gives nothing away."""
        uuid = self.env["ir.config_parameter"].sudo().get_param("database.uuid") or ""
        return hashlib.sha256(f"dscsa-archive {uuid}".encode()).hexdigest()[:24]


def size_text(size):
    """Bytes as people say them."""
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000 or unit == "GB":
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return ""
