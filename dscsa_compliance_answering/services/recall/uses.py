"""Recalled packages that a bench noted as used, though no register row names them."""

from collections import Counter

_BUCKETS = {
    "dispensed": "dispensed",
    "administered": "dispensed",
    "wasted": "destroyed",
}


class Uses:
    """Uses of one recalled drug, by NDC and lot as scanned; each is told once."""

    def __init__(self, known):
        self.env, self.goods = known.env, known.goods
        # which serial was used stands in the register only
        self.found = [] if known.goods.serials else known.uses()
        # used up outside of stock: they are not of use unknown in a list either
        self.left = Counter()
        for row in self.found:
            if not row["lot_id"]:
                self.left[row["product_id"] or row["gtin"], row["lot"]] += row["count"]

    def rows(self):
        """Answers: dispensed or destroyed, one a drug, lot and kind."""
        return [self._values(row) for row in self.found]

    def of_lots(self, dispensed):
        """{stock lot id: packages used} with those the register tells of."""
        counts = Counter(dispensed)
        for row in self.found:
            if row["lot_id"]:
                counts[row["lot_id"]] += row["count"]
        return counts

    def take(self, product_id, gtin, lot, most):
        """How many of at most ``most`` packages of a list were used; each once."""
        taken = 0
        for key in ((product_id, lot), (gtin, lot)):
            count = min(self.left[key], most - taken) if key[0] else 0
            self.left[key] -= count
            taken += count
        return taken

    def _values(self, row):
        product = self.env["product.product"].browse(row["product_id"] or [])
        return {
            "bucket": _BUCKETS[row["kind"]],
            "product_id": product.id,
            "product_name": product.display_name or row["gtin"] or "",
            "lot": row["lot"] or "",
            "quantity": row["count"],
            "first_day": row["first_day"],
            "last_day": row["last_day"],
        }
