from odoo import api, fields, models
from odoo.fields import Command

from ..models.dscsa_release import BY_HAND


class DscsaReleaseWizard(models.TransientModel):
    """Release packages from hold: which, why, who was called."""

    _name = "dscsa.release.wizard"
    _inherit = ["dscsa.sign.mixin"]
    _description = "Release from Hold"

    discrepancy_ids = fields.Many2many("dscsa.discrepancy", string="Discrepancies")
    epc_ids = fields.Many2many(
        "dscsa.epc",
        string="Packages",
        compute="_compute_epc_ids",
        store=True,
        readonly=False,
        domain="[('hold', '!=', False)]",
    )
    reason = fields.Selection(BY_HAND, required=True)
    call_note = fields.Char(string="Who was called")
    note = fields.Text()

    @api.depends("discrepancy_ids")
    def _compute_epc_ids(self):
        for wizard in self:
            if wizard.discrepancy_ids:
                held = wizard.discrepancy_ids.epc_ids.filtered("hold")
                wizard.epc_ids = [Command.set(held.ids)]

    def action_release(self):
        """Release and close; the task to put the goods back is made by itself."""
        self.ensure_one()
        self._check_signed()
        release = self.env["dscsa.release"]._release(
            self.epc_ids,
            self.reason,
            note=self.note,
            call_note=self.call_note,
            discrepancies=self.discrepancy_ids,
        )
        return release._get_records_action(name=self.env._("Release"))
