from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.dscsa_compliance.services.words.messages import date_text

from ..services.opening import Opening


class DscsaOpening(models.Model):
    """What was on hand when a company went live: evidence that it came before.

    No TI/TS is asked for it, and nothing of it is ever held for want of data.
    """

    _name = "dscsa.opening"
    _description = "Opening Stock"
    _inherit = ["mail.thread", "dscsa.ledger.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True
    _ledger_fields = ("date", "state", "user_id")

    name = fields.Char(compute="_compute_name")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    state = fields.Selection(
        [("draft", "Being counted"), ("done", "Recorded")],
        required=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    scans = fields.Text(
        string="Scan here",
        help="One package a line, as the scanner sends it; then press Read scans.",
    )
    line_ids = fields.One2many("dscsa.opening.line", "opening_id", copy=False)
    line_count = fields.Integer(compute="_compute_line_count", string="Lines")
    user_id = fields.Many2one(
        "res.users", string="Counted by", default=lambda self: self.env.user
    )

    @api.depends("date")
    def _compute_name(self):
        for opening in self:
            day = date_text(self.env, opening.date) if opening.date else ""
            opening.name = self.env._("Opening stock %(date)s", date=day)

    @api.depends("line_ids")
    def _compute_line_count(self):
        for opening in self:
            opening.line_count = len(opening.line_ids)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_recorded(self):
        if any(opening.state == "done" for opening in self):
            raise UserError(
                self.env._("An opening stock that was recorded stays on record.")
            )

    def action_take_shelf(self):
        """List every lot of drugs that Odoo has on hand now."""
        for opening in self:
            opening._check_open()
            Opening(opening).take_shelf()
        return True

    def action_read_scans(self):
        """Turn the scanned text into lines; what cannot be read stays in the box."""
        for opening in self:
            opening._check_open()
            opening.scans = Opening(opening).read_scans(opening.scans or "")
        return True

    def action_record(self):
        """Write the register and mark the lots; cannot be taken back."""
        for opening in self:
            opening._check_open()
            if not opening.line_ids:
                raise UserError(
                    self.env._(
                        "Nothing is counted yet. Take what is on the shelf, or scan."
                    )
                )
            Opening(opening).record()
            opening.state = "done"
        return True

    def _check_open(self):
        self.check_access("write")
        if self.state != "draft":
            raise UserError(self.env._("%(name)s is recorded.", name=self.name))

    def _ledger_contents(self):
        contents = super()._ledger_contents()
        for opening in self.filtered(lambda each: each.state == "done"):
            contents[opening.id]["lines"] = [
                [
                    line.gtin or "",
                    line.serial or "",
                    line.lot or "",
                    str(line.expiry or ""),
                    f"{line.quantity:g}",
                ]
                for line in opening.line_ids
            ]
        return contents
