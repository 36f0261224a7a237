"""Where the goods of a recall are: stock, register, TI lines and what nobody listed.

Each package is counted once. Lots booked in Odoo's stock are told by quants and moves;
packages that never were, by the register; goods known only from a list, by TI lines.
"""

from dataclasses import replace

from dscsa_core.recall.lots import Names

from odoo.addons.dscsa_compliance.services.holds.stand_ins import nameless
from odoo.addons.dscsa_compliance.services.knowledge.goods import NONE
from odoo.addons.dscsa_compliance.services.knowledge.known import Known
from odoo.addons.dscsa_compliance.services.knowledge.lot_stock import (
    apart,
    departures,
    free_packages,
    held_in_place,
    lots_of,
    packages,
    standing,
    untracked,
)

from .register import Register
from .told import Told
from .uses import Uses
from .whom import whom

_MANY = 30


class RecallRun:
    """Looks up one recall; ``recall`` is a superuser's."""

    def __init__(self, recall):
        self.recall, self.env = recall, recall.env
        self.company = recall.company_id

    def replace(self):
        """Replace the answers of the run before; the lots of these drugs that the
        notice does not name, as a text."""
        rows, others, named = [], {}, {}
        for line in self.recall.line_ids:
            for goods in line._goods():
                known, found = self.of_goods(goods)
                rows += [{**row, "line_id": line.id} for row in found]
                others |= known.other_lots
                if goods.serials and goods.has_lots:
                    named |= {lot: known.all_lots[lot] for lot in known.lots}
        self.recall.result_ids.unlink()
        self.env["dscsa.recall.result"].create(
            [{**row, "recall_id": self.recall.id} for row in _joined(rows)]
        )
        return self._other_lots(others, named)

    def of_goods(self, goods):
        """(``Known``, answers) of one drug: values of ``dscsa.recall.result``."""
        known = Known(self.env, goods)
        return known, [*self._goods_rows(known), *self._alike(known)]

    def _other_lots(self, others, named):
        """Those here first; a drug has few, a list of hundreds helps nobody.

        Of ``named`` lots the notice has some serials, and others may be here.
        """
        both = others | named
        found = sorted(both.items(), key=lambda each: (not each[1], each[0]))
        words = {
            (True, False): self.env._("%(lot)s (here)"),
            (True, True): self.env._("%(lot)s (here, by other serials)"),
            (False, True): self.env._("%(lot)s (by other serials)"),
        }
        names = [
            words.get((is_here, lot in named), "%(lot)s") % {"lot": lot}
            for lot, is_here in found[:_MANY]
        ]
        return ", ".join(names) + (" …" if len(found) > _MANY else "")

    def _goods_rows(self, known):
        goods = known.goods
        stock = lots_of(self.env, goods)
        register, told = Register(known, stock), Told(self.recall, known)
        uses = Uses(known)
        taken = uses.of_lots(register.dispensed())
        rows = [*self._here(stock), *self._gone(stock, taken)]
        rows += register.rows() + uses.rows() + told.rows(uses)
        if goods.serials:
            return rows + list(self._without_serials(replace(goods, serials=NONE)))
        return rows + untracked(self.env, goods)

    def _without_serials(self, goods):
        """Packages here whose serial numbers nobody recorded: any may be recalled."""
        lots = lots_of(self.env, goods).filtered(
            lambda lot: lot.product_id.tracking != "serial"
        )
        for lot, packages_here in free_packages(self.env, self.company, lots).items():
            count = nameless(self.env, self.company, lot, packages_here)
            if count:
                yield self._row("no_serials", lot, count)
        for row in untracked(self.env, goods):
            yield {**row, "bucket": "no_serials"}

    def _alike(self, known):
        """Lots that look like recalled ones and are written otherwise: a question."""
        goods, spared = known.goods, self.recall._spared()
        if not goods.has_lots:
            return []
        lots = tuple(
            lot
            for lot in known.other_lots
            if goods.lots.resembled(lot) and lot not in spared
        )
        twins = Known(self.env, replace(goods, lots=Names(lots)))
        field = self.env["dscsa.recall.result"]._fields["bucket"]
        words = dict(field._description_selection(self.env))
        return [
            {
                **row,
                "bucket": "alike",
                "place": ": ".join(
                    filter(None, (words[row["bucket"]], row.get("place")))
                ),
            }
            for row in (self._goods_rows(twins) if lots else ())
            if row["bucket"] != "no_lots"
        ]

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

    def _gone(self, lots, used):
        """Moves out; what a bench noted as used is not unknown any more."""
        left = dict(used)
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
