from dscsa_core.numbers import gtin14_of

from odoo import api, models


class ProductUom(models.Model):
    _inherit = "product.uom"

    @api.model_create_multi
    def create(self, vals_list):
        """The barcode of a case or box is a GTIN of its own."""
        units = super().create(vals_list)
        units._dscsa_sync_gtins()
        return units

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"barcode", "uom_id", "product_id"}:
            self._dscsa_sync_gtins()
        return result

    def _dscsa_sync_gtins(self):
        """Keep the GTIN table at the barcodes of these units; never raises."""
        wanted = []
        for unit in self:
            gtin = gtin14_of(unit.barcode)
            if not gtin:
                continue
            packages = unit._dscsa_packages()
            level = "case" if packages > 1 else "package"
            values = {"level": level, "package_qty": packages, "uom_id": unit.uom_id.id}
            wanted.append((unit.product_id, gtin, values))
        self.env["dscsa.gtin"]._sync_barcodes(wanted)

    def _dscsa_packages(self):
        """Saleable packages in one of this unit, at least one."""
        self.ensure_one()
        base = self.uom_id._compute_quantity(1, self.product_id.uom_id, round=False)
        return max(round(base / (self.product_id.dscsa_units_per_package or 1)), 1)
