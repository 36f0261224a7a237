from odoo import models


class DscsaRecallResult(models.Model):
    _name = "dscsa.recall.result"
    _inherit = ["dscsa.recall.result", "dscsa.doubt.mixin"]

    def _doubt_defaults(self):
        """The lot on the shelf; of what is elsewhere, what is printed."""
        names = [name for name in (self.seen_lot, self.lot) if name]
        lot = self.env["stock.lot"].search(
            [
                ("product_id", "=", self.product_id.id),
                ("name", "in", names),
                ("company_id", "in", (False, self.company_id.id)),
            ],
            limit=1,
        )
        if lot and self.bucket in ("shelf", "held", "alike", "no_serials"):
            found = {"default_lot_id": lot.id, "default_count": self.quantity}
        else:
            found = {
                "default_product_name": self.product_name,
                "default_lot": self.lot,
                "default_whose": "found",
            }
        return found | {"default_why": self.recall_id.display_name}
