import io
import logging
import time

import psycopg2
from dscsa_core.errors import CoreError
from dscsa_core.unpack import plain_path

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError

from ...services.ingest.ingest import Ingest
from ...services.ingest.machine import faults_told
from ...services.ingest.spool import prints_of, spooled
from ...services.keeping.frozen import check_frozen
from ...services.words.messages import message_of, next_step_of, plain_facts
from ..selections import EVIDENCE

_logger = logging.getLogger(__name__)

STATES = [
    ("received", "Waiting to be read"),
    ("processed", "Read"),
    ("failed", "Could not be read"),
    ("removed", "Removed"),
]
CHANNELS = [
    ("upload", "Upload"),
    ("mail", "E-mail"),
    ("api", "Interface"),
    ("manual", "Made here"),
]
# failures after which somebody has to say what columns mean
_ABOUT_COLUMNS = {"tabular.columns", "tabular.rows"}
# what people may set themselves; all else follows from the file
_EDITABLE = {"partner_id", "message_main_attachment_id"}


class DscsaDocument(models.Model):
    """One file or message exactly as exchanged; its bytes never change."""

    _name = "dscsa.document"
    _description = "DSCSA Document"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True
    _mail_post_access = "read"

    name = fields.Char(string="File", required=True, copy=False)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    direction = fields.Selection(
        [("in", "Received"), ("out", "Sent")], required=True, default="in", copy=False
    )
    channel = fields.Selection(CHANNELS, required=True, default="upload", copy=False)
    attachment_id = fields.Many2one(
        "ir.attachment", string="Original", ondelete="restrict", copy=False
    )
    sha256 = fields.Char(string="SHA-256", readonly=True, copy=False)
    size = fields.Integer(string="Size (bytes)", readonly=True, copy=False)
    state = fields.Selection(
        STATES, required=True, default="received", copy=False, tracking=True
    )
    format = fields.Char(readonly=True, copy=False)
    version = fields.Char(readonly=True, copy=False)
    guideline = fields.Char(string="Guideline Release", readonly=True, copy=False)
    instance_id = fields.Char(
        string="Message Number",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Instance identifier the sender gave to the file.",
    )
    created_at = fields.Datetime(string="Made by Sender", readonly=True, copy=False)
    sender = fields.Char(readonly=True, copy=False)
    receiver = fields.Char(readonly=True, copy=False)
    partner_id = fields.Many2one(
        "res.partner", string="Trading Partner", copy=False, index="btree_not_null"
    )
    failure_code = fields.Char(readonly=True, copy=False)
    failure = fields.Text(readonly=True, copy=False)
    findings = fields.Json(
        readonly=True,
        copy=False,
        help="List of {code, level, place, facts}, worded when shown.",
    )
    reading = fields.Json(
        string="How it was read",
        readonly=True,
        copy=False,
        help="Meaning of the columns, seller and what a person chose.",
    )
    processed_at = fields.Datetime(readonly=True, copy=False)
    seconds = fields.Float(string="Reading Time (s)", readonly=True, copy=False)
    event_count = fields.Integer(readonly=True, copy=False)
    package_count = fields.Integer(readonly=True, copy=False)
    transaction_ids = fields.One2many("dscsa.transaction", "document_id")
    attempt_ids = fields.One2many("dscsa.document.attempt", "document_id")
    discrepancy_ids = fields.One2many("dscsa.discrepancy", "document_id")
    corrects_id = fields.Many2one(
        "dscsa.document",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Earlier document with the same message number and other content.",
    )
    transaction_count = fields.Integer(compute="_compute_counts", string="TI/TS Count")
    proposal_count = fields.Integer(
        compute="_compute_counts", string="Products and Partners to Confirm"
    )

    _content_unique = models.UniqueIndex(
        "(company_id, sha256) WHERE sha256 IS NOT NULL",
        "This file was already received.",
    )
    _queue_index = models.Index("(company_id, id) WHERE state = 'received'")

    @api.depends("transaction_ids")
    def _compute_counts(self):
        counts = []
        for model in ("dscsa.transaction", "dscsa.gtin", "dscsa.party"):
            domain = [("document_id", "in", self.ids)]
            if model != "dscsa.transaction":
                domain.append(("state", "=", "proposed"))
            groups = self.env[model]._read_group(domain, ["document_id"], ["__count"])
            counts.append({document.id: count for document, count in groups})
        transactions, gtins, parties = counts
        for document in self:
            key = document._origin.id
            document.transaction_count = transactions.get(key, 0)
            document.proposal_count = gtins.get(key, 0) + parties.get(key, 0)

    # what a room adds -------------------------------------------------------------
    def _columns_known(self, rows):
        """How these rows of a table are to be read, as ``reading`` holds it; None when
        nobody has said what the columns mean. A hook.
        """
        return

    @api.model_create_multi
    def create(self, vals_list):
        """Documents come from files, never from typed values."""
        if not self.env.su:
            raise UserError(
                self.env._("Upload the file: a document is made of it by itself.")
            )
        return super().create(vals_list)

    def write(self, vals):
        """What a document says follows from its file and is not edited.

        Name and bytes stay, for everybody; only a removal takes the bytes away.
        """
        if vals.get("state") != "removed":
            check_frozen(self, vals, {"name", "attachment_id"})
        if not self.env.su and not vals.keys() <= self._editable_fields():
            raise UserError(
                self.env._(
                    "A document says what its file says. Only the trading partner "
                    "can be changed here."
                )
            )
        return super().write(vals)

    @api.model
    def _editable_fields(self):
        """Fields people may write: the partner, activities and followers."""
        mixins = ("activity_", "message_", "rating_")
        return _EDITABLE | {f for f in self._fields if f.startswith(mixins)}

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept(self):
        if any(d.state == "processed" or d.company_id.dscsa_live_date for d in self):
            raise UserError(
                self.env._(
                    "Documents are kept for six years and cannot be deleted "
                    "(FD&C Act, section 582)."
                )
            )

    # Taking in and reading ------------------------------------------------------

    @api.model
    def _take_in(self, name, source, *, channel="upload", partner=None):
        """Keep a file as it came and queue it for reading.

        ``source`` is the path of a spooled file, or bytes. Returns (document,
        is_new): the company's document of the same bytes when there is one. Raises
        AccessError for users who may not add documents.
        """
        self.browse().check_access("create")
        with spooled(source) as path:
            prints = prints_of(path)
            same = self.sudo().search(
                [
                    ("company_id", "=", self.env.company.id),
                    ("sha256", "=", prints.sha256),
                ]
            )
            if same:
                same._note_same_file(plain_path(name))
                return same.with_env(self.env), False
            document = self._take_in_new(name, path, prints, channel, partner)
        self._wake_jobs()
        return document.with_env(self.env), True

    def _take_in_new(self, name, path, prints, channel, partner):
        values = {
            "name": plain_path(name) or self.env._("Unnamed file"),
            "company_id": self.env.company.id,
            "channel": channel,
            "partner_id": partner.id if partner else False,
            "sha256": prints.sha256,
            "size": prints.size,
        }
        try:
            with self.env.cr.savepoint():
                document = self.sudo().create(values)
                document.flush_recordset()
        except psycopg2.errors.UniqueViolation as error:
            # somebody takes the same file in right now: the request is repeated by
            # Odoo and then sees theirs
            raise ConcurrencyError(
                self.env._("The same file is just being taken in.")
            ) from error
        document.attachment_id = self.env["ir.attachment"]._dscsa_store(
            values["name"],
            path,
            sha1=prints.sha1,
            size=prints.size,
            document=document,
        )
        document._note_paper(path)
        return document

    def _note_same_file(self, name):
        """Once a transaction: an archive may hold one file two thousand times."""
        self.ensure_one()
        noted = self.env.cr.cache.setdefault("dscsa.document same file", set())
        if self.id in noted:
            return
        noted.add(self.id)
        self.message_post(
            body=self.env._(
                "The same file came again (%(name)s). Nothing to do: it is recorded "
                "once.",
                name=name,
            )
        )

    def _open(self):
        """A binary stream on the bytes as they came; the caller closes it."""
        self.ensure_one()
        attachment = self.sudo().attachment_id
        if attachment.store_fname:
            return open(attachment._full_path(attachment.store_fname), "rb")
        return io.BytesIO(attachment.with_context(bin_size=False).raw or b"")

    def _process(self):
        """Read the file now, in a savepoint: all of it is recorded, or nothing.

        Ends in state ``processed``, or ``failed`` with the reason in words. Raises
        MachineFault or ReadingInterrupted, in words too, for what is no fault of the
        file: it waits on.
        """
        self.ensure_one()
        # in a removed file or in evidence nothing is left to read
        if self.state == "removed" or self.format == EVIDENCE or self._take_answer():
            return
        document = self.sudo().with_company(self.company_id)
        started = time.monotonic()
        try:
            with faults_told(self.env), self.env.cr.savepoint():
                Ingest(document).run()
        except CoreError as error:
            document._fail(error.code, error.facts)
        except FileNotFoundError:
            document._fail("FILE_UNREADABLE", {"reason": self.env._("it is missing")})
        document.seconds = time.monotonic() - started

    def _fail(self, code, facts):
        """Record why the file could not be read, in the words of the user."""
        facts = plain_facts(facts)
        words = (message_of(self.env, code, facts), self._failure_step(code, facts))
        self.write(
            {
                "state": "failed",
                "failure_code": code,
                "failure": " ".join(words),
                "processed_at": fields.Datetime.now(),
            }
        )

    def _failure_step(self, code, facts):
        """What to do about a file that could not be read.

        A hook: without a room that asks for columns no table can be told what it means.
        """
        if code in _ABOUT_COLUMNS:
            return self.env._(
                "Ask the seller for an EPCIS file or a ship notice, or have “DSCSA "
                "Compliance: Tables and Mail” installed: it asks what columns mean."
            )
        return next_step_of(self.env, code, facts)

    def _dscsa_watch(self, epc_ids):
        """Compare what the file announces with the warnings of suspect product; the
        ids are those of the register rows it names. A hook.
        """

    @api.model
    def _trigger_release(self):
        """Data came or were completed: have held packages looked at again."""
        cron = self.env.ref(
            "dscsa_compliance.ir_cron_release_held", raise_if_not_found=False
        )
        if cron:
            cron.sudo()._trigger()

    def _lock_or_tell(self):
        """Lock these documents; UserError when a job is reading one of them."""
        if self.try_lock_for_update(allow_referencing=True) != self:
            raise UserError(
                self.env._("This file is being read right now. Look again in a minute.")
            )

    def action_process(self):
        """Read the file now instead of waiting for the job."""
        self.check_access("create")
        self._lock_or_tell()
        for document in self.filtered(lambda d: d.state != "processed"):
            document._process()
        return True

    def action_reprocess(self):
        """Read again, after products or partners were completed: twice is once."""
        self.check_access("create")
        self._lock_or_tell()
        for document in self:
            document._process()
        return True
