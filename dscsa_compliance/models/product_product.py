from dscsa_core.numbers import gtin14_of

from odoo import api, models
from odoo.exceptions import UserError, ValidationError


class ProductProduct(models.Model):
    _inherit = "product.product"

    @api.model_create_multi
    def create(self, vals_list):
        """A product's barcode says which GTIN it is: the table follows at once."""
        products = super().create(vals_list)
        products._dscsa_sync_gtins()
        return products

    def write(self, vals):
        result = super().write(vals)
        if "barcode" in vals:
            self._dscsa_sync_gtins()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_dscsa_packages(self):
        used = self.env["dscsa.epc"].sudo()
        if used.search([("product_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "Packages of this product are in the DSCSA register. Archive the "
                    "product instead of deleting it."
                )
            )

    def _dscsa_sync_gtins(self):
        """Keep the GTIN table at the barcodes of these products; never raises."""
        wanted = [
            (product, gtin, {"level": "package", "package_qty": 1})
            for product in self
            if (gtin := gtin14_of(product.barcode))
        ]
        self.env["dscsa.gtin"]._sync_barcodes(wanted)

    def _dscsa_check_one_package_gtin(self):
        """One package-level GTIN for a product tracked by serial, in each company.

        The serial alone names its lot in Odoo; two GTINs may use the same serial.
        """
        groups = (
            self.env["dscsa.gtin"]
            .sudo()
            ._read_group(
                [("product_id", "in", self.ids), ("level", "=", "package")],
                ["product_id", "company_id"],
                ["gtin:array_agg"],
                having=[("__count", ">", 1)],
            )
        )
        for product, _company, gtins in groups:
            raise ValidationError(
                self.env._(
                    "%(product)s is tracked by serial number and would have two "
                    "package GTINs (%(gtins)s). Serials are only unique within one "
                    "GTIN: make a second product for the other pack.",
                    product=product.display_name,
                    gtins=", ".join(sorted(gtins)),
                )
            )
