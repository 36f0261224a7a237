from odoo import api, models
from odoo.exceptions import AccessError

from ..services.ledger.sealer import BATCH, Sealer


class DscsaLedger(models.Model):
    """Sealing in the background: one job, as a scheduled action runs once at a time."""

    _inherit = "dscsa.ledger"

    @api.model
    def _cron_seal(self):
        """Seal what waits, batch by batch; each is a short transaction of its own."""
        sealed = Sealer(self.env).run_apart()
        # a full batch: there may be more, and the job is called again
        self.env["ir.cron"]._commit_progress(
            sealed, remaining=sealed if sealed == BATCH else 0
        )

    def action_seal(self):
        """Seal now what waits, instead of leaving it to the job."""
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_pharmacist"):
            raise AccessError(
                self.env._("Ask the pharmacist in charge: only he seals the ledger.")
            )
        while Sealer(self.env).run_apart() == BATCH:
            pass
        return True
