from dscsa_core.catalogue import level, rule
from dscsa_core.finding import BLOCK, WARNING
from dscsa_core.severity import PROFILES as COLUMNS
from dscsa_core.severity import default_rows

from odoo import api, fields, models
from odoo.tools import SQL

from ..services.holds.severity import RANK
from ..services.words.messages import message_of
from .selections import PROFILES, SEVERITIES, SEVERITY_PROFILE

# what a code means that the table does not name: a mark; what holds goods is named
_BY_LEVEL = {BLOCK: "amber", WARNING: "amber"}
# the duty whose day ends the exemption of small dispensers, FD&C Act 582(g)(1)
_PACKAGE_LEVEL = "edds"
_AFTER = "When the exemption of small dispensers has ended"
# of each code the row that wins on a day: own before common, exact before stand-in
_THAT_HOLD = """
    SELECT DISTINCT ON (s.code) s.code, s.severity
      FROM dscsa_severity s
     WHERE s.code IN %(codes)s AND s.profile IN %(profiles)s
       AND (s.company_id IS NULL OR s.company_id = %(company)s)
       AND (s.valid_from IS NULL OR s.valid_from <= %(day)s)
       AND (s.deadline_code IS NULL OR %(day)s >= (
            SELECT d.effective_date FROM dscsa_deadline d
             WHERE d.code = s.deadline_code AND d.profile IN %(profiles)s
               AND (d.company_id IS NULL OR d.company_id = %(company)s)
             ORDER BY d.company_id NULLS LAST,
                      (d.profile = %(profile)s) DESC
             LIMIT 1))
     ORDER BY s.code, s.company_id NULLS LAST,
              (s.profile = %(profile)s) DESC,
              s.deadline_code NULLS LAST, s.valid_from DESC NULLS LAST
"""


class DscsaSeverity(models.Model):
    """What a finding means for a company profile from a date on: editable data."""

    _name = "dscsa.severity"
    _inherit = ["dscsa.ledger.mixin"]
    _description = "Severity of a Finding"
    _order = "code, profile, valid_from desc"
    _row_unique = models.UniqueIndex(
        "(code, profile, COALESCE(company_id, 0), COALESCE(valid_from, '0001-01-01'), "
        "COALESCE(deadline_code, ''))",
        "There is a severity for this finding, profile, company and day already.",
    )
    _ledger_fields = (
        "code",
        "profile",
        "severity",
        "valid_from",
        "deadline_code",
        "note",
    )

    code = fields.Char(required=True, index=True)
    profile = fields.Selection(PROFILES, required=True)
    severity = fields.Selection(SEVERITIES, required=True)
    valid_from = fields.Date(help="Empty: always.")
    deadline_code = fields.Char(
        string="From the Day of",
        help="Code of a duty: the row holds from the day on that the duty binds the "
        "company, whatever day that becomes.",
    )
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: every company."
    )
    note = fields.Char(string="Why")
    sentence = fields.Char(
        string="Finding",
        compute="_compute_sentence",
        help="Number and words of the finding, with … for what differs each time.",
    )

    @api.model
    def _severities(self, codes, company, day=None):
        """What each code means for a company on a day: ``{code: severity}``.

        The company's own row wins over the common one, its own profile over the
        column that stands for it, the latest day over earlier ones; a row that follows
        a duty begins on the day the duty binds this company. A code without a row: by
        the level of the catalogue, and it holds nothing; a practitioner gets notes.
        """
        codes = set(codes)
        if not codes:
            return {}
        profile = company.dscsa_profile
        column = SEVERITY_PROFILE.get(profile, profile)
        day = fields.Date.to_date(day) or fields.Date.context_today(self)
        self.flush_model()
        self.env["dscsa.deadline"].flush_model()
        rows = self.env.execute_query(
            SQL(
                _THAT_HOLD,
                codes=tuple(codes),
                profiles=(profile, column),
                profile=profile,
                company=company.id,
                day=day,
            )
        )
        found = dict(rows)
        return {code: found.get(code) or self._fallback(code, column) for code in codes}

    @api.model
    def _following(self, duties, company):
        """Rows of a company's column that hold from the day of these duties on."""
        profile = company.dscsa_profile
        return self.sudo().search(
            [
                ("deadline_code", "in", list(duties)),
                ("profile", "in", [profile, SEVERITY_PROFILE.get(profile, profile)]),
                ("company_id", "in", [False, company.id]),
            ]
        )

    @api.model
    def _fallback(self, code, column):
        if column == "practitioner":
            return "note"
        return _BY_LEVEL.get(level(code), "note")

    @api.model
    def _load_defaults(self):
        """Add the shipped rows that are missing; edited ones stay as they are."""
        known = {
            (row.code, row.profile, row.deadline_code)
            for row in self.sudo().search([("company_id", "=", False)])
        }
        values = [
            each
            for row in default_rows()
            for each in _rows_of(row)
            if (each["code"], each["profile"], each["deadline_code"]) not in known
        ]
        self.sudo().create(values)

    def _as_shipped(self):
        """Those common rows that say what the program ships."""
        shipped = {
            (each["code"], each["profile"], each["deadline_code"]): each["severity"]
            for row in default_rows()
            for each in _rows_of(row)
        }
        return self.filtered(
            lambda row: (
                not row.company_id
                and not row.valid_from
                and shipped.get((row.code, row.profile, row.deadline_code))
                == row.severity
            )
        )

    @api.model
    def _action_of_company(self):
        """The table, at the column that holds for the user's company."""
        profile = self.env.company.dscsa_profile
        column = SEVERITY_PROFILE.get(profile, profile)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance.dscsa_severity_action"
        )
        return action | {"context": {f"search_default_{column}": 1}}

    @api.depends("code")
    @api.depends_context("lang")
    def _compute_sentence(self):
        for row in self:
            found = rule(row.code or "")
            blanks = dict.fromkeys(found.facts, "…")
            words = message_of(self.env, row.code or "", blanks)
            row.sentence = f"{found.number} {words}"

    # what a finding means: whoever changes that changes what is held -------------
    def _ledger_subject(self):
        return f"{self.code} ({self.profile})"


def _rows_of(row):
    """Values of one line of the shipped table.

    What an exempt small dispenser is spared weighs as for every pharmacy from the day
    on that package-level data bind it.
    """
    values = [
        {
            "code": row["code"],
            "profile": column,
            "severity": row[column],
            "deadline_code": False,
            "note": row["note"],
        }
        for column in COLUMNS
    ]
    small, full = row["pharmacy_small"], row["pharmacy"]
    if RANK[full] > RANK[small]:
        values.append(
            {
                "code": row["code"],
                "profile": "pharmacy_small",
                "severity": full,
                "deadline_code": _PACKAGE_LEVEL,
                "note": _AFTER,
            }
        )
    return values
