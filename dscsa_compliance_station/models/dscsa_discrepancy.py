from odoo import models


class DscsaDiscrepancy(models.Model):
    _inherit = "dscsa.discrepancy"

    def action_print_labels(self):
        """Labels of what these discrepancies hold."""
        return self.epc_ids.filtered("hold").action_print_labels()
