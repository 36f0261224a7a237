from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.dscsa_compliance.services.days.business_days import (
    add_business_days,
)

_LATER = frozenset({"dea_how", "form106", "note", "dea_told_at"})


class DscsaLoss(models.Model):
    """Theft or loss of a controlled drug: a card of its own, no part of a case's text.

    21 CFR 1301.76(b): DEA's field office is told in writing within one business day of
    discovery, then DEA Form 106. This is a reminder and no controlled-drug record.
    """

    _name = "dscsa.loss"
    _description = "Theft or Loss of a Controlled Drug"
    _inherit = ["dscsa.ledger.mixin"]
    _order = "discovered_at desc, id desc"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    investigation_id = fields.Many2one(
        "dscsa.investigation", string="Found in", index=True, check_company=True
    )
    drug = fields.Char(required=True)
    quantity = fields.Char(string="How much", help="In units of use.")
    discovered_at = fields.Datetime(
        string="Discovered", required=True, default=fields.Datetime.now
    )
    due_on = fields.Date(string="Tell DEA by", compute="_compute_due_on")
    is_late = fields.Boolean(compute="_compute_due_on")
    dea_told_at = fields.Datetime(string="DEA told at", readonly=True)
    dea_told_by_id = fields.Many2one("res.users", string="By", readonly=True)
    dea_how = fields.Char(string="How DEA was told")
    form106 = fields.Char(string="DEA Form 106", help="Its number or day, once filed.")
    note = fields.Text()

    _ledger_fields = (
        "drug",
        "quantity",
        "discovered_at",
        "dea_told_at",
        "dea_told_by_id",
        "dea_how",
        "form106",
    )
    _ledger_kept = True
    _ledger_frozen = frozenset({"company_id", "drug", "discovered_at"})

    @api.depends("discovered_at", "company_id", "dea_told_at")
    def _compute_due_on(self):
        for loss in self:
            at = loss.discovered_at
            day = fields.Datetime.context_timestamp(loss, at).date() if at else None
            due = day and add_business_days(loss.company_id, day, 1)
            loss.due_on = due
            today = fields.Date.context_today(loss)
            loss.is_late = bool(due and not loss.dea_told_at and today > due)

    @api.depends("drug", "discovered_at")
    def _compute_display_name(self):
        for loss in self:
            loss.display_name = loss.drug or self.env._("Theft or loss")

    @api.model_create_multi
    def create(self, vals_list):
        if any({"dea_told_at", "dea_told_by_id"} & set(vals) for vals in vals_list):
            raise UserError(self.env._("Press “DEA was told”."))
        made = super().create(vals_list)
        if any(each.discovered_at > fields.Datetime.now() for each in made):
            raise UserError(self.env._("That time lies ahead. When was it discovered?"))
        return made

    def write(self, vals):
        """What was found stays; what DEA was told is added."""
        if not self.env.su and set(vals) - _LATER:
            raise UserError(self.env._("What was found stays. Add what DEA was told."))
        if "dea_told_at" in vals and not self.env.su:
            raise UserError(self.env._("Press “DEA was told”."))
        return super().write(vals)

    def action_told(self):
        """DEA's field office was told just now."""
        self.ensure_one()
        self.check_access("write")
        if not (self.dea_how or "").strip():
            raise UserError(self.env._("Write how DEA was told."))
        if not self.dea_told_at:
            # time and person are taken from here, not from the caller
            self.sudo().write(
                {
                    "dea_told_at": fields.Datetime.now(),
                    "dea_told_by_id": self.env.uid,
                }
            )
        return True
