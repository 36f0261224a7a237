from odoo import models


class DscsaOpening(models.Model):
    """Opening stock: what was there before the company went live."""

    _name = "dscsa.opening"
    _inherit = ["dscsa.opening", "dscsa.ledger.mixin"]

    _ledger_fields = ("date", "state", "user_id")

    def _ledger_contents(self):
        contents = super()._ledger_contents()
        for opening in self.filtered(lambda each: each.state == "done"):
            contents[opening.id]["lines"] = [
                [
                    line.gtin or "",
                    line.serial or "",
                    line.lot or "",
                    str(line.expiry or ""),
                    f"{line.quantity:g}",
                ]
                for line in opening.line_ids
            ]
        return contents
