from odoo import models

from ..services.alert.arriving import Arriving


class DscsaDocument(models.Model):
    _inherit = "dscsa.document"

    def _dscsa_watch(self, epc_ids):  # pylint: disable=missing-return
        super()._dscsa_watch(epc_ids)
        watchlist = self.company_id._dscsa_watched()
        if watchlist:
            Arriving(self.sudo(), watchlist).run(list(filter(None, epc_ids)))
