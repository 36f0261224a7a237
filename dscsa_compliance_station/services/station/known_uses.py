"""What benches know of a drug and lot: lots that were read, and what was used up."""

from odoo.tools import SQL

_LOTS = """
    SELECT b.lot, FALSE FROM dscsa_bench_scan b
     WHERE b.company_id = %(company)s AND b.undone_at IS NULL AND %(goods)s
"""
_USES = """
    SELECT k.kind, b.product_id, b.gtin, b.lot, b.epc_id, line.lot_id,
           count(*) AS count, min(b.scanned_at)::date AS first_day,
           max(b.scanned_at)::date AS last_day
      FROM dscsa_bench_scan b
      JOIN dscsa_bench k ON k.id = b.bench_id
      LEFT JOIN dscsa_epc e ON e.id = b.epc_id
      LEFT JOIN stock_move_line line ON line.move_id = b.move_id
     WHERE b.company_id = %(company)s AND b.undone_at IS NULL
       AND b.is_partial IS NOT TRUE AND k.kind <> 'count'
       AND (b.epc_id IS NULL OR (k.kind = 'wasted' AND e.lot_id IS NOT NULL))
       AND %(goods)s AND %(lots)s
     GROUP BY 1, 2, 3, 4, 5, 6
"""


def lots_read(goods):
    """Rows (lot, whether it is here: a bench does not say so) as SQL."""
    return SQL(_LOTS, company=goods.company.id, goods=goods.sql("b"))


def uses_of(env, goods, lots_sql):
    """See ``dscsa.epc._dscsa_uses``."""
    env.flush_all()
    return env.execute_query_dict(
        SQL(
            _USES,
            company=goods.company.id,
            goods=goods.sql("b"),
            lots=lots_sql(SQL("b.lot")),
        )
    )
