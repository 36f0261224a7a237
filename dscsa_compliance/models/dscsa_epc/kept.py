from collections import defaultdict

from odoo import models

from ...services.holds.hold_codes import HOLD_RANK
from ...services.keeping.frozen import check_frozen

_IDENTITY = frozenset(
    {
        "company_id",
        "key",
        "kind",
        "gtin",
        "serial",
        "lot",
        "expiry",
        "seen_lot",
        "seen_expiry",
        "document_id",
    }
)


class DscsaEpc(models.Model):
    """Holds: which packages, why."""

    _inherit = "dscsa.epc"

    def write(self, vals):
        """What a package is stays; where it is and whether it is held changes."""
        check_frozen(self, vals, _IDENTITY)
        before = {epc: epc.hold for epc in self} if "hold" in vals else {}
        result = super().write(vals)
        self._ledger_ended({epc: kind for epc, kind in before.items() if kind})
        return result

    def _ledger_held(self, kind, discrepancy):
        """A fact for packages that were put on hold."""
        for company, epcs in self.grouped("company_id").items():
            content = {
                "hold": kind,
                "discrepancy": discrepancy.name or "" if discrepancy else "",
                "packages": sorted(epcs.mapped("key")),
            }
            subject = self.env._("%(count)s packages on hold", count=len(epcs))
            if discrepancy:
                subject = f"{subject}: {discrepancy.sudo().display_name}"
            self.env["dscsa.ledger.mixin"]._ledger_note_text(
                "held", subject, content, company
            )

    def _ledger_ended(self, held):
        """A fact for holds that ended or became weaker, whatever ended them."""
        groups = defaultdict(self.browse)
        for epc, kind in held.items():
            if HOLD_RANK.get(epc.hold, 0) < HOLD_RANK[kind]:
                left = epc.sudo().left_picking_id if epc.status != "in_stock" else None
                groups[
                    epc.company_id, kind, epc.hold, epc.status, left and left.name
                ] += epc
        for (company, kind, now, status, left), epcs in groups.items():
            content = {
                "hold": kind,
                "now": now or "",
                "status": status,
                "transfer": left or "",
                "packages": sorted(epcs.mapped("key")),
            }
            subject = self.env._("%(count)s packages: hold ended", count=len(epcs))
            self.env["dscsa.ledger.mixin"]._ledger_note_text(
                "released", subject, content, company
            )
