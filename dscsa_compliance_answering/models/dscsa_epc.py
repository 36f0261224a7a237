from odoo import models

from ..services.recall.taking_down import TakingDown


class DscsaEpc(models.Model):
    _inherit = "dscsa.epc"

    def action_take_bottle(self):
        """The page of this package, for who asks at the counter."""
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id(
            "dscsa_compliance_answering.dscsa_bottle_action"
        )
        return action | {"context": {"default_epc_id": self.id}}

    def _dscsa_came(self):
        """Recalled while they were sold or used, and here again: they are held."""
        result = super()._dscsa_came()
        # whoever moves goods may not be allowed to open recalls
        ours = self.sudo()
        named = ours._dscsa_recalled_by()
        free = ours.filtered(
            lambda epc: (
                epc.id in named
                and epc.hold not in ("recall", "suspect")
                and not epc._dscsa_is_unaffected()
            )
        )
        for company, epcs in free.grouped("company_id").items():
            for recall in self.env["dscsa.recall"]._open_of(company):
                TakingDown(recall).take(epcs)
        return result
