"""Tells the register what a validated receipt brought, in a few statements."""

from odoo.tools import SQL

from ..holds.hold_codes import HOLD_RANK

_COLUMNS = (
    ("key", "text"),
    ("gtin", "text"),
    ("serial", "text"),
    ("lot", "text"),
    ("expiry", "date"),
    ("seen_lot", "text"),
    ("seen_expiry", "date"),
    ("product_id", "int"),
    ("lot_id", "int"),
    ("unbooked", "boolean"),
    ("hold", "text"),
    ("place", "int"),
)
_UPSERT = """
    INSERT INTO dscsa_epc AS e (
        company_id, kind, status, picking_id, key, gtin, serial, lot,
        expiry, seen_lot, seen_expiry, product_id, lot_id,
        is_unbooked, hold, hold_location_id)
    SELECT %(company)s, 'package', 'in_stock', %(picking)s, v.*
      FROM unnest(%(arrays)s) AS v(%(names)s)
     ORDER BY v.key
        ON CONFLICT (company_id, key) DO UPDATE
       SET status = EXCLUDED.status,
           picking_id = EXCLUDED.picking_id,
           lot = COALESCE(e.lot, EXCLUDED.lot),
           expiry = COALESCE(e.expiry, EXCLUDED.expiry),
           seen_lot = EXCLUDED.seen_lot,
           seen_expiry = EXCLUDED.seen_expiry,
           product_id = COALESCE(e.product_id, EXCLUDED.product_id),
           lot_id = EXCLUDED.lot_id,
           is_unbooked = EXCLUDED.is_unbooked,
           hold = EXCLUDED.hold,
           hold_location_id = EXCLUDED.hold_location_id
    RETURNING e.key, e.id
"""


class ReceiptRegister:
    """Writes statuses and holds; packages nobody announced become rows of their own."""

    def __init__(self, plan, boxes):
        self.plan, self.boxes = plan, boxes
        self.facts, self.env = plan.facts, plan.env
        self.picking, self.company = plan.facts.picking, plan.facts.company

    def record(self):
        """Register rows, then one own event each for received and for held goods."""
        places = self.places()
        rows, owners = [], []
        for decision in [*self.plan.decisions, *self.plan.nameless]:
            for values in self._rows(decision, places):
                rows.append(values)
                owners.append(decision)
        ids = self._write(rows, owners)
        for decision, epc_id in zip(owners, ids, strict=True):
            decision.epc_ids.append(epc_id)
        self._boxes_in_stock()
        self._events(rows, ids)

    def places(self):
        """Where held goods of a product stand now: hold place or in place."""
        return {
            (
                move.product_id.id,
                move.location_dest_id.dscsa_role,
            ): move.location_dest_id
            for move in self.picking.move_ids
            if move.dscsa_is_hold and move.state == "done"
        }

    def _rows(self, decision, places):
        package, unbooked = decision.package, self._is_unbooked(decision)
        values = {
            "key": package.key,
            "gtin": package.gtin or None,
            "serial": package.serial or None,
            "lot": package.real_lot or None,
            "expiry": package.real_expiry,
            "seen_lot": package.seen_lot or None,
            "seen_expiry": package.seen_expiry,
            "product_id": decision.product.id or None,
            "lot_id": decision.lot.id if decision.lot else None,
            "unbooked": unbooked,
            "hold": decision.hold or None,
            "place": None,
        }
        if decision.hold:
            role = self.env["stock.warehouse"]._dscsa_role_of(decision.hold)
            place = places.get((decision.product.id, role)) or places.get(
                (decision.product.id, False)
            )
            values["place"] = place.id if place else None
        if package.key:
            yield values
        elif decision.hold or unbooked:
            # packages without a serial are told apart only while something is open
            for number in range(1, package.count + 1):
                yield {**values, "key": self._stand_in(package, number)}

    def _is_unbooked(self, decision):
        """Whether Odoo is to keep its stock and could book nothing."""
        return not decision.product and not self.company.dscsa_records_only

    def _stand_in(self, package, number):
        """A key for a package that has none of its own; never printed."""
        lot = package.real_lot or "-"
        reference = f"{self.picking.id}.{abs(package.scan_id)}.{number}"
        return f"01{package.gtin or '0' * 14}10{lot}/{reference}"

    def _write(self, rows, owners):
        """Ids of the rows, in their order; known ones are updated by id."""
        self.env.flush_all()
        known = [owner.package.epc_id for owner in owners]
        old = [i for i, epc_id in enumerate(known) if epc_id]
        new = [i for i, epc_id in enumerate(known) if not epc_id]
        self._update([known[i] for i in old], [rows[i] for i in old])
        for i, epc_id in zip(new, self._upsert([rows[i] for i in new]), strict=True):
            known[i] = epc_id
        self.env["dscsa.epc"].invalidate_model()
        return known

    def _arrays(self, rows):
        return SQL(", ").join(
            SQL("%s::%s[]", [row[name] for row in rows], SQL(kind))
            for name, kind in _COLUMNS
        )

    def _names(self):
        return SQL(", ").join(SQL.identifier(name) for name, _kind in _COLUMNS)

    def _update(self, ids, rows):
        if not ids:
            return
        self.env.cr.execute(
            SQL(
                """
                UPDATE dscsa_epc e
                   SET status = 'in_stock',
                       is_unbooked = v.unbooked,
                       picking_id = %(picking)s,
                       lot = COALESCE(e.lot, v.lot),
                       expiry = COALESCE(e.expiry, v.expiry),
                       seen_lot = v.seen_lot, seen_expiry = v.seen_expiry,
                       judged_document_id = %(judged)s,
                       product_id = COALESCE(e.product_id, v.product_id),
                       lot_id = v.lot_id,
                       hold = (SELECT h FROM unnest(%(kinds)s) WITH ORDINALITY k(h, n)
                                WHERE h IN (e.hold, v.hold) ORDER BY n LIMIT 1),
                       hold_location_id = v.place
                  FROM unnest(%(ids)s::int[], %(arrays)s) AS v(id, %(names)s)
                 WHERE e.id = v.id
                """,
                picking=self.picking.id,
                ids=ids,
                judged=self._judged_document(),
                kinds=sorted(HOLD_RANK, key=HOLD_RANK.get, reverse=True),
                arrays=self._arrays(rows),
                names=self._names(),
            )
        )

    def _judged_document(self):
        """The file the packages were compared with: that of the receipt's own TI/TS."""
        return SQL(
            """(SELECT t.document_id FROM dscsa_transaction t
                 WHERE t.id = e.transaction_id AND t.id = ANY(%s))""",
            list(self.facts.transactions.ids),
        )

    def _upsert(self, rows):
        """Things nobody announced, or that a file announces at this very moment."""
        if not rows:
            return []
        query = SQL(
            _UPSERT,
            company=self.company.id,
            picking=self.picking.id,
            arrays=self._arrays(rows),
            names=self._names(),
        )
        found = dict(self.env.execute_query(query))
        return [found[row["key"]] for row in rows]

    def _boxes_in_stock(self):
        """Cases and pallets that were scanned are here too, whole or not."""
        scanned = self.env["dscsa.scan"].search(
            [
                ("picking_id", "=", self.picking.id),
                ("undone_at", "=", False),
                ("kind", "!=", "package"),
                ("epc_id", "!=", False),
            ]
        )
        ids = {*scanned.epc_id.ids, *self.boxes.epc_ids}
        if ids:
            self.env.execute_query(
                SQL(
                    """
                    UPDATE dscsa_epc SET status = 'in_stock', picking_id = %s
                     WHERE id IN %s AND status IN ('announced', 'missing')
                    RETURNING id
                    """,
                    self.picking.id,
                    tuple(ids),
                )
            )
            self.env["dscsa.epc"].invalidate_model(["status", "picking_id"])

    def _events(self, rows, ids):
        epcs = self.env["dscsa.epc"]
        clean = [i for row, i in zip(rows, ids, strict=True) if not row["hold"]]
        held = [i for row, i in zip(rows, ids, strict=True) if row["hold"]]
        event = self.env["dscsa.event"]
        context = {"company": self.company, "picking": self.picking}
        if clean:
            event._record("receiving", epcs.browse(clean), note=None, **context)
        if held:
            event._record(
                "receiving",
                epcs.browse(held),
                note=self.env._("on hold"),
                disposition="non_sellable_other",
                **context,
            )
