from odoo import api, models

from ...services.keeping.frozen import check_frozen, check_kept


class DscsaEvent(models.Model):
    """What happened is told once."""

    _inherit = "dscsa.event"

    def write(self, vals):
        check_frozen(self, vals, frozenset(self._fields))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_ledger_kept(self):
        check_kept(self)
