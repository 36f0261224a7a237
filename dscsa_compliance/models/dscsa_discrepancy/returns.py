from odoo import models

from ...services.returns.returning import Returning


class DscsaDiscrepancy(models.Model):
    _inherit = "dscsa.discrepancy"

    def action_make_return(self):
        """Choose “Send back” and make the return of what is on hold here."""
        self.ensure_one()
        self.action_remedy_return()
        held = self.sudo().epc_ids.filtered(lambda epc: epc.hold in ("data", "expired"))
        return Returning(held.with_env(self.env), self.partner_id).action()
