from datetime import date

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..services.parts import PARTS
from ..services.size import few, reminder

# the end of the exemption of small dispensers by each of FDA's two letters
_SIZE_DAYS = {
    "printed": date(2026, 11, 27),
    "reported": date(2027, 11, 27),
}


class DscsaBinder(models.Model):
    """The audit binder of one company: what is printed, and what only people know."""

    _name = "dscsa.binder"
    _description = "Binder"
    _inherit = ["mail.thread", "dscsa.ledger.mixin"]
    _rec_name = "company_id"
    _ledger_fields = (
        "size_choice",
        "size_note",
        "size_chosen_by_id",
        "size_chosen_at",
        "phone_tree",
    )

    company_id = fields.Many2one("res.company", required=True, index=True)
    part_ids = fields.One2many("dscsa.binder.part", "binder_id", string="Parts")
    profile = fields.Selection(related="company_id.dscsa_profile")
    licensed_count = fields.Integer(related="company_id.dscsa_licensed_count")
    licensed_date = fields.Date(related="company_id.dscsa_licensed_date")
    is_small = fields.Boolean(compute="_compute_size")
    size_reminder = fields.Char(compute="_compute_size")
    size_choice = fields.Selection(
        [
            ("printed", "27 November 2026, as FDA's letter of June 2024 prints it"),
            ("reported", "27 November 2027, as reported; we confirmed it with FDA"),
        ],
        string="We rely on",
        tracking=True,
        copy=False,
    )
    size_note = fields.Char(
        string="How it was confirmed",
        tracking=True,
        copy=False,
        help="Letter, page or person at FDA, and the day.",
    )
    size_chosen_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    size_chosen_at = fields.Datetime(readonly=True, copy=False)
    phone_tree = fields.Text(
        tracking=True,
        copy=False,
        help="One line a person: name, what for, telephone. Pharmacist in charge and "
        "deputy are printed by themselves.",
    )

    _company_unique = models.UniqueIndex("(company_id)")

    @api.depends("profile", "licensed_count", "size_choice")
    @api.depends_context("lang")
    def _compute_size(self):
        for binder in self:
            binder.is_small = few(binder.company_id.sudo())
            binder.size_reminder = reminder(binder)

    @api.model
    def _of_company(self, company):
        """The binder of a company, made when it is first opened."""
        # everybody who may read it may be the first to open it
        found = self.sudo().search([("company_id", "=", company.id)])
        if not found:
            parts = [
                Command.create({"code": code, "sequence": number})
                for number, code in enumerate(PARTS)
            ]
            found = self.sudo().create({"company_id": company.id, "part_ids": parts})
        return found.sudo(self.env.su)

    @api.model
    def action_open_binder(self):
        """The binder of the company in use."""
        self.check_access("read")
        binder = self._of_company(self.env.company)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance_binder.dscsa_binder_action"
        )
        return action | {"res_id": binder.id}

    def write(self, vals):
        """Who relies on which date is kept with the choice."""
        if not self.env.su and {"company_id", "part_ids"} & vals.keys():
            raise UserError(self.env._("A binder stays with its company."))
        if "size_choice" in vals:
            self._check_size(vals)
            vals = {
                **vals,
                "size_chosen_by_id": self.env.uid,
                "size_chosen_at": fields.Datetime.now(),
            }
        done = super().write(vals)
        if "size_choice" in vals:
            self._rely_on_choice()
        return done

    def _rely_on_choice(self):
        """The day the owner relies on is the day the severities follow."""
        for binder in self.filtered("size_choice"):
            self.env["dscsa.deadline"]._rely_on(
                binder.company_id,
                "edds",
                _SIZE_DAYS[binder.size_choice],
                self.env._("The day the owner relies on, ticked in the binder."),
            )

    def _check_size(self, vals):
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_manager"):
            raise AccessError(
                self.env._("Only the compliance manager says which date you rely on.")
            )
        note = vals.get("size_note") or any(self.mapped("size_note"))
        if vals["size_choice"] == "reported" and not note:
            raise UserError(
                self.env._(
                    "The later date was only reported to us. Note how you confirmed it "
                    "with FDA, then choose it."
                )
            )

    def action_print(self):
        """The whole binder as one document."""
        self.ensure_one()
        return self.env.ref(
            "dscsa_compliance_binder.report_binder_action"
        ).report_action(self.part_ids)

    def action_take_over_procedures(self):
        """Drafts of all shipped procedures this company has no text of yet."""
        self.ensure_one()
        sops = self.env["dscsa.sop"]
        return sops.search([("state", "=", "template")]).action_take_over()

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The binder of a company stays."))
