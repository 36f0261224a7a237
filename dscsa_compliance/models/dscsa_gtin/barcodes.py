from odoo import api, models


class DscsaGtin(models.Model):
    """What barcodes of products say about GTINs. Saving a product never fails here:
    what does not fit becomes a note on it."""

    _inherit = "dscsa.gtin"

    @api.model
    def _sync_barcodes(self, wanted):
        """Take over (product, gtin14, values) triples for the companies concerned."""
        by_company = {}
        for product, gtin, values in wanted:
            company = product.company_id or self.env.company
            by_company.setdefault(company, []).append((product, gtin, values))
        for company, triples in by_company.items():
            self.sudo().with_company(company)._sync_company(triples)

    def _sync_company(self, triples):
        known = self._map_known({gtin for _product, gtin, _values in triples})
        new = []
        for product, gtin, values in triples:
            row = known.get(gtin)
            if row and row.product_id and row.product_id != product:
                self._note_conflict(product, gtin, row.product_id)
            elif self._is_second_package_gtin(product, gtin, values):
                self._note_second(product, gtin)
            elif row:
                row.write(values | {"product_id": product.id, "state": "confirmed"})
            else:
                new.append(self._barcode_values(product, gtin, values))
        self.create(new)

    @api.model
    def _barcode_values(self, product, gtin, values):
        return values | {
            "company_id": self.env.company.id,
            "gtin": gtin,
            "product_id": product.id,
            "state": "confirmed",
            "ndc": product.dscsa_ndc,
            "name": product.name,
        }

    @api.model
    def _is_second_package_gtin(self, product, gtin, values):
        """Whether a serial-tracked product has another package GTIN already."""
        if product.tracking != "serial" or values["level"] != "package":
            return False
        domain = [
            ("company_id", "=", self.env.company.id),
            ("product_id", "=", product.id),
            ("level", "=", "package"),
            ("gtin", "!=", gtin),
        ]
        others = self.search(domain)
        # a corrected barcode replaces one that no package ever used
        unused = others.filtered(lambda g: not g._is_used())
        unused.unlink()
        return bool(others - unused)

    def _is_used(self):
        epcs = self.env["dscsa.epc"].search([("gtin_id", "=", self.id)], limit=1)
        lines = self.env["dscsa.transaction.line"]
        return bool(epcs or lines.search([("gtin_id", "=", self.id)], limit=1))

    @api.model
    def _note_conflict(self, product, gtin, other):
        product.product_tmpl_id.message_post(
            body=self.env._(
                "GTIN %(gtin)s already belongs to %(other)s. Packages with it are "
                "counted there until you change it in the list of GTINs.",
                gtin=gtin,
                other=other.display_name,
            )
        )

    @api.model
    def _note_second(self, product, gtin):
        product.product_tmpl_id.message_post(
            body=self.env._(
                "This product is tracked by serial number and already has another "
                "package GTIN, so %(gtin)s was not taken over. Make a second product "
                "for the other pack.",
                gtin=gtin,
            )
        )
