from odoo import models


class DscsaEpc(models.Model):
    """Recalled packages that were destroyed, and those released by name."""

    _inherit = "dscsa.epc"

    def _dscsa_end_recalled(self):
        """Scrapped for the recall: destroyed, held no more, nothing left open."""
        if not self:
            return
        rows = self.env["dscsa.release"]._open_rows(self)
        self._dscsa_set_status("destroyed")
        self.sudo().write({"hold": False})
        self.env["dscsa.event"]._record(
            "destroying", self, company=self.company_id[:1], disposition="destroyed"
        )
        rows.filtered(lambda row: not any(row.epc_ids.mapped("hold")))._resolve(
            "recall"
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
