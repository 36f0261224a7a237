from datetime import timedelta

from odoo import api, fields, models


class DscsaRetentionYears(models.Model):
    """Which years were in force for a class of records, from when to when.

    A record is kept by the longest of all years in force since it was made: shortening
    a policy, or moving to another State, never shortens what is kept already.
    """

    _name = "dscsa.retention.years"
    _description = "Retention Years in Force"
    _order = "company_id, record_class, began_at desc, id desc"
    _log_access = False

    company_id = fields.Many2one(
        "res.company", required=True, index=True, ondelete="cascade"
    )
    record_class = fields.Char(required=True)
    years = fields.Integer(required=True)
    began_at = fields.Datetime(required=True)
    ended_at = fields.Datetime(help="Empty: in force.")

    @api.model
    def _sync(self, companies):
        """Note the years in force now where they changed."""
        now = fields.Datetime.now()
        policies = self.env["dscsa.retention.policy"].sudo()
        policies = policies.search([("company_id", "in", companies.ids)])
        # a stale cache would note the years of another State
        policies.invalidate_recordset(["keep_years"])
        current = {
            (row.company_id.id, row.record_class): row
            for row in self.search(
                [("company_id", "in", companies.ids), ("ended_at", "=", False)]
            )
        }
        for policy in policies:
            row = current.get((policy.company_id.id, policy.record_class))
            if row and row.years == policy.keep_years:
                continue
            if row:
                # times here have no fractions: what was made within this second was
                # made under the old years
                row.ended_at = now + timedelta(seconds=1)
            self.create(
                {
                    "company_id": policy.company_id.id,
                    "record_class": policy.record_class,
                    "years": policy.keep_years,
                    "began_at": now,
                }
            )

    @api.model
    def _longer_before(self, policy):
        """Ended rows that still keep older records longer than the policy does."""
        rows = self.search(
            [
                ("company_id", "=", policy.company_id.id),
                ("record_class", "=", policy.record_class),
                ("ended_at", "!=", False),
                ("years", ">", policy.keep_years),
            ],
            order="ended_at desc",
        )
        longest, most = self.browse(), policy.keep_years
        for row in rows:
            if row.years > most:
                longest, most = longest | row, row.years
        return longest

    @api.model
    def _of(self, company):
        """{class: [(years, ended_at or None), …]} of a company, noted anew."""
        self._sync(company)
        found = {}
        for row in self.search([("company_id", "=", company.id)]):
            found.setdefault(row.record_class, []).append(
                (row.years, row.ended_at or None)
            )
        return found
