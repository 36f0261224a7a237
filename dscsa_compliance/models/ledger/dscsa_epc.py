from odoo import models

from ...services.ledger.frozen import check_frozen

_IDENTITY = frozenset(
    {"company_id", "key", "kind", "gtin", "serial", "lot", "expiry", "document_id"}
)


class DscsaEpc(models.Model):
    """Holds: which packages, why."""

    _inherit = "dscsa.epc"

    def write(self, vals):
        """What a package is stays; where it is and whether it is held changes."""
        check_frozen(self, vals, _IDENTITY)
        return super().write(vals)

    def _hold(self, kind, discrepancy=None):
        held = super()._hold(kind, discrepancy)
        for company, epcs in held.grouped("company_id").items():
            content = {
                "hold": kind,
                "discrepancy": discrepancy.name or "" if discrepancy else "",
                "packages": sorted(epcs.mapped("key")),
            }
            subject = self.env._("%(count)s packages on hold", count=len(epcs))
            if discrepancy:
                subject = f"{subject}: {discrepancy.sudo().display_name}"
            self.env["dscsa.ledger"]._note_text("held", subject, content, company)
        return held
