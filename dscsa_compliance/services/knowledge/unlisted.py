"""Deliveries that can hold goods no list names: "nothing" is never said of them.

A portal or paper proof may list nothing, a line may name no product, and a file may
ship a pallet or a sealed case without saying what is in it.
"""

from odoo.fields import Domain
from odoo.tools import SQL

from ..receiving.plan import units_of

# what a reader finds in a file whose goods are not all on lines; the facts of a
# finding are never translated
_GAPS = """
    SELECT t.id FROM dscsa_transaction t
      JOIN dscsa_document d ON d.id = t.document_id
      LEFT JOIN dscsa_event v ON v.id = t.event_id
     CROSS JOIN jsonb_array_elements(d.findings::jsonb) AS f
     WHERE t.id = ANY(%s) AND jsonb_typeof(d.findings::jsonb) = 'array'
       AND (f ->> 'place' NOT LIKE 'event %%' OR v.position IS NULL
            OR f ->> 'place' = 'event ' || v.position)
       AND (f ->> 'code' = ANY(%s) OR f ->> 'code' = 'TI_INCOMPLETE'
            AND f -> 'facts' ->> 'missing' LIKE '%%packages%%')
"""
_GAP_CODES = [
    "CHILD_MISSING",
    "SSCC_ORPHAN",
    "QUANTITY_NOT_COUNTED",
    "X12_PRODUCT_MISSING",
]
_NAMELESS = (
    Domain("gtin", "in", (False, ""))
    & Domain("ndc", "in", (False, ""))
    & Domain("product_id", "=", False)
)


def unlisted(env, deliveries, goods, limit=None):
    """Those TI/TS of the domain ``deliveries`` that can hold the goods unlisted.

    A delivery whose packages all were booked or scanned tells what it held; any other
    may hold anything.
    """
    found = _gaps(env, deliveries, goods, limit)
    contents = _Contents(env, found, goods)
    return found.filtered(
        lambda each: each.id in contents.fits or not contents.is_told(each)
    )


def _gaps(env, deliveries, goods, limit):
    """TI/TS with goods that are on no line, or on one that names no product."""
    transactions = env["dscsa.transaction"]
    nameless = env["dscsa.transaction.line"].search(
        _NAMELESS & Domain("transaction_id", "any", deliveries), limit=limit
    )
    if goods.has_lots:
        # one that names another lot is of other goods, whatever they are called
        nameless = nameless.filtered(
            lambda each: not each.lot or each.lot in goods.lots
        )
    bare = Domain("line_ids", "=", False) | Domain(
        "id", "in", nameless.transaction_id.ids
    )
    found = transactions.search(deliveries & bare, limit=limit)
    files = transactions.search(
        deliveries & ~bare & Domain("document_id", "!=", False), limit=limit
    )
    if files:
        env.flush_all()
        rows = env.execute_query(SQL(_GAPS, files.ids, _GAP_CODES))
        found |= transactions.browse(sorted({row[0] for row in rows}, reverse=True))
    return found


class _Contents:
    """What receipts tell of the contents of TI/TS.

    ``fits``: ids of those with something that can be the goods.
    """

    def __init__(self, env, transactions, goods):
        self.fits, self._told = set(), {}
        product = env["product.product"]
        for source, transaction_id, product_id, gtin, lot, quantity in _contents(
            env, transactions
        ):
            units = units_of(product.browse(product_id)) if source == "moves" else 1
            counts = self._told.setdefault(transaction_id, {})
            counts[source] = counts.get(source, 0) + round(quantity / units)
            mine = goods.is_any or product_id in goods.products.ids
            mine = mine or gtin in goods.gtins
            if mine and (not lot or not goods.lots or lot in goods.lots):
                self.fits.add(transaction_id)

    def is_told(self, transaction):
        """Whether all of it was booked or scanned.

        Of an unknown count only a booking tells: scanning is not required, and may
        have ended after the first package.
        """
        told = self._told.get(transaction.id)
        if not told:
            return False
        # a receipt of several deliveries tells of each what all of them brought
        together = transaction | transaction.picking_ids.dscsa_transaction_ids._live()
        count = sum(together.mapped("package_count"))
        if not transaction.package_count:
            return told.get("moves", 0) > count
        if transaction.line_ids and transaction.document_id:
            # beside what is listed, something of the rest came
            return max(told.values()) > count
        return max(told.values()) >= count


def _contents(env, transactions):
    """What receipts of TI/TS booked and what was scanned there, with lots."""
    if not transactions:
        return []
    env.flush_all()
    return env.execute_query(
        SQL(
            """
            SELECT 'moves', r.dscsa_transaction_id, m.product_id, '',
                   COALESCE(k.dscsa_lot, k.name, ''), sum(m.quantity_product_uom)
              FROM dscsa_transaction_picking_rel r
              JOIN stock_move_line m ON m.picking_id = r.stock_picking_id
              LEFT JOIN stock_lot k ON k.id = m.lot_id
             WHERE r.dscsa_transaction_id = ANY(%(ids)s) AND m.state = 'done'
               AND m.quantity > 0
             GROUP BY 1, 2, 3, 4, 5
            UNION ALL
            SELECT 'scans', r.dscsa_transaction_id, s.product_id, s.gtin,
                   COALESCE(s.lot, ''),
                   sum(GREATEST(s.quantity, 1))
              FROM dscsa_transaction_picking_rel r
              JOIN dscsa_scan s ON s.picking_id = r.stock_picking_id
             WHERE r.dscsa_transaction_id = ANY(%(ids)s) AND s.undone_at IS NULL
               AND s.kind = 'package'
             GROUP BY 1, 2, 3, 4, 5
            """,
            ids=transactions.ids,
        )
    )
