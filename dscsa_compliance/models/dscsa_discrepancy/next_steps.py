from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...services.days.business_days import add_business_days
from ...services.receiving.facts import local_date, today_of
from ...services.words.messages import date_text

REMEDIES = [
    ("new_data", "Keep the goods; new data"),
    ("send_product", "Send the goods that are missing"),
    ("return", "Send the goods back"),
    ("credit", "Credit"),
]
CLOCKS = [
    ("quiet", "Within half time"),
    ("half", "Half time is over"),
    ("due", "Due today"),
    ("over", "Overdue"),
]
# what is asked for unless somebody chooses otherwise
_USUAL = {
    "data_issue": "new_data",
    "product_no_data": "new_data",
    "data_no_product": "send_product",
    "packaging": "return",
    "unavailable": "return",
}


class DscsaDiscrepancy(models.Model):
    """What we want of the seller, and until when.

    The days are a reminder of the company's own; the law names no number. Nothing is
    closed or escalated when they are over.
    """

    _inherit = "dscsa.discrepancy"

    remedy = fields.Selection(REMEDIES, string="We ask for", copy=False, tracking=True)
    remedy_by_id = fields.Many2one("res.users", string="Chosen by", copy=False)
    remedy_at = fields.Datetime(string="Chosen on", copy=False)
    usual_remedy = fields.Selection(REMEDIES, compute="_compute_usual_remedy")
    can_return = fields.Boolean(compute="_compute_can_return")
    remind_date = fields.Date(
        string="Half Time", compute="_compute_due_date", store=True
    )
    due_date = fields.Date(
        string="Answer due",
        compute="_compute_due_date",
        store=True,
        index="btree_not_null",
        help="A reminder in business days; nothing changes by itself.",
    )
    reminded_at = fields.Datetime(copy=False, readonly=True)
    clock = fields.Selection(CLOCKS, string="Clock State", compute="_compute_clock")
    clock_text = fields.Char(string="Clock", compute="_compute_clock")

    @api.depends("hda_category")
    def _compute_usual_remedy(self):
        for row in self:
            row.usual_remedy = _USUAL.get(row.hda_category, "new_data")

    @api.depends("code", "state", "hda_category")
    def _compute_can_return(self):
        suspect = (
            self.env["dscsa.epc"]
            .sudo()
            ._read_group(
                [("discrepancy_ids", "in", self.ids), ("hold", "=", "suspect")],
                ["discrepancy_ids"],
            )
        )
        suspects = {row.id for (row,) in suspect}
        for row in self:
            row.can_return = (
                row.state == "open"
                and row.hda_category != "data_no_product"
                and not row.is_suspect
                and row._origin.id not in suspects
            )

    @api.depends("create_date", "company_id.dscsa_answer_days")
    def _compute_due_date(self):
        for row in self:
            days = row.company_id.dscsa_answer_days
            if row.state == "resolved":
                continue  # how long it was given stays as it was
            if not days or not row.create_date:
                row.remind_date = row.due_date = False
                continue
            start = local_date(row.create_date, row.company_id)
            row.remind_date = add_business_days(row.company_id, start, (days + 1) // 2)
            row.due_date = add_business_days(row.company_id, start, days)

    @api.depends("due_date", "remind_date", "state")
    @api.depends_context("lang")
    def _compute_clock(self):
        for row in self:
            row.clock = row._clock() if row.state == "open" and row.due_date else False
            row.clock_text = row._clock_words()

    def _clock(self):
        today = today_of(self.company_id)
        if today > self.due_date:
            return "over"
        if today == self.due_date:
            return "due"
        return "half" if today >= self.remind_date else "quiet"

    def _clock_words(self):
        """Nothing until half of the time is over."""
        due = date_text(self.env, self.due_date)
        words = {
            "half": self.env._("An answer is expected by %(day)s.", day=due),
            "due": self.env._("The answer is due today: call the seller."),
            "over": self.env._("No answer since %(day)s: call the seller.", day=due),
        }
        return words.get(self.clock, False)

    # what we ask for ------------------------------------------------------------------
    def action_remedy_new_data(self):
        """Keep the goods and ask for data that fit."""
        return self._choose("new_data")

    def action_remedy_send_product(self):
        """Ask for the goods that were announced and did not come."""
        return self._choose("send_product")

    def action_remedy_return(self):
        """Send the goods back; suspect goods stay here."""
        for row in self:
            if not row.can_return:
                raise UserError(
                    self.env._(
                        "%(name)s: goods under suspicion stay here until the "
                        "pharmacist has settled it; goods that never came cannot go "
                        "back.",
                        name=row.name,
                    )
                )
        return self._choose("return")

    def action_remedy_credit(self):
        """Ask for a credit."""
        return self._choose("credit")

    def _choose(self, remedy):
        """Note what is asked for, by whom and when."""
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_technician"):
            raise AccessError(
                self.env._("Only DSCSA users choose a remedy. Ask a technician.")
            )
        self.check_access("write")
        for row in self:
            if row.state != "open":
                raise UserError(
                    self.env._("%(name)s is settled already.", name=row.name)
                )
        self.sudo().write(
            {
                "remedy": remedy,
                "remedy_by_id": self.env.uid,
                "remedy_at": fields.Datetime.now(),
            }
        )
        return True

    # clock ----------------------------------------------------------------------------
    @api.model
    def _cron_remind_discrepancies(self):
        """At half time the owner gets a task; the discrepancy itself stays as it is."""
        # a database has a handful of companies
        companies = self.env["res.company"].search([])  # pylint: disable=no-search-all
        for company in companies:
            rows = self.search(
                [
                    ("company_id", "=", company.id),
                    ("state", "=", "open"),
                    ("severity", "!=", "note"),
                    ("reminded_at", "=", False),
                    ("remind_date", "<=", today_of(company)),
                ],
                limit=500,
            )
            rows.with_company(company)._remind()

    def _remind(self):
        for row in self:
            owner = row.user_id or row.picking_id.user_id
            if owner:
                row.activity_schedule(
                    "mail.mail_activity_data_todo",
                    date_deadline=row.due_date,
                    user_id=owner.id,
                    summary=self.env._("Ask the seller"),
                    note=row.message,
                )
        self.write({"reminded_at": fields.Datetime.now()})
