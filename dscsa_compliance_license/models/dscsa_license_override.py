from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .selections import OVERRIDE_REASONS


class DscsaLicenseOverride(models.Model):
    """The manager lets a partner through without proof: why, how far, how long.

    Ended before its day only by a suspension or revocation found later.
    """

    _name = "dscsa.license.override"
    _description = "Order without Proof"
    _order = "id desc"
    _check_company_auto = True

    company_id = fields.Many2one("res.company", required=True, index=True)
    partner_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="restrict"
    )
    partner_name = fields.Char(string="Name at the time")
    scope = fields.Selection(
        [("order", "This order"), ("date", "Every order until a day")], required=True
    )
    order_id = fields.Many2one(
        "purchase.order", index="btree_not_null", ondelete="set null"
    )
    order_name = fields.Char(string="Order Number")
    reason = fields.Selection(OVERRIDE_REASONS, required=True)
    note = fields.Text()
    problem = fields.Text(
        string="What was missing", help="What was shown when it was allowed."
    )
    valid_to = fields.Date(string="Until", required=True)
    user_id = fields.Many2one("res.users", string="Allowed by", required=True)
    allowed_at = fields.Datetime(required=True, default=fields.Datetime.now)
    ended_at = fields.Datetime()
    ended_by_id = fields.Many2one(
        "dscsa.license.check", string="Ended by", ondelete="restrict"
    )
    state = fields.Selection(
        [("active", "In use"), ("over", "Day is past"), ("ended", "Ended early")],
        compute="_compute_state",
        search="_search_state",
    )

    @api.depends("valid_to", "ended_at")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for row in self:
            if row.ended_at:
                row.state = "ended"
            else:
                row.state = "active" if row.valid_to >= today else "over"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        running = Domain("ended_at", "=", False)
        states = {
            "active": running & Domain("valid_to", ">=", today),
            "over": running & Domain("valid_to", "<", today),
            "ended": Domain("ended_at", "!=", False),
        }
        return Domain.OR(states[state] for state in value if state in states)

    @api.depends("partner_name", "order_name", "valid_to")
    def _compute_display_name(self):
        for row in self:
            parts = (row.partner_name, row.order_name, str(row.valid_to or ""))
            row.display_name = " · ".join(part for part in parts if part)

    @api.model_create_multi
    def create(self, vals_list):
        """Made with the button on the order, by the compliance manager."""
        if not self.env.su:
            raise AccessError(
                self.env._("Press “Allow without proof” on the order or the partner.")
            )
        return super().create(vals_list)

    def write(self, vals):
        """What was allowed, and why, stays as it was written down."""
        if not self.env.su:
            raise AccessError(self.env._("This is a record of a decision. It stays."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("This is a record of a decision. It is kept."))

    def _is_for(self, order):
        """Whether this exception is for that very order."""
        self.ensure_one()
        return self.order_id._name == order._name and self.order_id.id == order.id

    @api.model
    def _end_for(self, license_row, check):
        """A suspension or revocation ends what is still running for that partner."""
        whole = license_row.partner_id.commercial_partner_id
        running = self.sudo().search(
            [
                ("company_id", "=", license_row.company_id.id),
                ("partner_id.commercial_partner_id", "=", whole.id),
                ("ended_at", "=", False),
                ("valid_to", ">=", fields.Date.context_today(self)),
            ]
        )
        running.write({"ended_at": fields.Datetime.now(), "ended_by_id": check.id})
        return running
