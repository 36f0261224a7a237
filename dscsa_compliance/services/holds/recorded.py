"""Suspect packages of which a stored record says what becomes of them, and only so.

Who keeps such records says them by ``dscsa.epc._dscsa_recorded_ways``; where nobody
does, no suspect package leaves. What a transfer says about itself counts for nothing.
"""

from ..receiving.plan import units_of
from ..returns.going_back import is_end, receiver_of

# a record of these is carried out by a scrap order
_ENDS = frozenset({"destroyed", "authority"})


class Recorded:
    """What move lines may take of suspect goods, by records of what becomes of them."""

    def __init__(self, env):
        self.env = env

    def lines(self, product, lot, place, lines):
        """Those of ``lines`` that take no more than records let go, the same way."""
        found = self.env["stock.move.line"]
        for way, group in lines.grouped(_way).items():
            quantity = sum(group.mapped("quantity_product_uom"))
            here = len(self._epcs(product, lot, place, way)) * units_of(product)
            if here and product.uom_id.compare(quantity, here) <= 0:
                found |= group
        return found

    def book(self, lines):
        """Write what left by a record; the lines it accounts for."""
        done = self.env["stock.move.line"]
        groups = lines.grouped(
            lambda line: (line.product_id, line.lot_id, line.location_id)
        )
        for (product, lot, place), group in groups.items():
            for line in group:
                count = round(line.quantity_product_uom / units_of(product))
                epcs = self._epcs(product, lot, place, _way(line))[:count]
                if epcs and len(epcs) == count:
                    epcs._dscsa_leave_recorded(line.move_id.picking_id)
                    done |= line
        return done

    def _epcs(self, product, lot, place, way):
        kind, receiver = way
        if not kind:
            return self.env["dscsa.epc"]
        held = self.env["dscsa.epc"].search(
            [
                ("product_id", "=", product.id),
                ("lot_id", "=", lot.id),
                ("hold_location_id", "=", place.id),
                ("status", "=", "in_stock"),
                ("hold", "=", "suspect"),
            ],
            order="id",
        )
        ways = held._dscsa_recorded_ways()
        return held.filtered(lambda epc: _fits(ways.get(epc), kind, receiver))


def recorded_back(epcs, receiver):
    """Suspect packages among ``epcs`` recorded as to go back to ``receiver``."""
    ways = epcs._dscsa_recorded_ways()
    return epcs.filtered(lambda epc: _fits(ways.get(epc), "returned", receiver))


def _way(line):
    """("end" or "returned" or nothing, to whom) of a move line."""
    if is_end(line):
        return "end", line.env["res.partner"]
    receiver = receiver_of(line)
    return ("returned" if receiver else "", receiver)


def _fits(recorded, kind, receiver):
    if not recorded:
        return False
    way, whom = recorded
    if kind == "end":
        return way in _ENDS
    return way == "returned" and bool(whom) and whom == receiver
