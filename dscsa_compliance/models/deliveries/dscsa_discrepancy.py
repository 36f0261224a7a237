from odoo import models


class DscsaDiscrepancy(models.Model):
    _inherit = "dscsa.discrepancy"

    def action_needed_today(self):
        """The form for the packages of these discrepancies that wait for data."""
        return self.epc_ids.action_needed_today()
