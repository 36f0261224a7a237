from odoo import api, models

from ...services.keeping.frozen import check_frozen, check_kept

_GIVEN = frozenset(
    {
        "transaction_id",
        "gtin",
        "ndc",
        "lot",
        "expiry",
        "name",
        "strength",
        "dosage_form",
        "container_size",
        "manufacturer",
    }
)


class DscsaTransactionLine(models.Model):
    """Lines are noted with their TI/TS."""

    _inherit = "dscsa.transaction.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.transaction_id._ledger_touch()
        return lines

    def write(self, vals):
        """Goods a file announced stay as the seller gave them, for everybody."""
        from_file = self.filtered("transaction_id.document_id")
        check_frozen(from_file, vals, _GIVEN)
        before = self.transaction_id
        result = super().write(vals)
        (before | self.transaction_id)._ledger_touch()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_ledger_kept(self):
        check_kept(self.filtered("transaction_id.document_id"))

    def unlink(self):
        transactions = self.transaction_id
        result = super().unlink()
        transactions._ledger_touch()
        return result
