"""What is known of a package whose serial nobody recorded, by its drug and lot."""

from dataclasses import dataclass

from dscsa_core.recall.lots import name_key
from dscsa_core.rules.in_hand import OfLot

from odoo.tools import SQL

from .keys import key_sql
from .lot_stock import free_packages

# register rows, and what lists tell of goods that were received
_ROWS = """
    SELECT e.hold IS NOT NULL AND e.serial IS NULL AND e.status = 'in_stock',
           COALESCE(e.seen_expiry, e.expiry),
           e.status = 'in_stock' AND e.hold IS NULL, count(*)
      FROM dscsa_epc e
     WHERE e.company_id = %(company)s AND e.kind = 'package'
       AND e.picking_id IS NOT NULL
       AND (e.product_id = ANY(%(products)s) OR e.gtin = ANY(%(gtins)s))
       AND %(of_rows)s = %(lot)s
     GROUP BY 1, 2, 3
"""
_LISTS = """
    SELECT l.expiry, l.quantity, t.id, l.quantity > (
               SELECT count(*) FROM dscsa_epc e
                WHERE e.line_id = l.id AND e.serial IS NOT NULL)
      FROM dscsa_transaction_line l JOIN dscsa_transaction t ON t.id = l.transaction_id
     WHERE t.company_id = %(company)s AND t.direction = 'in'
       AND t.superseded_by_id IS NULL AND t.withdrawn_by_id IS NULL
       AND (l.product_id = ANY(%(products)s) OR l.gtin = ANY(%(gtins)s))
       AND %(of_lines)s = %(lot)s
       AND EXISTS (SELECT FROM dscsa_transaction_picking_rel r
                     JOIN stock_picking p ON p.id = r.stock_picking_id
                    WHERE r.dscsa_transaction_id = t.id AND p.state = 'done')
     ORDER BY t.id DESC
"""


@dataclass(frozen=True, slots=True)
class ByLot:
    """``of_lot`` for the judgement.

    ``transactions``: TI/TS it was received by that do not name every serial of it.
    """

    of_lot: OfLot
    transactions: object


def by_lot(env, company, products, gtins, lot):
    """``ByLot`` of one lot of a drug; ``env`` is a superuser's.

    It is held when packages of it without a serial are, and none is known that is not:
    it can be one of them.
    """
    env.flush_all()
    values = {
        "company": company.id,
        "products": products.ids,
        "gtins": list(gtins),
        "lot": name_key(lot),
        "of_rows": key_sql(SQL("COALESCE(e.seen_lot, e.lot)")),
        "of_lines": key_sql(SQL("l.lot")),
    }
    rows = env.execute_query(SQL(_ROWS, **values))
    lists = env.execute_query(SQL(_LISTS, **values))
    held = any(is_held for is_held, _day, _is_free, _count in rows)
    free = any(is_free for _is_held, _day, is_free, _count in rows)
    unnamed = sum(row[1] or 0 for row in lists) > sum(row[3] for row in rows)
    lots = _lots(env, company, products, lot)
    if not company.dscsa_records_only and lots:
        unnamed = bool(free_packages(env, company, lots))
    days = {row[1] for row in rows} | {row[0] for row in lists}
    days |= set(lots.mapped("dscsa_expiry_date"))
    bare = dict.fromkeys(row[2] for row in lists if row[3])
    found = env["dscsa.transaction"].browse(bare)
    is_held = held and not (free or unnamed)
    return ByLot(OfLot(is_held, frozenset(filter(None, days))), found)


def _lots(env, company, products, lot):
    found = env["stock.lot"].search(
        [
            ("product_id", "in", products.ids),
            ("company_id", "in", (False, company.id)),
        ]
    )
    key = name_key(lot)
    return found.filtered(lambda each: name_key(each.dscsa_lot or each.name) == key)
