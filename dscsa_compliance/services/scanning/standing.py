"""Where a receipt stands: counted by SQL, never by loading its packages."""

from collections import defaultdict

from odoo import fields
from odoo.tools import SQL

from ..receiving.ending import Ending
from ..receiving.facts import ReceiptFacts, item_of
from .contract import Line, Overview, ReceiptProof
from .progress import version_of
from .receipt_bench import ReceiptBench
from .tally import Tally

_TOTALS = ("expected", "scanned", "missing", "unannounced")

_SCANNED = """
    SELECT COALESCE(e.product_id, s.product_id, g.product_id),
           COALESCE(s.gtin, ''),
           CASE WHEN told.id IS NOT NULL THEN COALESCE(told.lot, '')
                ELSE COALESCE(NULLIF(s.lot, ''), e.lot, '') END,
           e.transaction_id IN %(transactions)s AND s.key IS NOT NULL
               AND e.withdrawn_how IS NULL,
           sum(s.quantity)
      FROM dscsa_scan s
      LEFT JOIN dscsa_epc e
        ON e.company_id = s.company_id AND e.key = s.key
      LEFT JOIN dscsa_transaction_line told
        ON told.id = e.line_id
       AND told.transaction_id IN %(transactions)s
      LEFT JOIN dscsa_gtin g
        ON g.company_id = s.company_id AND g.gtin = s.gtin
     WHERE s.picking_id = %(picking)s AND s.undone_at IS NULL
       AND s.kind = 'package'
     GROUP BY 1, 2, 3, 4
     UNION ALL
    SELECT (c->>'p')::int, c->>'g', c->>'l', (c->>'a')::boolean,
           (c->>'n')::int
      FROM dscsa_scan s, jsonb_array_elements(s.contents) c
     WHERE s.picking_id = %(picking)s AND s.undone_at IS NULL
       AND s.kind <> 'package' AND s.contents IS NOT NULL
"""


class Standing(Ending):
    """What one receipt amounts to so far."""

    def __init__(self, facts):
        self.facts = facts if isinstance(facts, ReceiptFacts) else ReceiptFacts(facts)
        self.env = self.facts.env
        self.picking = self.facts.picking
        self.tally = Tally(self.picking)

    def counts(self):
        """``{(item, lot): {"matched": n, "other": n}}`` of what was scanned.

        The lot is the one announced: a package on the list is seen, also when its
        label says another lot or the list gives none.
        """
        found = defaultdict(lambda: {"matched": 0, "other": 0})
        for product, gtin, lot, announced, count in self._grouped_scans():
            key = item_of(product, gtin), lot
            if announced:
                found[key]["matched"] += count
            else:
                key = self.facts.delivery.told(*key) or key
                found[key]["other"] += count
        return found

    def _grouped_scans(self):
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                _SCANNED,
                picking=self.picking.id,
                transactions=tuple(self.facts.transactions.ids or [0]),
            )
        )

    def overview(self):
        """The ``Overview`` of the receipt."""
        # before the counting: what changes meanwhile has to be asked for again
        version = version_of(self.picking)
        counts = self.counts()
        lines = self._lines(counts)
        total, held = _totals(lines), self._held()
        sentence = self._sentence(total, held)
        bench = ReceiptBench(self.facts, self.tally)
        overview = Overview(
            version=version,
            in_scope=self.picking.dscsa_in_scope,
            **total,
            held=held,
            unbooked=len(self.late.waiting) if self.picking.state == "done" else 0,
            noted=self._noted(),
            sentence=sentence,
            transactions=self._proofs(),
            lines=lines,
            scans=self._scans(),
            **bench.about(lines, sentence),
        )
        overview.buttons = bench.buttons(overview)
        return overview

    def _proofs(self):
        names = ("id", "name", "proof", "statement")
        return [
            ReceiptProof(**{name: each[name] for name in names})
            for each in self.facts.transactions
        ]

    def totals(self):
        """Only the numbers, for the fields of the receipt."""
        return {**_totals(self._lines(self.counts())), "held": self._held()}

    def _lines(self, counts):
        rows = {}
        for line in self.facts.lines:
            empty = Line(gtin=line.gtin, lot=line.lot)
            row = rows.setdefault((line.item, line.lot), empty)
            row.product_id = line.product_id or False
            row.ndc, row.product = line.ndc, line.name
            row.expiry = fields.Date.to_string(line.expiry) or False
            row.expected += line.expected
        by_lot = self.facts.delivery.by_lot
        is_receipt = self.picking._dscsa_is_receipt()
        for (item, lot), count in counts.items():
            row = rows.setdefault((item, lot), Line(gtin=item[1:], lot=lot))
            if item[0] == "p":
                row.product_id = int(item[1:])
            room = row.expected if (item, lot) in by_lot else 0
            taken = min(count["other"], room)
            row.scanned += count["matched"] + count["other"]
            if is_receipt:
                row.unannounced += count["other"] - taken
        for row in rows.values():
            announced = row.scanned - row.unannounced
            row.missing = max(0, row.expected - announced)
        self._name_products(rows.values())
        return list(rows.values())

    def _name_products(self, rows):
        products = self.env["product.product"].browse(
            {row.product_id for row in rows if row.product_id}
        )
        # records of one set are read together, those of browse(id) one by one
        by_id = {product.id: product for product in products}
        for row in rows:
            product = by_id.get(row.product_id)
            if not product:
                row.product = row.product or row.gtin
                continue
            row.product = product.display_name
            row.storage = product.dscsa_storage or "ambient"
            row.ndc = row.ndc or product.dscsa_ndc or ""
            if len(row.gtin) != 14:
                row.gtin = ""

    def _held(self):
        """Before validation the readings that will be held, then what is on hold."""
        if self.picking.state == "done":
            # its own, and those of other receipts that this one speaks against
            rows = self.env["dscsa.discrepancy"].search(
                [("picking_id", "=", self.picking.id), ("state", "=", "open")]
            )
            held = self.env["dscsa.epc"].search(
                [
                    ("company_id", "=", self.picking.company_id.id),
                    ("hold", "!=", False),
                    "|",
                    "|",
                    ("picking_id", "=", self.picking.id),
                    ("discrepancy_ids", "in", rows.ids),
                    ("id", "in", self._held_elsewhere()),
                ]
            )
            # two packages of one serial are one finding at the bench
            return len({(e.gtin, e.serial) if e.serial else e.id for e in held})
        return self.tally.held

    def _held_elsewhere(self):
        """Packages that were on hold by another receipt when they were scanned here."""
        scans = self.env["dscsa.scan"].search(
            [
                ("picking_id", "=", self.picking.id),
                ("undone_at", "=", False),
                ("code", "=", "SERIAL_ON_HOLD"),
            ]
        )
        return scans.epc_id.ids

    def _scans(self):
        scans = self.env["dscsa.scan"].search_fetch(
            [("picking_id", "=", self.picking.id)],
            order="scanned_at desc, id desc",
            limit=20,
        )
        scans.mapped("product_id.display_name")
        return [scan._row() for scan in scans]

    def _sentence(self, total, held):
        env = self.picking.with_env(self.picking.env).env
        if not self.picking._dscsa_is_receipt() and self.picking.state != "cancel":
            named = self.picking._dscsa_named_packages()
            return self.picking._dscsa_return_sentence(max(total["scanned"], named))
        if self.picking.state == "done":
            return self._done_sentence(held, total)
        if self.picking.state == "cancel":
            return env._("This receipt was canceled. Keep the goods apart and ask.")
        return self._open_sentence(env, total, held)

    def _open_sentence(self, env, total, held):
        """The next thing to do at a receipt that goes on."""
        return self._to_scan(env, total) or self._to_validate(env, total, held)

    def _to_scan(self, env, total):
        if total["missing"] and total["scanned"] >= total["expected"]:
            return env._(
                "%(scanned)s scanned, %(expected)s announced: %(unannounced)s not on "
                "the list, %(missing)s on the list not seen. Look once more, then "
                "validate.",
                **total,
            )
        if total["expected"] and total["missing"] and total["scanned"]:
            return env._(
                "%(missing)s of %(expected)s still to scan.",
                missing=total["missing"],
                expected=total["expected"],
            )
        if not total["expected"] and not total["scanned"] and self._knows_nothing():
            return env._(
                "Scan the first package, or add the seller's file or paper as proof."
            )
        if total["expected"] and not total["scanned"]:
            return env._("Scan the first package, case or pallet.")
        return ""

    def _to_validate(self, env, total, held):
        if not self.facts.transactions and self.picking.dscsa_in_scope:
            return env._(
                "No TI/TS yet. Add the seller's file, or note where the proof lies."
            )
        if held and held >= total["scanned"]:
            return env._("Everything is on hold: keep it apart, then validate.")
        if held:
            return env._(
                "Keep apart what is on hold (%(held)s), then validate: the rest goes "
                "up.",
                held=held,
            )
        if not total["expected"]:
            return env._("Scan the rest, then validate.")
        return env._("All here. Validate the receipt.")

    def _knows_nothing(self):
        """No proof, no order: the delivery was just begun."""
        return not self.facts.transactions and not self.picking.move_ids


def _totals(lines):
    return {name: sum(getattr(each, name) for each in lines) for name in _TOTALS}
