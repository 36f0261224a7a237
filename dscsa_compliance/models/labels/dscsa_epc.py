from dscsa_core.gs1.label_text import read_own_code

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain


class DscsaEpc(models.Model):
    """Packages are found by their internal label, and get one."""

    _inherit = "dscsa.epc"

    @api.model
    def _domain_of_text(self, text):
        found = super()._domain_of_text(text)
        number = read_own_code(text or "")
        # a number of another program may be larger than any id
        if number is None or number > 2**31 - 1:
            return found
        return found | Domain("id", "=", number)

    def action_print_labels(self):
        """Open the label form with these packages."""
        packages = self.filtered(lambda epc: epc.kind == "package")
        if not packages:
            raise UserError(
                self.env._("Labels are for packages. Open the package first.")
            )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance.dscsa_label_wizard_action"
        )
        return action | {"context": {"default_epc_ids": [Command.set(packages.ids)]}}
