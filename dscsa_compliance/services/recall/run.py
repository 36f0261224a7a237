"""Where the goods of a recall are: stock, register, TI lines and what nobody listed.

Each package is counted once. Lots booked in Odoo's stock are told by quants and moves;
packages that never were, by the register; goods known only from a list, by TI lines.
"""

from .register import Register
from .stock import apart, departures, held_in_place, lots_of, packages, standing
from .told import Told
from .whom import whom


class RecallRun:
    """Looks up one recall; ``recall`` is a superuser's."""

    def __init__(self, recall):
        self.recall, self.env = recall, recall.env
        self.company = recall.company_id

    def replace(self):
        """Replace the answers of the run before."""
        rows = [row for line in self.recall.line_ids for row in self._line_rows(line)]
        self.recall.result_ids.unlink()
        self.env["dscsa.recall.result"].create(
            [{**row, "recall_id": self.recall.id} for row in _joined(rows)]
        )

    def _line_rows(self, line):
        products, lots = line._products(), line._lots()
        stock = lots_of(self.env, self.company, products, lots)
        register = Register(self.recall, line, products, lots)
        told = Told(self.recall, line, products, lots)
        dispensed = register.dispensed()
        rows = [*self._here(stock), *self._gone(stock, dispensed)]
        rows += register.rows() + told.rows()
        return [{**row, "line_id": line.id} for row in rows]

    # Odoo's stock -------------------------------------------------------------------
    def _here(self, lots):
        for lot, (quantity, places) in standing(self.env, self.company, lots).items():
            held = held_in_place(self.env, self.company, lot)
            free = packages(quantity, lot.product_id) - held
            where = ", ".join(place.display_name for place in places)
            if free > 0:
                yield self._row("shelf", lot, free, place=where)
            if held:
                yield self._row("held", lot, held, place=where)
        for lot, place, quantity in apart(self.env, self.company, lots):
            count = packages(quantity, lot.product_id)
            yield self._row("held", lot, count, place=place.display_name)

    def _gone(self, lots, dispensed):
        """Moves out; what a bench noted as dispensed is not unknown any more."""
        left = dict(dispensed)
        for (lot, way, partner), facts in departures(
            self.env, self.company, lots
        ).items():
            quantity, first, last, papers = facts
            count = packages(quantity, lot.product_id)
            if way == "unknown":
                known = min(count, left.get(lot.id, 0))
                left[lot.id] = left.get(lot.id, 0) - known
                count -= known
            if count > 0:
                yield self._row(
                    way,
                    lot,
                    count,
                    first_day=first,
                    last_day=last,
                    reference=", ".join(dict.fromkeys(filter(None, papers))),
                    **whom(partner),
                )

    def _row(self, bucket, lot, quantity, **values):
        return {
            "bucket": bucket,
            "product_id": lot.product_id.id,
            "product_name": lot.product_id.display_name,
            "lot": lot.dscsa_lot or lot.name,
            "quantity": quantity,
            **values,
        }


_SUMMED = ("quantity", "deliveries")
_SPANS = {"first_day": min, "last_day": max}


def _joined(rows):
    """Rows that say the same of the same goods, added up."""
    found = {}
    for row in rows:
        rest = {k: v for k, v in row.items() if k not in (*_SUMMED, *_SPANS)}
        known = found.setdefault(tuple(sorted(rest.items())), dict(rest))
        for name in _SUMMED:
            known[name] = known.get(name, 0) + (row.get(name) or 0)
        for name, choose in _SPANS.items():
            days = [day for day in (known.get(name), row.get(name)) if day]
            known[name] = choose(days) if days else False
    return list(found.values())
