from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from odoo.addons.dscsa_compliance.models.selections import PROFILES

_FEW = 25
_ANSWERS = {
    "profile": "dscsa_profile",
    "licensed_count": "dscsa_licensed_count",
    "licensed_date": "dscsa_licensed_date",
    "records_only": "dscsa_records_only",
    "pic_id": "dscsa_pic_id",
    "deputy_id": "dscsa_deputy_id",
}


class DscsaFirstHour(models.Model):
    """The guide of one company. Nothing in it has to be done before receiving."""

    _name = "dscsa.first.hour"
    _description = "First Hour"
    _dscsa_left_out = "help on the first day"
    _rec_name = "company_id"

    company_id = fields.Many2one("res.company", required=True, index=True)
    profile = fields.Selection(
        PROFILES,
        string="What are you?",
        compute="_compute_answers",
        inverse="_inverse_profile",
    )
    licensed_count = fields.Integer(
        string="Licensed people",
        compute="_compute_answers",
        inverse="_inverse_licensed_count",
        help="Full-time pharmacists and qualified technicians of the whole entity.",
    )
    licensed_date = fields.Date(
        string="Counted on",
        compute="_compute_answers",
        inverse="_inverse_licensed_date",
    )
    records_only = fields.Boolean(
        string="Records only",
        compute="_compute_answers",
        inverse="_inverse_records_only",
        help="Deliveries and packages are recorded, Odoo counts no stock of drugs.",
    )
    pic_id = fields.Many2one(
        "res.users",
        string="Pharmacist in charge",
        compute="_compute_answers",
        inverse="_inverse_pic_id",
    )
    deputy_id = fields.Many2one(
        "res.users",
        compute="_compute_answers",
        inverse="_inverse_deputy_id",
        help="Who answers when the pharmacist in charge is away.",
    )
    advice = fields.Char(compute="_compute_advice")
    step_ids = fields.One2many("dscsa.setup.step", "guide_id", string="Steps")
    progress = fields.Integer(compute="_compute_progress")
    progress_text = fields.Char(compute="_compute_progress")

    _company_unique = models.UniqueIndex("(company_id)")

    @api.depends("company_id")
    def _compute_answers(self):
        for guide in self:
            company = guide.company_id.sudo()
            for name, field in _ANSWERS.items():
                guide[name] = company[field]

    def _inverse_profile(self):
        self._answer("profile")

    def _inverse_licensed_count(self):
        self._answer("licensed_count")

    def _inverse_licensed_date(self):
        self._answer("licensed_date")

    def _inverse_records_only(self):
        self._answer("records_only")

    def _inverse_pic_id(self):
        self._answer("pic_id")

    def _inverse_deputy_id(self):
        self._answer("deputy_id")

    def _answer(self, name):
        """Write an answer to the company; managers need no right to companies."""
        self._check_manager()
        for guide in self:
            value = guide[name]
            if isinstance(value, models.BaseModel):
                value = value.id
            guide.company_id.sudo().write(
                {
                    _ANSWERS[name]: value,
                    "dscsa_answered_at": fields.Datetime.now(),
                }
            )

    @api.depends("profile", "licensed_count", "pic_id", "deputy_id")
    @api.depends_context("lang")
    def _compute_advice(self):
        for guide in self:
            many = guide.licensed_count > _FEW
            if many and guide.profile == "pharmacy_small":
                guide.advice = self.env._(
                    "More than 25 licensed people: choose “Pharmacy”. Your duties "
                    "began earlier."
                )
            elif guide.licensed_count and not many and guide.profile == "pharmacy":
                guide.advice = self.env._(
                    "25 or fewer licensed people: you may choose the small pharmacy, "
                    "whose package-level duties begin later."
                )
            elif guide.pic_id and guide.pic_id == guide.deputy_id:
                guide.advice = self.env._(
                    "Name somebody else as deputy: for the day you are away."
                )
            else:
                guide.advice = False

    @api.depends("step_ids.state", "step_ids.skipped")
    @api.depends_context("lang")
    def _compute_progress(self):
        for guide in self:
            total = len(guide.step_ids)
            left = len(guide.step_ids.filtered(lambda step: step.state == "open"))
            done = total - left
            guide.progress = round(100 * done / total) if total else 0
            guide.progress_text = (
                self.env._("%(done)s of %(total)s steps", done=done, total=total)
                if left
                else self.env._("All set. You can come back any time.")
            )

    # opening -------------------------------------------------------------------------
    @api.model
    def _of_company(self, company):
        """The guide of a company, made when it is first looked at."""
        found = self.sudo().search([("company_id", "=", company.id)])
        if not found:
            found = self.sudo().create({"company_id": company.id})
        found._add_steps()
        return found.sudo(self.env.su)

    def _add_steps(self):
        """Every step there is, also those of an addon that came later."""
        codes = self.env["dscsa.setup.step"]._fields["code"].get_values(self.env)
        known = {step.code: step for step in self.step_ids}
        here = {"company_id": self.company_id.id}
        for number, code in enumerate(codes):
            if code not in known:
                values = {**here, "code": code, "sequence": number}
                self.step_ids = [Command.create(values)]
            elif known[code].sequence != number:
                known[code].sequence = number

    @api.model
    def action_open_guide(self):
        """The guide of the company in use."""
        self.browse().check_access("read")
        guide = self._of_company(self.env.company)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance_start.dscsa_first_hour_action"
        )
        return action | {"res_id": guide.id}

    def action_answered(self):
        """Take the answers as they stand."""
        self._check_manager()
        for guide in self:
            guide.company_id.sudo().dscsa_answered_at = fields.Datetime.now()
        return True

    def action_skip_all(self):
        """Leave out what is still open; receiving works with the defaults."""
        self.step_ids.filtered(lambda step: step.state == "open").action_skip()
        return True

    def _check_manager(self):
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_manager"):
            raise AccessError(
                self.env._("Only the compliance manager sets the first hour up.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The guide stays; skip what you do not need."))
