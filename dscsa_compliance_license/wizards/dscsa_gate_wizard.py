from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command

from ..services.partner_status import GOOD, PartnerStatus
from ..services.suppliers import supplier_ids


class DscsaGateWizard(models.TransientModel):
    """“All my suppliers are in”: how far the proofs are, and the switch to stop."""

    _name = "dscsa.gate.wizard"
    _description = "Stop Orders without Proof"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    gate = fields.Selection(related="company_id.dscsa_gate", string="Now")
    since = fields.Datetime(related="company_id.dscsa_gate_since")
    total = fields.Integer(compute="_compute_progress", string="Suppliers")
    proven = fields.Integer(compute="_compute_progress", string="With Proof")
    progress = fields.Float(compute="_compute_progress")
    missing_ids = fields.Many2many(
        "res.partner", compute="_compute_progress", string="Still without Proof"
    )

    @api.depends("company_id")
    def _compute_progress(self):
        for wizard in self:
            wizard.company_id.check_access("read")
            ids = supplier_ids(self.env, wizard.company_id)
            partners = self.env["res.partner"].sudo().browse(ids)
            files = PartnerStatus(self.env, wizard.company_id, partners)
            missing = partners.filtered(
                lambda partner, files=files: files.answer(partner).status not in GOOD
            )
            wizard.total = len(partners)
            wizard.proven = len(partners) - len(missing)
            wizard.progress = 100 * wizard.proven / (len(partners) or 1)
            wizard.missing_ids = [Command.set(missing.ids)]

    def _check_manager(self):
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_manager"):
            raise AccessError(
                self.env._("The compliance manager decides when orders are stopped.")
            )

    def action_all_in(self):
        """From now on orders without proof are stopped."""
        self.ensure_one()
        self._check_manager()
        self.company_id.sudo().dscsa_gate = "stop"
        return {"type": "ir.actions.act_window_close"}

    def action_back_to_warn(self):
        """Only warn again."""
        self.ensure_one()
        self._check_manager()
        self.company_id.sudo().write({"dscsa_gate": "warn", "dscsa_gate_since": False})
        return {"type": "ir.actions.act_window_close"}
