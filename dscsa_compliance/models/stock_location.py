from odoo import fields, models
from odoo.exceptions import UserError


class StockLocation(models.Model):
    _inherit = "stock.location"

    dscsa_role = fields.Selection(
        [
            ("hold", "On hold: data"),
            ("expired", "Expired"),
            ("recall", "On hold: recalled"),
            ("quarantine", "Quarantine: suspect"),
        ],
        string="DSCSA Place",
        index="btree_not_null",
        copy=False,
    )

    def write(self, vals):
        """A place with goods in it does not stop being a hold place."""
        if "dscsa_role" in vals or vals.get("usage", "internal") != "internal":
            self._dscsa_check_empty(vals)
        return super().write(vals)

    def _dscsa_check_empty(self, vals):
        role = vals.get("dscsa_role", False)
        changed = self.filtered(
            lambda place: (
                place.dscsa_role and (place.dscsa_role != role or "usage" in vals)
            )
        )
        if changed and self.env["stock.quant"].sudo().search_count(
            [("location_id", "in", changed.ids), ("quantity", "!=", 0)], limit=1
        ):
            raise UserError(
                self.env._(
                    "%(places)s: goods are on hold there. Release or return them "
                    "before you change the place.",
                    places=", ".join(changed.mapped("display_name")),
                )
            )
