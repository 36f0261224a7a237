from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command


class DscsaEpc(models.Model):
    _inherit = "dscsa.epc"

    def action_needed_today(self):
        """Open the form with those of these packages that wait for data."""
        way = self.env.context.get("dscsa_way") or "paper"
        waiting = self.filtered(lambda epc: epc.hold == "data")
        if not waiting:
            raise UserError(
                self.env._(
                    "None of these waits for data. Suspect goods need a pharmacist's "
                    "decision: press Release."
                )
            )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance.dscsa_needed_wizard_action"
        )
        return action | {
            "context": {
                "default_epc_ids": [Command.set(waiting.ids)],
                "default_way": way,
            }
        }
