import csv

from odoo import api, fields, models
from odoo.tools import SQL, file_open

from ..core.catalogue import level
from ..core.finding import BLOCK, WARNING
from .selections import PROFILES, SEVERITIES, SEVERITY_PROFILE

# what a code means that the table does not name
_BY_LEVEL = {BLOCK: "hold", WARNING: "amber"}
_COLUMNS = ("pharmacy_small", "pharmacy", "practitioner", "wholesaler")
_DEFAULTS = "dscsa_compliance/data/dscsa_severity.csv"


class DscsaSeverity(models.Model):
    """What a finding means for a company profile from a date on: editable data."""

    _name = "dscsa.severity"
    _description = "Severity of a Finding"
    _order = "code, profile, valid_from desc"

    code = fields.Char(required=True, index=True)
    profile = fields.Selection(PROFILES, required=True)
    severity = fields.Selection(SEVERITIES, required=True)
    valid_from = fields.Date(help="Empty: always.")
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: every company."
    )
    note = fields.Char(string="Why")

    _row_unique = models.UniqueIndex(
        "(code, profile, COALESCE(company_id, 0), COALESCE(valid_from, '0001-01-01'))",
        "There is a severity for this finding, profile, company and day already.",
    )

    @api.model
    def _severities(self, codes, company, day=None):
        """What each code means for a company on a day: ``{code: severity}``.

        The company's own row wins over the common one, its own profile over the
        column that stands for it, the latest ``valid_from`` over earlier ones. A code
        without a row: by the level of the catalogue; a practitioner gets notes.
        """
        codes = set(codes)
        if not codes:
            return {}
        profile = company.dscsa_profile
        column = SEVERITY_PROFILE.get(profile, profile)
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (code) code, severity
                  FROM dscsa_severity
                 WHERE code IN %s AND profile IN %s
                   AND (company_id IS NULL OR company_id = %s)
                   AND (valid_from IS NULL OR valid_from <= %s)
                 ORDER BY code, company_id NULLS LAST, (profile = %s) DESC,
                          valid_from DESC NULLS LAST
                """,
                tuple(codes),
                (profile, column),
                company.id,
                day or fields.Date.context_today(self),
                profile,
            )
        )
        found = dict(rows)
        return {code: found.get(code) or self._fallback(code, column) for code in codes}

    @api.model
    def _fallback(self, code, column):
        if column == "practitioner":
            return "note"
        return _BY_LEVEL.get(level(code), "note")

    @api.model
    def _load_defaults(self):
        """Add the shipped rows that are missing; edited ones stay as they are."""
        known = {
            (row.code, row.profile)
            for row in self.sudo().search([("company_id", "=", False)])
        }
        with file_open(_DEFAULTS) as source:
            values = [
                {
                    "code": row["code"],
                    "profile": column,
                    "severity": row[column],
                    "note": row["note"],
                }
                for row in csv.DictReader(source)
                for column in _COLUMNS
                if (row["code"], column) not in known
            ]
        self.sudo().create(values)
