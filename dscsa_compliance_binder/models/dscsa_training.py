from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

_SIGNED = {"signed_at"}


class DscsaTraining(models.Model):
    """Who was trained on what: signed by one's own click, kept when one leaves."""

    _name = "dscsa.training"
    _description = "Training"
    _inherit = ["dscsa.ledger.mixin", "dscsa.retained.mixin"]
    _order = "date desc, id desc"
    _ledger_fields = ("user_name", "topic", "date", "trainer", "note", "signed_at")
    _retention_class = "training"
    _retention_from = ("date",)

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        string="Who",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
    )
    user_name = fields.Char(
        string="Name",
        compute="_compute_user_name",
        store=True,
        precompute=True,
        help="As the person was called on that day.",
    )
    sop_id = fields.Many2one(
        "dscsa.sop",
        string="Procedure",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('company_id', '=', company_id), ('state', '=', 'approved')]",
    )
    topic = fields.Char(
        compute="_compute_topic",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    trainer = fields.Char(help="Name of the person or course.")
    note = fields.Char()
    signed_at = fields.Datetime(string="Signed", readonly=True, copy=False)
    state = fields.Selection(
        [("open", "To sign"), ("signed", "Signed")],
        compute="_compute_state",
        store=True,
    )
    is_mine = fields.Boolean(compute="_compute_is_mine", search="_search_is_mine")

    @api.depends("user_id")
    def _compute_user_name(self):
        for mark in self:
            mark.user_name = mark.user_name or mark.user_id.name

    @api.depends("sop_id")
    def _compute_topic(self):
        for mark in self:
            mark.topic = mark.sop_id.display_name if mark.sop_id else mark.topic

    @api.depends("signed_at")
    def _compute_state(self):
        for mark in self:
            mark.state = "signed" if mark.signed_at else "open"

    @api.depends_context("uid")
    @api.depends("user_id")
    def _compute_is_mine(self):
        for mark in self:
            mark.is_mine = mark.user_id == self.env.user

    @api.model
    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("user_id", "=" if True in value else "!=", self.env.uid)]

    @api.depends("user_name", "topic")
    def _compute_display_name(self):
        for mark in self:
            mark.display_name = f"{mark.user_name or ''}: {mark.topic or ''}"

    @api.model_create_multi
    def create(self, vals_list):
        """A mark is signed by its person later, never by who writes it."""
        vals_list = [
            {name: value for name, value in vals.items() if name not in _SIGNED}
            for vals in vals_list
        ]
        return super().create(vals_list)

    def write(self, vals):
        """What was signed stays; a new training is a new mark."""
        if not self.env.su and ("signed_at" in vals or any(self.mapped("signed_at"))):
            raise UserError(
                self.env._(
                    "A signed mark stays as it is. Write a new one for a new training."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_open(self):
        if any(self.mapped("signed_at")):
            raise UserError(self.env._("Signed marks are kept, also of who has left."))

    def action_sign(self):
        """Sign one's own marks; nobody signs for another."""
        self.check_access("read")
        others = self.filtered(lambda mark: mark.user_id != self.env.user)
        if others:
            raise AccessError(
                self.env._(
                    "Only %(names)s can sign this, from the own login.",
                    names=", ".join(others.mapped("user_name")),
                )
            )
        # the time is taken from here; a technician may not write marks otherwise
        self.filtered(lambda mark: not mark.signed_at).sudo().write(
            {"signed_at": fields.Datetime.now()}
        )
        return True
