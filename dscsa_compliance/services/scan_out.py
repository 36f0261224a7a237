"""Scans on transfers that are no receipts: which packages leave or move."""

from .scan import Scanner
from .scanned import register_rows


class OutgoingScanner(Scanner):
    """The same answers; the question here is whether the package may go."""

    def _package(self, reading, gtin, row):
        product = self._product(gtin, row)
        before = self._scanned_before(reading.key, row)
        if before:
            return self._already(before, product)
        refusal = self._refusal(row)
        if refusal:
            sentence, step = refusal
            return self.answer(
                "red", sentence, next_step=step, product=product, reading=reading
            )
        scan = self._insert(
            {
                "key": reading.key,
                "kind": "package",
                "epc_id": row["id"],
                "product_id": product.id or None,
                "gtin": reading.gtin,
                "serial": reading.serial,
                "lot": reading.lot,
                "expiry": reading.expiry,
            },
            None,
            "note",
        )
        return self.answer(
            "green", self._("Recorded."), scan=scan, product=product, reading=reading
        )

    def _refusal(self, row):
        if not row:
            return (
                self._("This package was never received here."),
                self._("Keep it apart and find out where it came from."),
            )
        if row["hold"]:
            return (
                self._("This package is on hold and may not leave."),
                self._("Put it back into the yellow bin and ask the pharmacist."),
            )
        if row["status"] not in ("in_stock", "returned"):
            return (
                self._("By the records this package is not in stock."),
                self._("Keep it apart: it left before or was never received."),
            )
        return None

    def packages(self):
        """Register rows scanned on this transfer, cases with their contents."""
        keys = [
            scan.key
            for scan in self.env["dscsa.scan"].search(
                [
                    ("picking_id", "=", self.picking.id),
                    ("undone_at", "=", False),
                    ("key", "!=", False),
                ]
            )
        ]
        rows = register_rows(self.facts, keys)
        return self.env["dscsa.epc"].browse([row["id"] for row in rows.values()])
