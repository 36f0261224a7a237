import csv

from odoo import api, fields, models
from odoo.tools import file_open

_DEFAULTS = "dscsa_compliance/data/dscsa_holidays.csv"


class DscsaHoliday(models.Model):
    """A day on which business days do not run: federal ones shipped, others added."""

    _name = "dscsa.holiday"
    _description = "Holiday"
    _order = "date"

    name = fields.Char(required=True)
    date = fields.Date(required=True, index=True, help="The day off work.")
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: every company."
    )
    source = fields.Char()

    _day_unique = models.UniqueIndex(
        "(date, COALESCE(company_id, 0))", "This day is in the list already."
    )

    @api.model
    def _days_off(self, company, start, end):
        """Holidays of a company from ``start`` to ``end``, as a set of dates."""
        rows = self.sudo().search_fetch(
            [
                ("date", ">=", start),
                ("date", "<=", end),
                ("company_id", "in", (False, company.id)),
            ],
            ["date"],
        )
        return set(rows.mapped("date"))

    @api.model
    def _load_defaults(self):
        """Add the shipped days that are missing; edited ones stay as they are."""
        known = {row.date for row in self.sudo().search([("company_id", "=", False)])}
        with file_open(_DEFAULTS) as source:
            rows = list(csv.DictReader(source))
        self.sudo().create(
            [row for row in rows if fields.Date.to_date(row["date"]) not in known]
        )
