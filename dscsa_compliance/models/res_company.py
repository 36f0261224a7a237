from dscsa_core.investigation.watching import Watchlist
from dscsa_core.recall.opened import OpenRecalls

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..services.words.messages import date_text
from .selections import PROFILES, PROOFS


class ResCompany(models.Model):
    """How deliveries come in, before anything is set on a seller."""

    _name = "res.company"
    _inherit = ["res.company", "dscsa.ledger.mixin"]
    _ledger_fields = (
        "dscsa_profile",
        "dscsa_live_date",
        "dscsa_live_by_id",
        "dscsa_removal_by_two",
        "dscsa_scan_depth",
        "dscsa_records_only",
        "dscsa_use_days",
        "dscsa_intake",
        "dscsa_answer_days",
    )

    dscsa_profile = fields.Selection(
        PROFILES, string="DSCSA Profile", default="pharmacy_small", required=True
    )
    dscsa_live_date = fields.Date(
        string="Live since", help="Goods received before this day are never held."
    )
    dscsa_scan_depth = fields.Selection(
        [
            ("announced", "Scanning is optional: receive as announced"),
            ("case", "A scanned case or pallet brings its contents"),
            ("package", "Every package is scanned"),
        ],
        string="Scan Depth",
        default="case",
        required=True,
    )
    dscsa_short_dated_days = fields.Integer(string="Short-dated below", default=180)
    dscsa_separators = fields.Char(
        string="Scanner Separators",
        help="Characters the scanners send instead of the GS1 separator.",
    )
    dscsa_auto_put_back = fields.Boolean(
        string="Put released goods back without a task"
    )
    dscsa_intake = fields.Selection(
        PROOFS,
        string="TI/TS usually comes as",
        default="portal",
        required=True,
        help="For sellers on which nothing else is chosen.",
    )
    dscsa_office_use_cap = fields.Float(
        string="Cap on office use (%)",
        help="Share of what leaves in a year that your State lets go to practitioners "
        "for office use. States differ; 0: none entered.",
    )
    dscsa_answer_days = fields.Integer(
        string="Days for an Answer",
        default=3,
        help="Business days a seller gets before its discrepancy is called due. "
        "A reminder, nothing changes by itself; 0 reminds of nothing.",
    )
    dscsa_records_only = fields.Boolean(
        string="Records only",
        help="Deliveries and the register of packages, but no stock of drugs in Odoo.",
    )
    dscsa_use_days = fields.Integer(
        string="Presumed used after (days)",
        default=90,
        help="Packages nobody reported count as presumed used then, or when they "
        "expire; 0: only when they expire.",
    )
    dscsa_live_by_id = fields.Many2one("res.users", string="Went live by")
    dscsa_removal_by_two = fields.Boolean(
        string="Removing a file takes two people",
        help="Off: the person who asked may also confirm, and it is recorded as such.",
    )
    dscsa_pin_required = fields.Boolean(
        string="Initials and PIN at the bench",
        help="Scans, validations, releases and uses wait until somebody has signed.",
    )
    dscsa_pin_minutes = fields.Integer(string="Signed for (minutes)", default=10)

    def _dscsa_open_recalls(self):
        """``OpenRecalls`` of this company: what may not leave now, and why. A hook."""
        return OpenRecalls(())

    def _dscsa_watched(self):
        """``Watchlist`` of this company: what warnings say is suspect. A hook."""
        return Watchlist()

    def _dscsa_responsible(self):
        """Who looks after records and sellers: a manager, a pharmacist, or admin."""
        self.ensure_one()
        for group in ("group_dscsa_manager", "group_dscsa_pharmacist"):
            users = self.env.ref(f"dscsa_compliance.{group}").all_user_ids
            here = users.filtered(
                lambda user: user.active and self in user.company_ids and user.id > 1
            )
            if here:
                return here.sorted("id")[:1]
        return self.env.ref("base.user_admin")

    @api.model_create_multi
    def create(self, vals_list):
        """Small pharmacies seldom keep their stock in Odoo: that is their preset."""
        for vals in vals_list:
            profile = vals.get("dscsa_profile", "pharmacy_small")
            vals.setdefault("dscsa_records_only", profile == "pharmacy_small")
        return super().create(vals_list)

    @api.model
    def _dscsa_preset_records_only(self):
        """The same for companies that were there before and moved no goods yet."""
        # a database has a handful of companies
        companies = self.sudo().search([])  # pylint: disable=no-search-all
        for company in companies:
            moved = (
                self.env["stock.move"]
                .sudo()
                .search_count(
                    [("company_id", "=", company.id), ("state", "=", "done")], limit=1
                )
            )
            if company.dscsa_profile == "pharmacy_small" and not moved:
                company.dscsa_records_only = True

    # settings that decide what is held, stopped and kept -------------------------
    def write(self, vals):
        """A live date stays: what was kept since is kept for six years."""
        if "dscsa_live_date" in vals:
            self._dscsa_check_live_date(fields.Date.to_date(vals["dscsa_live_date"]))
        return super().write(vals)

    def _dscsa_check_live_date(self, new):
        """For everybody once it is past and has records; for people at once."""
        today = fields.Date.today()
        for company in self.sudo():
            old = company.dscsa_live_date
            if not old or old == new:
                continue
            if old <= today and company._dscsa_has_records():
                raise UserError(
                    self.env._(
                        "%(company)s is live since %(date)s and has records since "
                        "then. That day stays, for everybody.",
                        company=company.name,
                        date=date_text(self.env, old),
                    )
                )
            if not self.env.su:
                raise UserError(
                    self.env._(
                        "%(company)s is live since %(date)s. That stays: records "
                        "made since then are kept for six years.",
                        company=company.name,
                        date=date_text(self.env, old),
                    )
                )

    def _dscsa_has_records(self):
        mine = [("company_id", "=", self.id)]
        return any(
            self.env[model].sudo().search_count(mine, limit=1)
            for model in ("dscsa.document", "dscsa.transaction")
        )

    def _ledger_company(self):
        return self

    def _ledger_subject(self):
        return self.env._("Settings of %(company)s", company=self.name)

    def _dscsa_case_counts(self):
        """What is on record of suspect product cases; None where nobody keeps them.

        ``{open, concluded, settled, told, untold, late}``: cases not closed, and closed
        or cleared; packages in quarantine that were decided; notices to FDA of
        illegitimate product that were made, are owed, and were or are late.
        """
        return

    def _dscsa_managers(self):
        """Active compliance managers of this company, people only."""
        group = self.env.ref("dscsa_compliance.group_dscsa_manager").sudo()
        return group.all_user_ids.filtered(
            lambda user: user.active and self in user.company_ids and user.id > 1
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_dscsa_ledger(self):
        """The ledger of a company that went live is kept with its records."""
        kept = self.sudo().filtered("dscsa_live_date")[:1]
        if kept:
            raise UserError(
                self.env._(
                    "%(company)s is live: its DSCSA records are kept for six years, "
                    "and with them the company. Archive it instead.",
                    company=kept.name,
                )
            )
