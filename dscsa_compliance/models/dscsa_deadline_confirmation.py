from odoo import api, fields, models
from odoo.exceptions import UserError


class DscsaDeadlineConfirmation(models.Model):
    """Somebody of a company said that it works by a duty from its day on."""

    _name = "dscsa.deadline.confirmation"
    _description = "Duty Confirmed"
    _order = "id desc"

    deadline_id = fields.Many2one(
        "dscsa.deadline", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    user_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    confirmed_at = fields.Datetime(
        required=True, readonly=True, default=fields.Datetime.now
    )

    _once = models.UniqueIndex(
        "(deadline_id, company_id)", "This duty is confirmed already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Nobody confirms for somebody else, or for another hour."""
        for vals in vals_list:
            if not self.env.su and {"user_id", "confirmed_at"} & vals.keys():
                raise UserError(
                    self.env._("Who confirmed, and when, is noted by the server.")
                )
        if not self.env.su:
            # a default in the context is a client's word as well
            noted = {"user_id": self.env.uid, "confirmed_at": fields.Datetime.now()}
            vals_list = [{**vals, **noted} for vals in vals_list]
        records = super().create(vals_list)
        today = fields.Date.context_today(self)
        for duty in records.deadline_id.filtered(lambda d: d.effective_date > today):
            raise UserError(
                self.env._(
                    "“%(duty)s” is not to be confirmed yet: its day has not come.",
                    duty=duty.duty,
                )
            )
        return records
