import csv

from odoo import api, fields, models
from odoo.tools import file_open

_DEFAULTS = "dscsa_compliance/data/dscsa_reasons.csv"
_FLAGS = ("lifts_ti", "needs_evidence", "needs_end_date", "needs_note")


class DscsaReason(models.Model):
    """Why a receipt or delivery owes no TI/TS: exemptions and tolerated cases as data.

    The X numbers count the exceptions of FD&C Act, section 581(24)(B).
    """

    _name = "dscsa.reason"
    _description = "Reason without TI/TS"
    _order = "sequence, code"
    _rec_names_search = ["code", "name"]

    code = fields.Char(required=True, index=True)
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=500)
    active = fields.Boolean(default=True)
    direction = fields.Selection(
        [("in", "Receipts"), ("out", "Deliveries"), ("both", "Both")],
        required=True,
        default="both",
    )
    lifts_ti = fields.Boolean(string="No TI/TS needed", default=True)
    needs_evidence = fields.Boolean(
        help="A letter, license or picture is kept with it."
    )
    needs_end_date = fields.Boolean(string="Needs an End Date")
    needs_note = fields.Boolean(help="Say in words which case it is.")
    valid_from = fields.Date(help="Empty: always.")
    valid_to = fields.Date(help="Empty: until further notice.")
    source = fields.Char(required=True)
    note = fields.Text(translate=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: every company."
    )

    _code_unique = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "There is a reason with this code already."
    )

    @api.depends("code", "name")
    def _compute_display_name(self):
        for reason in self:
            short = reason.code if (reason.code or "").startswith("X") else ""
            reason.display_name = f"{reason.name} ({short})" if short else reason.name

    @api.model
    def _of(self, code):
        """The reason of a code for the current company, or none."""
        return self.search(
            [("code", "=", code), ("company_id", "in", (False, self.env.company.id))],
            order="company_id",
            limit=1,
        )

    @api.model
    def _load_defaults(self):
        """Add the shipped rows that are missing; edited ones stay as they are."""
        table = self.sudo().with_context(active_test=False)
        known = set(table.search([("company_id", "=", False)]).mapped("code"))
        with file_open(_DEFAULTS) as source:
            rows = [row for row in csv.DictReader(source) if row["code"] not in known]
        for row in rows:
            row.update({name: row[name] == "1" for name in _FLAGS})
            row["sequence"] = int(row["sequence"])
        table.create(rows)
