from odoo import api, fields, models
from odoo.exceptions import AccessError

from .selections import PROFILES, SEVERITY_PROFILE


class DscsaDeadline(models.Model):
    """From when a duty binds a profile, with its source: law as data.

    A row of a company stands before the common one with the same code: it is the day
    this company relies on. Rows of the severity table follow these days.
    """

    _name = "dscsa.deadline"
    _description = "DSCSA Deadline"
    _order = "effective_date, profile"

    profile = fields.Selection(PROFILES, required=True)
    duty = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, index=True)
    effective_date = fields.Date(required=True)
    count_day = fields.Date(
        string="Head Count as of",
        help="The day on which, by this letter, 25 or fewer licensed people had to be "
        "employed.",
    )
    source = fields.Char(required=True)
    note = fields.Char(translate=True)
    company_id = fields.Many2one("res.company", index="btree_not_null")
    confirmation_ids = fields.One2many(
        "dscsa.deadline.confirmation", "deadline_id", string="Confirmed"
    )
    waits = fields.Boolean(
        string="To Confirm",
        compute="_compute_waits",
        help="The day has come while the product was in use, and nobody confirmed yet "
        "that you work by it.",
    )

    @api.depends("effective_date", "confirmation_ids.company_id")
    @api.depends_context("allowed_company_ids")
    def _compute_waits(self):
        waiting = self.browse()
        for company in self.env.companies:
            waiting |= self._waiting_of(company)
        for row in self:
            row.waits = row._origin in waiting

    @api.model
    def _of_company(self, company, profile=None):
        """The rows that bind a company, its own in place of the common ones.

        A duty of which the table has no row for ``profile`` (the company's, unless
        given) is taken from the profile that stands for it.
        """
        profile = profile or company.dscsa_profile
        nearest = SEVERITY_PROFILE.get(profile, profile)
        rows = self.search(
            [
                ("profile", "in", (profile, nearest)),
                ("company_id", "in", (False, company.id)),
            ]
        ).sorted(lambda row: (not row.company_id, row.profile != profile))
        first = {}
        for row in rows:
            first.setdefault(row.code, row)
        return self.union(*first.values()).sorted(lambda row: row.effective_date)

    @api.model
    def _waiting_of(self, company):
        """Rows whose day came since the company is live, and that nobody confirmed.

        Of a company on trial nothing waits: nothing is kept yet.
        """
        live = company.sudo().dscsa_live_date
        if not live:
            return self.browse()
        today = fields.Date.context_today(self)
        return self._of_company(company).filtered(
            lambda row: (
                live < row.effective_date <= today
                and company not in row.confirmation_ids.company_id
            )
        )

    @api.model
    def _rely_on(self, company, code, day, why):
        """The company says from which day it works by a duty: a row of its own."""
        rows = self._of_company(company).filtered(lambda row: row.code == code)
        if not rows or rows[0].effective_date == day:
            return rows
        row = rows[0]
        if not row.company_id:
            row = row.copy({"company_id": company.id})
        row.write({"effective_date": day, "note": why})
        return row

    def action_confirm(self):
        """The company works by these duties now; who said so is kept."""
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_manager"):
            raise AccessError(
                self.env._(
                    "Only the compliance manager confirms that a duty is worked by."
                )
            )
        self.env["dscsa.deadline.confirmation"].create(
            [
                {"deadline_id": row.id, "company_id": company.id}
                for company in self.env.companies
                for row in self & self._waiting_of(company)
            ]
        )
