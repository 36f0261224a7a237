from dscsa_core.retention import MOST_YEARS, years_to_keep

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.dscsa_compliance.services.receiving.facts import local_date
from odoo.addons.dscsa_compliance.services.words.messages import date_text

from .selections import COUNTS_FROM, RECORD_CLASSES

# what people set for their own company; the rest is how the law or the product has it
_EDITABLE = {"years", "source", "state_id", "state_years", "state_source", "note"}


class DscsaRetentionPolicy(models.Model):
    """How long a class of records is kept, counted from which day, and who says so.

    Rows without a company are the defaults that each company gets a copy of. Six years
    by FD&C Act 582(d)(1)(A)(iii) and (d)(4) are ``law``; the rest is own policy.
    """

    _name = "dscsa.retention.policy"
    _description = "Retention Policy"
    _inherit = ["dscsa.ledger.mixin"]
    _order = "company_id, sequence, id"
    _rec_name = "record_class"

    _ledger_fields = ("record_class", "years", "state_id", "state_years", "source")

    company_id = fields.Many2one(
        "res.company", index=True, readonly=True, ondelete="cascade"
    )
    sequence = fields.Integer(readonly=True)
    record_class = fields.Selection(
        RECORD_CLASSES, string="Records", required=True, readonly=True
    )
    counts_from = fields.Selection(
        COUNTS_FROM, string="Counted from", required=True, readonly=True
    )
    years = fields.Integer(required=True, help="Calendar years, through the last day.")
    kind = fields.Selection(
        [("law", "Law"), ("own", "Own policy")],
        string="Who says so",
        required=True,
        readonly=True,
    )
    law_years = fields.Integer(string="At least, by Law", readonly=True)
    source = fields.Char(required=True)
    state_id = fields.Many2one(
        "res.country.state",
        string="State with a longer Rule",
        domain="[('country_id.code', '=', 'US')]",
        ondelete="restrict",
    )
    state_years = fields.Integer(string="Years in that State")
    state_source = fields.Char(string="Source of the State's Rule")
    note = fields.Text()
    keep_years = fields.Integer(
        string="Years in Force",
        compute="_compute_keep_years",
        help="The longer of this rule and the rule of the company's own State.",
    )
    earlier_text = fields.Char(string="Earlier", compute="_compute_earlier_text")

    _class_unique = models.UniqueIndex(
        "(company_id, record_class) WHERE company_id IS NOT NULL",
        "Each company has one policy for a class of records.",
    )

    @api.depends("years", "state_id", "state_years", "company_id.state_id")
    def _compute_keep_years(self):
        for policy in self:
            state = policy.state_id
            here = state and state == policy.company_id.state_id
            policy.keep_years = years_to_keep(
                policy.years, policy.state_years if here else 0
            )

    def _compute_earlier_text(self):
        for policy in self:
            rows = self.env["dscsa.retention.years"].sudo()
            if policy.company_id:
                rows = rows._longer_before(policy)
            policy.earlier_text = "; ".join(
                self.env._(
                    "%(years)s years for records made before %(day)s",
                    years=row.years,
                    day=date_text(
                        self.env, local_date(row.ended_at, policy.company_id)
                    ),
                )
                for row in rows
            )

    @api.depends("record_class")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for policy in self:
            policy.display_name = policy._words() if policy.record_class else ""

    @api.constrains("years", "state_years", "law_years", "kind")
    def _check_years(self):
        for policy in self:
            if not 0 < policy.years <= MOST_YEARS or not (
                0 <= policy.state_years <= MOST_YEARS
            ):
                raise ValidationError(
                    self.env._(
                        "Give whole years from 1 to %(most)s. To keep records without "
                        "an end, set a legal hold.",
                        most=MOST_YEARS,
                    )
                )
            if policy.kind == "law" and policy.years < policy.law_years:
                raise ValidationError(
                    self.env._(
                        "%(records)s are kept at least %(law)s years by law "
                        "(%(rule)s). Set %(law)s or more; %(years)s is too short.",
                        records=policy._words(),
                        law=policy.law_years,
                        rule=policy.source,
                        years=policy.years,
                    )
                )

    @api.constrains("state_id", "state_years", "state_source")
    def _check_state(self):
        for policy in self:
            given = (policy.state_id, policy.state_years, policy.state_source)
            if any(given) and not all(given):
                raise ValidationError(
                    self.env._(
                        "A State's rule needs three things: the State, its years, and "
                        "where it is written."
                    )
                )

    def _words(self):
        """The class in the words of the user."""
        self.ensure_one()
        field = self._fields["record_class"]
        return dict(field._description_selection(self.env))[self.record_class]

    @api.model_create_multi
    def create(self, vals_list):
        """Policies come with the company, one for each class of records."""
        if not self.env.su:
            raise AccessError(
                self.env._("Each class of records has its policy already. Change it.")
            )
        return super().create(vals_list)

    def write(self, vals):
        """People change years, State and note of their company's policies."""
        if not self.env.su:
            self._check_editable(vals)
        companies = self.company_id
        # the years so far first: what is kept under them stays kept that long
        self.env["dscsa.retention.years"].sudo()._sync(companies)
        result = super().write(vals)
        self.env.flush_all()
        self.env["dscsa.retention.years"].sudo()._sync(companies)
        return result

    def _check_editable(self, vals):
        if vals.keys() - _EDITABLE:
            raise AccessError(
                self.env._(
                    "What is counted, from which day and who says so belongs to the "
                    "class of records. The years, a State's rule and a note can be set."
                )
            )
        if "source" in vals and any(
            policy.kind == "law" and policy.source != vals["source"] for policy in self
        ):
            raise AccessError(
                self.env._("The source of a rule of law stays. Add a note instead.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("Without a policy nobody knows how long to keep. Change it.")
        )

    @api.model
    def _make_for(self, companies):
        """Give companies a policy for each class they have none for."""
        defaults = self.sudo().search([("company_id", "=", False)])
        for company in companies:
            known = self.sudo().search([("company_id", "=", company.id)])
            for default in defaults:
                if default.record_class not in known.mapped("record_class"):
                    default.copy({"company_id": company.id})
        self.env["dscsa.retention.years"].sudo()._sync(companies)

    @api.model
    def _make_for_all(self):
        """For companies that were there before the addon."""
        self._make_for(self.env["res.company"].sudo().search(Domain.TRUE))
