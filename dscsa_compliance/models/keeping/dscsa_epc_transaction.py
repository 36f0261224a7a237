from odoo import api, models

from ...services.keeping.frozen import check_frozen, check_kept


class DscsaEpcTransaction(models.Model):
    """Earlier TI/TS of a package stay with it."""

    _inherit = "dscsa.epc.transaction"

    def write(self, vals):
        check_frozen(self, vals, frozenset(self._fields))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_ledger_kept(self):
        check_kept(self)
