from odoo import api, models
from odoo.exceptions import UserError

_IDENTITY = {"quantity", "location_id", "lot_id", "product_id", "package_id"}


class StockQuant(models.Model):
    _inherit = "stock.quant"

    def write(self, vals):
        """Stock of a hold place changes by moves, not by editing."""
        if not self.env.su and not _IDENTITY.isdisjoint(vals):
            held = self.sudo().filtered("location_id.dscsa_role")
            if held:
                self._dscsa_refuse(held[:1].location_id)
        return super().write(vals)

    @api.model
    def _update_available_quantity(
        self,
        product_id,
        location_id,
        quantity=False,
        reserved_quantity=False,
        lot_id=None,
        package_id=None,
        owner_id=None,
        in_date=None,
    ):
        """Safety net behind the guard: a hold place never goes below nothing."""
        goods = {"lot_id": lot_id, "package_id": package_id, "owner_id": owner_id}
        result = super()._update_available_quantity(
            product_id,
            location_id,
            quantity,
            reserved_quantity,
            **goods,
            in_date=in_date,
        )
        if quantity and quantity < 0 and location_id.sudo().dscsa_role:
            left = self.sudo()._gather(product_id, location_id, **goods, strict=True)
            total = sum(left.mapped("quantity"))
            if product_id.uom_id.compare(total, 0.0) < 0:
                self._dscsa_refuse(location_id)
        return result

    def _dscsa_refuse(self, location):
        raise UserError(
            self.env._(
                "%(place)s holds goods that wait for a decision: only what stands "
                "there can be taken out, after a release or back to the seller.",
                place=location.sudo().display_name,
            )
        )
