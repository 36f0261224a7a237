"""Held goods whose label was typed without a serial, against data that came late.

Nobody can say which serial stands on which of them, so none is guessed: product, lot
and count of the whole delivery have to fit, and the packages point at the TI line.
"""

from collections import defaultdict

from ..receiving.facts import item_of, units_of
from ..scanning.standing import Standing


class LateLots:
    """The held packages without a serial of one receipt; ``facts`` are its facts."""

    def __init__(self, facts):
        self.facts, self.env = facts, facts.env

    def link(self, fits):
        """Packages that fit by lot, linked to their TI line.

        ``fits(epc)`` judges one as if it stood on the bench today.
        """
        fitting = self.env["dscsa.epc"]
        waiting = fitting.search(
            [
                ("picking_id", "=", self.facts.picking.id),
                ("hold", "=", "data"),
                ("status", "=", "in_stock"),
                ("transaction_id", "=", False),
                ("serial", "=", False),
            ]
        )
        here = self._here() if waiting else {}
        for (item, lot), group in waiting.grouped(_lot_of).items():
            expected = self.facts.expected.get((item, lot))
            if expected is None or here.get((item, lot), 0) > expected:
                continue
            line = next(x for x in self.facts.lines if (x.item, x.lot) == (item, lot))
            same = [
                epc for epc in group if (epc.label_expiry or line.expiry) == line.expiry
            ]
            linked = fitting.union(*filter(fits, same))
            linked.write({"transaction_id": line.transaction_id, "line_id": line.id})
            fitting |= linked
        return fitting

    def _here(self):
        """Packages of each lot that came with the receipt, on hold or not."""
        booked = defaultdict(float)
        for line in self.facts.picking.move_line_ids:
            if line.state == "done":
                product = line.product_id
                lot = line.lot_id.dscsa_lot or line.lot_id.name or ""
                packages = line.quantity_product_uom / units_of(product)
                booked[item_of(product.id, None), lot] += packages
        for key, count in Standing(self.facts).counts().items():
            booked[key] = max(booked[key], count["matched"] + count["other"])
        return booked


def _lot_of(epc):
    return item_of(epc.product_id.id, epc.gtin), epc.seen_lot or epc.lot or ""
