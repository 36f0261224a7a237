from odoo import models


class DscsaEpc(models.Model):
    _inherit = "dscsa.epc"

    def action_take_bottle(self):
        """The page of this package, for who asks at the counter."""
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id(
            "dscsa_compliance_answering.dscsa_bottle_action"
        )
        return action | {"context": {"default_epc_id": self.id}}
