"""A stock-take: each package against the register, then what was not seen."""

from dataclasses import replace

from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.scanning.bench_words import LEVELS
from odoo.addons.dscsa_compliance.services.scanning.differing import (
    note_differences,
)

from .bench_scan import BenchScanner

_HOLDS = frozenset(
    {"HELD_DATA", "HELD_SUSPECT", "HELD_RECALL", "HELD_EXPIRED", "RECALLED"}
    | {"WATCHED"}
)


class Counting(BenchScanner):
    """Scans of one stock-take. Every reading is kept; nothing in stock changes."""

    def _judge(self, reading):
        is_open_box = self.note["is_partial"]
        self.note["is_partial"] = False
        before = self.before(reading.key)
        if before:
            return replace(self._again(before, reading), duplicate=True)
        if not reading.key:
            return self._by_lot(reading)
        epc = self.row_of(reading.key)
        if reading.kind == "logistic" or epc and epc.kind != "package":
            return self._box(reading, epc, is_open_box)
        code, facts = self._code(reading, epc)
        return self.recorded(self._keep(reading, epc, code, facts))

    def _again(self, before, reading):
        """Read again: it counts once, as what it is by now and by this label."""
        if before.code == "SEALED" or before.kind != "package":
            return self.recorded(before)
        epc = self.row_of(reading.key)
        code, facts = self._code(reading, epc)
        if code == before.code or LEVELS[code] == "green":
            return self.recorded(before)
        self.undo(before)
        # one reading of a key counts at a bench: the index has to know it now
        before.flush_recordset()
        return self.recorded(self._keep(reading, epc, code, facts))

    def _keep(self, reading, epc, code, facts, **values):
        return self.insert(
            reading,
            code,
            facts,
            epc_id=epc.id if epc else False,
            product_id=self.product_of(reading, epc).id,
            lot=reading.lot or (epc and epc.lot),
            expiry=reading.expiry or (epc and epc.expiry),
            **values,
        )

    def _code(self, reading, epc):
        """(code, facts) of one package."""
        hand = self.hand(reading, epc)
        code = next((each for each in hand.codes if not self._counts(each, epc)), None)
        if epc and code in (None, "EXPIRED") and epc.status == "presumed_used":
            return "PRESUMED_USED", hand.facts
        if not code:
            code = "OK" if self._stands_here(epc) else "ELSEWHERE"
        if code == "NOT_RECEIVED":
            code = "ANNOUNCED"
        note_differences(hand, self.bench.display_name)
        return code, hand.facts

    def _counts(self, code, epc):
        """Whether goods with this finding are where they should be: held right here."""
        return code in _HOLDS and self._held_here(epc)

    def _held_here(self, epc):
        """Whether it is counted right where it is held."""
        place = self.bench.location_id
        return bool(place) and epc.hold_location_id == place

    def _stands_here(self, epc):
        """Whether stock knows this lot at the counted place."""
        place = self.bench.location_id
        if not place or not epc.product_id.is_storable:
            return True
        return bool(
            self.env["stock.quant"].search_count(
                [
                    ("product_id", "=", epc.product_id.id),
                    ("lot_id", "=", epc.lot_id.id),
                    ("location_id", "child_of", place.id),
                    ("company_id", "=", self.company.id),
                    ("quantity", ">", 0),
                ],
                limit=1,
            )
        )

    def _by_lot(self, reading):
        """A code without serial: so many of a lot were seen, no package by name."""
        count = max(1, reading.count or 1)
        hand = self.hand(reading, None)
        bad = (each for each in ("WATCHED", "RECALLED") if each in hand.codes)
        code = next(bad, "LOT_ONLY")
        scan = self._keep(reading, None, code, hand.facts, quantity=count)
        return self.recorded(scan)

    def _box(self, reading, epc, is_open):
        """A sealed case or pallet stands for what came in it and is still here."""
        contents = self._contents(epc) if epc and not is_open else []
        if not contents:
            answer = self.refused("BOX", reading, epc, {})
            return replace(
                answer,
                level="amber",
                sentence=self._("Open box, or its contents are not known."),
                next_step=self._("Scan the packages in it one by one."),
            )
        seen = self._scanned({key for _id, key, _product in contents})
        products = {product for _id, _key, product in contents}
        return self.recorded(
            self.insert(
                reading,
                "SEALED",
                {},
                epc_id=epc.id,
                kind=epc.kind,
                quantity=sum(key not in seen for _id, key, _product in contents),
                product_id=products.pop() if len(products) == 1 else False,
            )
        )

    def _scanned(self, keys):
        """Those of these keys that were scanned one by one already."""
        scans = self.env["dscsa.bench.scan"].search(
            [
                ("bench_id", "=", self.bench.id),
                ("undone_at", "=", False),
                ("key", "in", list(keys)),
            ]
        )
        return set(scans.mapped("key"))

    def _contents(self, epc):
        """(id, key, product id) of packages below a box that are in stock."""
        return contents_of(self.env, [epc.id])


def contents_of(env, box_ids):
    """(id, key, product id) of packages in stock below these cases and pallets."""
    env.flush_all()
    return env.execute_query(
        SQL(
            """
            WITH RECURSIVE tree AS (
                SELECT id, 0 AS depth FROM dscsa_epc WHERE id = ANY(%s)
                UNION
                SELECT c.id, depth + 1 FROM tree
                  JOIN dscsa_epc c ON c.parent_id = tree.id WHERE depth < 16
            )
            SELECT e.id, e.key, e.product_id FROM dscsa_epc e
             WHERE e.id IN (SELECT id FROM tree) AND e.kind = 'package'
               AND e.status = 'in_stock' AND e.hold IS NULL
            """,
            list(box_ids),
        )
    )
