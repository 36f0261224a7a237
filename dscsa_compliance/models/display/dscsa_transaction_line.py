from odoo import models


class DscsaTransactionLine(models.Model):
    _inherit = "dscsa.transaction.line"

    def action_view_packages(self):
        """The packages of this line in the register."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Packages of lot %(lot)s", lot=self.lot or "?"),
            "res_model": "dscsa.epc",
            "view_mode": "list,form",
            "domain": [
                ("transaction_id", "=", self.transaction_id.id),
                ("line_id", "=", self.id),
                ("kind", "=", "package"),
            ],
        }
