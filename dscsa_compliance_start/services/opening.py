"""Opening stock: quants or scans → lines → register rows of origin "opening"."""

import re

from dscsa_core.gs1.keys import package_key

from odoo.addons.dscsa_compliance.services.bulk import insert_missing
from odoo.addons.dscsa_compliance.services.days.expiry import lot_expiry
from odoo.addons.dscsa_compliance.services.scanning.reader import Reader


class Opening:
    """Fills and records one ``dscsa.opening``."""

    def __init__(self, opening):
        self.opening = opening
        self.env, self.company = opening.env, opening.company_id

    def take_shelf(self):
        """One line for each lot and place with drugs in scope or not determined."""
        known = {
            (line.lot_id.id, line.product_id.id, line.location_id.id)
            for line in self.opening.line_ids
        }
        quants = (
            self.env["stock.quant"]
            .sudo()
            .search(
                [
                    ("company_id", "=", self.company.id),
                    ("location_id.usage", "=", "internal"),
                    ("location_id.dscsa_role", "=", False),
                    ("quantity", ">", 0),
                    ("product_id.dscsa_scope", "!=", "excluded"),
                ]
            )
        )
        new = [
            self._values_of(quant)
            for quant in quants
            if (quant.lot_id.id, quant.product_id.id, quant.location_id.id) not in known
        ]
        self.env["dscsa.opening.line"].create(new)

    def _values_of(self, quant):
        lot, product = quant.lot_id, quant.product_id
        is_serial = product.tracking == "serial"
        expiry = lot_expiry(lot.with_company(self.company))
        return {
            "opening_id": self.opening.id,
            "product_id": product.id,
            "gtin": lot.dscsa_gtin
            or self.env["dscsa.gtin"]._package_gtin(product, self.company),
            "serial": lot.name if is_serial else False,
            "lot": lot.dscsa_lot if is_serial else lot.name,
            "lot_id": lot.id,
            "expiry": expiry or False,
            "quantity": quant.quantity,
            "location_id": quant.location_id.id,
        }

    def read_scans(self, text):
        """Lines for the packages of a text; returns the lines nobody could read."""
        unread, values = [], []
        seen = {(line.gtin, line.serial) for line in self.opening.line_ids}
        reader = Reader(self.env(su=True), self.company)
        for raw in filter(None, map(str.strip, re.split(r"[\r\n]+", text))):
            reading = reader.meaning(raw).reading
            if not reading or not reading.gtin:
                unread.append(raw)
                continue
            if reading.serial and (reading.gtin, reading.serial) in seen:
                continue
            seen.add((reading.gtin, reading.serial))
            values.append(self._scanned(reading))
        self.env["dscsa.opening.line"].create(values)
        return "\n".join(unread)

    def _scanned(self, reading):
        table = self.env["dscsa.gtin"].with_company(self.company)
        known = table._map_gtins([reading.gtin]).get(reading.gtin)
        product = known.product_id if known else self.env["product.product"]
        lot = self.env["stock.lot"]
        if product and product.tracking != "none":
            name = reading.serial if product.tracking == "serial" else reading.lot
            lot = lot.search(
                [("product_id", "=", product.id), ("name", "=", name)], limit=1
            )
        return {
            "opening_id": self.opening.id,
            "product_id": product.id,
            "gtin": reading.gtin,
            "serial": reading.serial or False,
            "lot": reading.lot or lot.dscsa_lot or False,
            "lot_id": lot.id,
            "expiry": reading.expiry or False,
            "quantity": reading.count or 1,
        }

    def record(self):
        """Register rows for packages with a serial, the mark on lots for the rest."""
        lines = self.opening.line_ids
        rows = {}
        for line in lines:
            if line.gtin and line.serial:
                key = package_key(line.gtin, line.serial)
                rows[key] = self._register_values(key, line)
        insert_missing(
            self.env["dscsa.epc"].sudo(),
            [rows[key] for key in sorted(rows)],
            ("company_id", "key"),
        )
        lots = lines.lot_id.sudo().filtered(lambda lot: not lot.dscsa_opening_id)
        lots.with_context(tracking_disable=True).dscsa_opening_id = self.opening

    def _register_values(self, key, line):
        return {
            "company_id": self.company.id,
            "key": key,
            "kind": "package",
            "status": "in_stock",
            "origin": "opening",
            "gtin": line.gtin,
            "serial": line.serial,
            "lot": line.lot or None,
            "expiry": line.expiry or None,
            "product_id": line.product_id.id or None,
            "lot_id": line.lot_id.id or None,
        }
