from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .selections import METHODS, RESULTS


class DscsaLicenseCheck(models.Model):
    """One look at a license: where, how, when, by whom, and what was seen.

    Insert-only. Names and numbers are kept as text, as partners may be merged.
    """

    _name = "dscsa.license.check"
    _description = "License Check"
    _order = "id desc"
    _rec_name = "number"

    license_id = fields.Many2one(
        "dscsa.license", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    method = fields.Selection(METHODS, required=True, string="How")
    result = fields.Selection(RESULTS, required=True, index=True)
    lifts = fields.Boolean(string="Ends a Suspension or Revocation")
    checked_at = fields.Datetime(
        required=True, default=fields.Datetime.now, string="When"
    )
    checked_by_id = fields.Many2one(
        "res.users", required=True, default=lambda self: self.env.user, string="By"
    )
    valid_from = fields.Date()
    valid_to = fields.Date(string="Valid until")
    effective_date = fields.Date(
        string="In Effect from", help="Day a suspension, revocation or end took effect."
    )
    holder_name = fields.Char(string="Name")
    holder_address = fields.Char(string="Address")
    type_name = fields.Char(string="Type")
    number = fields.Char()
    state_code = fields.Char(string="State")
    note = fields.Text()
    evidence_ids = fields.One2many("dscsa.license.evidence", "check_id")
    evidence_count = fields.Integer(compute="_compute_evidence_count")

    @api.depends("evidence_ids")
    def _compute_evidence_count(self):
        for check in self:
            check.evidence_count = len(check.evidence_ids)

    @api.model_create_multi
    def create(self, vals_list):
        """Checks are recorded on the license, not typed into the list."""
        if not self.env.su:
            raise AccessError(
                self.env._("Press “Check now” on the license to record a check.")
            )
        return super().create(vals_list)

    def write(self, vals):
        """What was seen stays as it was written down."""
        if not self.env.su:
            raise AccessError(
                self.env._(
                    "A check is kept as it was made. Record a new check instead."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("Checks of licenses are kept. Record a new check instead.")
        )

    def _attach(self, files):
        """Keep (file name, bytes) pairs as evidence of this check."""
        for name, content in files:
            self.env["dscsa.license.evidence"].sudo()._store(self, name, content)
