from odoo import api, fields, models
from odoo.exceptions import UserError


class DscsaInvestigationNotice(models.Model):
    """Who has to be told of an illegitimate product, and when that was done.

    FD&C Act 582(d)(4)(B)(ii): FDA and every immediate trading partner believed to have
    received it, within 24 hours of the determination.
    """

    _name = "dscsa.investigation.notice"
    _description = "Notice of an Illegitimate Product"
    _inherit = ["dscsa.ledger.mixin"]
    _order = "investigation_id, partner_id, id"
    _check_company_auto = True

    investigation_id = fields.Many2one(
        "dscsa.investigation", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="investigation_id.company_id", store=True, index=True
    )
    partner_id = fields.Many2one("res.partner", ondelete="restrict")
    recipient = fields.Char(required=True)
    why = fields.Char(string="Because")
    due_at = fields.Datetime(related="investigation_id.due_at")
    how = fields.Char(help="Portal, mail, telephone; reference of FDA.")
    told_at = fields.Datetime(string="Told at")
    told_by_id = fields.Many2one("res.users", string="By", readonly=True)
    is_late = fields.Boolean(compute="_compute_is_late")

    _ledger_fields = (
        "investigation_id",
        "recipient",
        "partner_id",
        "how",
        "told_at",
        "told_by_id",
    )
    _ledger_kept = True
    _ledger_frozen = frozenset({"investigation_id"})

    @api.depends("told_at", "due_at")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for notice in self:
            due = notice.due_at
            notice.is_late = bool(due and (notice.told_at or now) > due)

    def write(self, vals):
        """Told is told: only what is open can be noted, with how."""
        if not self.env.su:
            if self.filtered("told_at") and {"told_at", "how", "recipient"} & set(vals):
                raise UserError(self.env._("This notice was sent; it stays as noted."))
            vals = {**vals, **self._told_values(vals)}
        result = super().write(vals)
        self.sudo().investigation_id._note_all_told()
        return result

    @api.model
    def _told_values(self, vals):
        at = fields.Datetime.to_datetime(vals.get("told_at"))
        if not at:
            return {}
        if at > fields.Datetime.now():
            raise UserError(self.env._("That time lies ahead. When was it sent?"))
        return {"told_by_id": self.env.uid}

    def action_told(self):
        """It was sent just now."""
        for notice in self.filtered(lambda each: not each.told_at):
            if not (notice.how or "").strip():
                raise UserError(
                    self.env._(
                        "%(who)s: write how it was told first, and any reference.",
                        who=notice.recipient,
                    )
                )
            notice.told_at = fields.Datetime.now()
        return True
