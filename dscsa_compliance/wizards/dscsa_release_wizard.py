import uuid

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.dscsa_release.dscsa_release import BY_HAND


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
    label = fields.Char(
        string="Label, scanned again",
        help="Where the date was misread: scan the package, one at a time.",
    )
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
        if self.label and self.reason == "scan_mistake":
            self._read_again()
        release = self.env["dscsa.release"]._release(
            self.epc_ids,
            self.reason,
            note=self.note,
            call_note=self.call_note,
            discrepancies=self.discrepancy_ids,
        )
        return release._get_records_action(name=self.env._("Release"))

    def _read_again(self):
        """Keep this reading of the label beside the first, at the receipt."""
        picking = self.epc_ids.picking_id.filtered(lambda each: each.state == "done")
        if len(picking) != 1 or len(self.epc_ids) != 1:
            raise UserError(
                self.env._("Scan a label again for one received package at a time.")
            )
        answer = picking.dscsa_scan(self.label, str(uuid.uuid4()))
        if not answer["scan_id"]:
            words = " ".join((answer["sentence"], answer["next_step"]))
            raise UserError(words)
