from odoo import models

from ...services.hold_codes import RECALL_CODES


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

    def _dscsa_recalled_by(self):
        """{id: why} of the packages whose lot an open recall names."""
        found = {}
        for company, epcs in self.sudo().grouped("company_id").items():
            goods = {
                (product_id or gtin, lot): why
                for product_id, gtin, lot, why in self.env["dscsa.recall"]._open_goods(
                    company
                )
            }
            for epc in epcs if goods else ():
                # named by the print or by the data: either is enough to hold it
                lots = {
                    (each or "").strip().upper() for each in (epc.lot, epc.seen_lot)
                }
                names = [epc.product_id.id, epc.gtin]
                keys = [(name, each) for name in names if name for each in {*lots, ""}]
                why = next((goods[key] for key in keys if key in goods), "")
                if why:
                    found[epc.id] = why
        return found
