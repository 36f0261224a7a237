from odoo import models

from ...services.holds.hold_codes import RECALL_CODES
from ...services.receiving.facts import item_of


class DscsaEpc(models.Model):
    """Recalled packages that were destroyed, and those released by name."""

    _inherit = "dscsa.epc"

    def _dscsa_end_recalled(self):
        """Scrapped for the recall: destroyed, held no more, nothing left open."""
        if not self:
            return
        self._dscsa_set_status("destroyed")
        recalled = self._dscsa_causes().filtered(lambda row: row.code in RECALL_CODES)
        for row in recalled:
            row._end_for(self, "recall")
        self._dscsa_end_holds("destroyed")
        self.env["dscsa.event"]._record(
            "destroying", self, company=self.company_id[:1], disposition="destroyed"
        )

    def _dscsa_is_unaffected(self):
        """Whether the last release of a package said that the recall spares it."""
        self.ensure_one()
        last = (
            self.env["dscsa.release"]
            .sudo()
            .search([("epc_ids", "in", self.ids)], order="id desc", limit=1)
        )
        return last.reason == "recall_unaffected"

    def _dscsa_is_cleared(self, warning):
        """Whether a pharmacist found a warning not to be about this package. A hook."""
        return False

    def _dscsa_items(self):
        """The words by which recalls and warnings call a package's goods."""
        return {item_of(self.product_id.id, None), item_of(None, self.gtin)}

    def _dscsa_recalled_by(self):
        """{id: why} of the packages whose lot an open recall names."""
        found = {}
        for company, epcs in self.sudo().grouped("company_id").items():
            recalls = company._dscsa_open_recalls()
            for epc in epcs if recalls else ():
                items, serial = epc._dscsa_items(), epc.serial or ""
                # named by the print or by the data: either is enough to hold it
                lots = dict.fromkeys(filter(None, (epc.seen_lot, epc.lot))) or [""]
                reasons = (recalls.why(items, lot, serial) for lot in lots)
                why = next(filter(None, reasons), "")
                if why:
                    found[epc.id] = why
        return found
