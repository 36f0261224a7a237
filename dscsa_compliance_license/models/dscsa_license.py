import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.dscsa_compliance.services.words.messages import date_text

from ..services.partner_proofs import standing_of
from .selections import METHODS, RESULTS, STANDINGS

# what a check proved is not edited afterwards; a new check says something new
_PROVED = {
    "partner_id",
    "company_id",
    "type_id",
    "number",
    "state_id",
    "class_ids",
    "valid_from",
    "valid_to",
    "standing",
}


def number_key_of(number):
    """A license number without spaces, dashes and case, for comparing."""
    return re.sub(r"[^0-9A-Z]", "", (number or "").upper())


class DscsaLicense(models.Model):
    """A license, registration or accreditation of a partner, a site or ourselves.

    What it is worth is said by its checks; without one it proves nothing yet.
    Dates are calendar days at the company. FD&C Act 581(2), 503(e), 510, 583, 584.
    """

    _name = "dscsa.license"
    _description = "License"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "valid_to, id"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        help="Whose proof it is: each company keeps its own.",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Partner or Site",
        default=lambda self: self._default_partner(),
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    commercial_partner_id = fields.Many2one(
        related="partner_id.commercial_partner_id", string="Partner"
    )
    is_own = fields.Boolean(
        string="Our own",
        compute="_compute_is_own",
        store=True,
        help="A license of ours, shown to sellers who ask.",
    )
    holder_name = fields.Char(
        string="Name on the License",
        compute="_compute_holder",
        store=True,
        readonly=False,
    )
    holder_address = fields.Char(
        string="Address on the License",
        compute="_compute_holder",
        store=True,
        readonly=False,
    )
    type_id = fields.Many2one(
        "dscsa.license.type", required=True, ondelete="restrict", tracking=True
    )
    track = fields.Selection(related="type_id.track", store=True)
    number = fields.Char(required=True, tracking=True, copy=False)
    number_key = fields.Char(compute="_compute_number_key", store=True, index=True)
    state_id = fields.Many2one(
        "res.country.state",
        ondelete="restrict",
        tracking=True,
        domain="[('country_id.code', '=', 'US')]",
    )
    agency = fields.Char(compute="_compute_agency", store=True, readonly=False)
    activity = fields.Char(help="What the license allows, in its own words.")
    class_ids = fields.Many2many(
        "dscsa.product.class",
        string="Products",
        help="Empty: all prescription drugs.",
    )
    valid_from = fields.Date(tracking=True, copy=False)
    valid_to = fields.Date(string="Valid until", tracking=True, copy=False, index=True)
    standing = fields.Selection(
        STANDINGS,
        string="Standing at the last Check",
        default="unchecked",
        required=True,
        readonly=True,
        tracking=True,
        copy=False,
        index=True,
    )
    status = fields.Selection(STANDINGS, compute="_compute_status")
    discipline = fields.Text(help="Disciplinary actions known, with their dates.")
    note = fields.Text()
    check_ids = fields.One2many("dscsa.license.check", "license_id", readonly=True)
    check_count = fields.Integer(compute="_compute_last_check")
    last_check_id = fields.Many2one(
        "dscsa.license.check", compute="_compute_last_check"
    )
    checked_at = fields.Datetime(compute="_compute_last_check", string="Last Check on")
    checked_by_id = fields.Many2one(
        "res.users", compute="_compute_last_check", string="Checked by"
    )
    method = fields.Selection(
        METHODS, compute="_compute_last_check", string="How it was checked"
    )
    result = fields.Selection(
        RESULTS, compute="_compute_last_check", string="Result of the last Check"
    )
    evidence_ids = fields.One2many(
        "dscsa.license.evidence", "license_id", readonly=True
    )
    next_check = fields.Date(copy=False, index=True)
    warned_days = fields.Integer(
        copy=False,
        default=-1,
        help="The last reminder sent: so many days before the end; -1: none yet.",
    )
    warned_on = fields.Date(copy=False, string="Last Reminder")
    watched_on = fields.Date(copy=False, index=True)
    active = fields.Boolean(default=True, tracking=True)

    @api.depends("partner_id.commercial_partner_id", "company_id.partner_id")
    def _compute_is_own(self):
        for row in self:
            own = row.company_id.partner_id.commercial_partner_id
            row.is_own = bool(own) and row.partner_id.commercial_partner_id == own

    @api.depends("partner_id")
    def _compute_holder(self):
        for row in self:
            partner = row.partner_id
            row.holder_name = partner.commercial_company_name or partner.name
            row.holder_address = partner._dscsa_one_line_address()

    @api.depends("number")
    def _compute_number_key(self):
        for row in self:
            row.number_key = number_key_of(row.number)

    @api.depends("type_id")
    def _compute_agency(self):
        for row in self:
            row.agency = row.type_id.agency or row.agency

    @api.depends("type_id.name", "number", "state_id.code")
    def _compute_display_name(self):
        for row in self:
            parts = (row.state_id.code, row.type_id.name, row.number)
            row.display_name = " ".join(part for part in parts if part)

    @api.depends("check_ids")
    def _compute_last_check(self):
        for row in self:
            last = row.check_ids.sorted("id")[-1:]
            row.last_check_id = last
            row.check_count = len(row.check_ids)
            row.checked_at = last.checked_at
            row.checked_by_id = last.checked_by_id
            row.method = last.method
            row.result = last.result

    @api.depends("check_ids", "valid_from", "valid_to", "standing")
    def _compute_status(self):
        for row in self:
            row.status = standing_of(row)

    @api.constrains("type_id", "state_id")
    def _check_state(self):
        for row in self:
            if row.type_id.is_state and not row.state_id:
                raise ValidationError(
                    self.env._(
                        "%(type)s %(number)s: which State issued it? Choose the State.",
                        type=row.type_id.name,
                        number=row.number,
                    )
                )

    @api.constrains("valid_from", "valid_to")
    def _check_dates(self):
        for row in self:
            if row.valid_from and row.valid_to and row.valid_from > row.valid_to:
                raise ValidationError(
                    self.env._(
                        "%(license)s would end (%(end)s) before it begins (%(start)s). "
                        "Look at the dates again.",
                        license=row.display_name,
                        start=date_text(self.env, row.valid_from),
                        end=date_text(self.env, row.valid_to),
                    )
                )

    @api.model
    def _default_partner(self):
        """In the list of our own licenses a new one is ours."""
        if self.env.context.get("dscsa_own"):
            return self.env.company.partner_id
        return self.env["res.partner"]

    @api.model
    def action_print_own(self):
        """One page of our own licenses, for sellers who ask."""
        company = self.env.company
        return self.env.ref(
            "dscsa_compliance_license.report_own_licenses_action"
        ).report_action(company)

    @api.model_create_multi
    def create(self, vals_list):
        """A new license proves nothing until it is checked."""
        if not self.env.su:
            vals_list = [{**vals, "standing": "unchecked"} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        """What was checked is changed by a new check, not by typing."""
        if not self.env.su and vals.keys() & _PROVED:
            self._check_unproved(vals)
        if not self.env.su and "active" in vals:
            self._check_may_withdraw()
        return super().write(vals)

    def _check_unproved(self, vals):
        for row in self.filtered("check_ids"):
            raise UserError(
                self.env._(
                    "%(license)s has been checked, so its number, State and dates are "
                    "evidence. Press “Check now” and enter what you see today.",
                    license=row.display_name,
                )
            )
        if "standing" in vals:
            raise UserError(self.env._("The standing follows from a check."))

    def _check_may_withdraw(self):
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_manager"):
            raise UserError(
                self.env._(
                    "A license is taken out of use by the compliance manager. What it "
                    "proved until then is kept."
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_checked(self):
        for row in self.sudo().filtered("check_ids"):
            raise UserError(
                self.env._(
                    "%(license)s has been checked and is kept as evidence. The "
                    "compliance manager can archive it if it was a mistake.",
                    license=row.display_name,
                )
            )
