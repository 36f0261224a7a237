from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.dscsa_compliance.services.words.messages import date_text

from ..services.license_matching import LicenseMatching
from ..services.product_help import ProductHelp
from ..services.snapshots import Snapshots
from .dscsa_source_selections import KINDS


class DscsaSnapshot(models.Model):
    """One list as it was downloaded: the bytes are kept, with hash, rows and date."""

    _name = "dscsa.snapshot"
    _description = "List as Downloaded"
    _dscsa_left_out = "public lists"
    _order = "seen_at desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="File", required=True)
    source_id = fields.Many2one(
        "dscsa.source", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="source_id.company_id", store=True, index=True)
    kind = fields.Selection(KINDS, required=True)
    attachment_id = fields.Many2one(
        "ir.attachment",
        string="Original",
        ondelete="restrict",
        copy=False,
        index="btree_not_null",
    )
    sha256 = fields.Char(string="SHA-256", required=True, copy=False)
    size = fields.Integer(string="Size (bytes)")
    row_count = fields.Integer(string="Rows", aggregator=None)
    fetched_at = fields.Datetime(string="First seen", required=True)
    seen_at = fields.Datetime(string="Last seen", required=True)
    seen_count = fields.Integer(string="Times seen", default=1)
    notes = fields.Char(help="What was odd in the file.")
    has_rows = fields.Boolean(
        string="Rows loaded",
        help="Rows of lists that are no longer in use are cleared; the file is kept "
        "and its rows can be loaded again.",
    )
    is_current = fields.Boolean(string="In Use", compute="_compute_is_current")
    open_count = fields.Integer(string="To Review", compute="_compute_open_count")

    _content_unique = models.UniqueIndex("(source_id, sha256)")

    @api.depends("source_id.snapshot_id")
    def _compute_is_current(self):
        for snapshot in self:
            snapshot.is_current = snapshot.source_id.snapshot_id == snapshot

    def _compute_open_count(self):
        counts = {}
        for model in ("dscsa.license.proposal", "dscsa.snapshot.product"):
            groups = self.env[model]._read_group(
                [("snapshot_id", "in", self.ids), ("state", "=", "proposed")],
                ["snapshot_id"],
                ["__count"],
            )
            for snapshot, count in groups:
                counts[snapshot.id] = counts.get(snapshot.id, 0) + count
        for snapshot in self:
            snapshot.open_count = counts.get(snapshot.id, 0)

    @api.depends("source_id", "seen_at")
    def _compute_display_name(self):
        for snapshot in self:
            day = date_text(self.env, snapshot._day())
            snapshot.display_name = self.env._(
                "%(name)s of %(date)s", name=snapshot.source_id.name or "", date=day
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept(self):
        raise UserError(
            self.env._("Lists are kept: they show what was known on a day.")
        )

    def _day(self):
        """The day it was last seen, in the user's zone."""
        self.ensure_one()
        seen = self.seen_at or fields.Datetime.now()
        return fields.Datetime.context_timestamp(self, seen).date()

    def action_download_file(self):
        """The bytes as they came."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self.attachment_id.id}?download=true",
        }

    def action_view_rows(self):
        """The rows; of an old list they are loaded again from its file."""
        self.ensure_one()
        self.check_access("read")
        if not self.has_rows:
            Snapshots(self.source_id).load_again(self)
        model = "dscsa.snapshot.ndc" if self.kind == "ndc" else "dscsa.snapshot.row"
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": model,
            "view_mode": "list,form",
            "domain": [("snapshot_id", "=", self.id)],
        }

    def action_compare(self):
        """Compare again, for example after partners were added."""
        self.ensure_one()
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_pharmacist"):
            raise UserError(
                self.env._("Ask a pharmacist or the compliance manager to do this.")
            )
        self._compare()
        return self.action_view_proposals()

    def action_view_proposals(self):
        """What this list says about partners or products, to be reviewed."""
        self.ensure_one()
        model = (
            "dscsa.snapshot.product" if self.kind == "ndc" else "dscsa.license.proposal"
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("To review"),
            "res_model": model,
            "view_mode": "list,form",
            "domain": [("snapshot_id", "=", self.id)],
            "context": {"search_default_proposed": 1},
        }

    def _compare(self):
        """Propose what this list says; the number of open proposals of ours.

        Proposals only: nothing about a license, partner or product changes here.
        """
        self.ensure_one()
        companies = self.company_id or self.env["res.company"].sudo().search(
            [("dscsa_profile", "!=", False)]
        )
        worker = ProductHelp if self.kind == "ndc" else LicenseMatching
        # for every company the list serves, whoever took it in
        snapshot = self.sudo()
        for company in companies:
            worker(snapshot.with_company(company), company).propose()
        self.invalidate_recordset(["open_count"])
        return self.open_count

    @api.autovacuum
    def _gc_rows(self):
        """Clear the rows of lists that are no longer in use; their files stay."""
        old = self.search([("has_rows", "=", True)]).filtered(
            lambda s: not s.is_current
        )
        for snapshot in old[:5]:
            Snapshots(snapshot.source_id).clear(snapshot)
        return len(old[:5]), max(0, len(old) - 5)
