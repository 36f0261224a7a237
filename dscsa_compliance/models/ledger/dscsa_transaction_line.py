from odoo import api, models


class DscsaTransactionLine(models.Model):
    """Lines are noted with their TI/TS."""

    _inherit = "dscsa.transaction.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.transaction_id._ledger_touch()
        return lines

    def write(self, vals):
        before = self.transaction_id
        result = super().write(vals)
        (before | self.transaction_id)._ledger_touch()
        return result

    def unlink(self):
        transactions = self.transaction_id
        result = super().unlink()
        transactions._ledger_touch()
        return result
