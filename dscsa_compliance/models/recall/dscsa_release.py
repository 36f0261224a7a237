from odoo import models

from ...services.hold_codes import RECALL_CODES, SUSPECT_CODES
from ..dscsa_release import RECALL_REASONS


class DscsaRelease(models.Model):
    """A release takes away its own reason to hold and leaves the others."""

    _inherit = "dscsa.release"

    def _close_discrepancies(self, rows):
        """Rows of other reasons stay open, and what they hold goes on being held."""
        rows = rows.sudo()
        recalled = rows.filtered(lambda row: row.code in RECALL_CODES)
        mine = recalled if self.reason in RECALL_REASONS else rows - recalled
        result = super()._close_discrepancies(mine)
        self._hold_on()
        return result

    def _hold_on(self):
        """Hold again, where they stand, packages that another open reason holds."""
        free = self.sudo().epc_ids.filtered(lambda epc: not epc.hold)
        recalled = free._dscsa_recalled_by()
        for epc in free:
            kind = self._other_hold(epc, epc.id in recalled)
            if kind:
                epc.hold = kind
        if not free.filtered(lambda epc: not epc.hold):
            self.put_back_state = "none"

    def _other_hold(self, epc, is_recalled):
        """The hold that the open rows of a package still ask for, if any."""
        if self.reason in RECALL_REASONS:
            rows = epc.discrepancy_ids.filtered(
                lambda row: row.state == "open" and row.severity in ("hold", "stop")
            )
            codes = set(rows.mapped("code")) - RECALL_CODES
            if codes & SUSPECT_CODES:
                return "suspect"
            return "data" if codes else False
        return "recall" if is_recalled else False
