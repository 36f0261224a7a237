import logging

from psycopg2 import OperationalError

from odoo import api, models
from odoo.exceptions import UserError

from ...services.holds.late_release import LateRelease, receipts_with_data

_logger = logging.getLogger(__name__)
_TRIES = 3


class DscsaRelease(models.Model):
    """The job that lets go what a late file explains."""

    _inherit = "dscsa.release"

    @api.model
    def _cron_release_held(self):
        """One transaction a receipt; a conflict with a user is tried again later."""
        self._settle_owed()
        waiting = receipts_with_data(self.env)
        progress = self.env["ir.cron"]
        progress._commit_progress(remaining=len(waiting))
        for picking_id in waiting:
            self._release_receipt(picking_id)
            if not progress._commit_progress(1):
                return

    @api.model
    def _release_receipt(self, picking_id):
        """Released packages of one receipt; never raises for a conflict."""
        for attempt in range(1, _TRIES + 1):
            try:
                with self.env.cr.savepoint():
                    return self._release_locked(picking_id)
            except OperationalError:
                # the snapshot is spent: only a new transaction sees the other's work
                self.env.cr.rollback()
                _logger.info(
                    "receipt %s is busy, release tried %s times", picking_id, attempt
                )
            except UserError as error:
                _logger.warning("receipt %s: no release: %s", picking_id, error)
                break
        return self.env["dscsa.epc"]

    @api.model
    def _release_locked(self, picking_id):
        picking = self.env["stock.picking"].browse(picking_id)
        if not picking.try_lock_for_update():
            self.env.ref("dscsa_compliance.ir_cron_release_held")._trigger()
            return self.env["dscsa.epc"]
        return LateRelease(picking.with_company(picking.company_id)).run()
