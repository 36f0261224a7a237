""" "What do we know of this drug, lot and serial?": one question, asked of all records.

Goods may be known by stock, by packages of the register, by a list (TI lines), by what
was scanned at a receipt or a bench, or only by a proof that lists nothing. So "nothing"
is never said of a drug while a delivery's contents are unknown: it *could be* in there.
"""

from functools import cached_property

from odoo.tools import SQL

from .keys import key_sql

# every place where the lot of some goods stands, and whether they are here now
_LOTS = """
    SELECT lot, bool_or(is_here) FROM (
        SELECT COALESCE(e.lot, t.lot) AS lot, bool_or(e.status = 'in_stock') AS is_here
          FROM dscsa_epc e LEFT JOIN dscsa_transaction_line t ON t.id = e.line_id
         WHERE e.company_id = %(company)s AND e.kind = 'package' AND %(epcs)s
         GROUP BY 1
        UNION ALL
        SELECT e.seen_lot, bool_or(e.status = 'in_stock') FROM dscsa_epc e
         WHERE e.company_id = %(company)s AND e.seen_lot IS NOT NULL AND %(epcs)s
         GROUP BY 1
        UNION ALL
        SELECT l.lot, FALSE FROM dscsa_transaction_line l
          JOIN dscsa_transaction t ON t.id = l.transaction_id
         WHERE t.company_id = %(company)s AND t.direction = 'in' AND %(lines)s
        UNION ALL
        SELECT s.lot, FALSE FROM dscsa_scan s
         WHERE s.company_id = %(company)s AND s.undone_at IS NULL AND %(scans)s
        UNION ALL
        SELECT COALESCE(k.dscsa_lot, k.name), COALESCE((
                   SELECT bool_or(q.quantity > 0) FROM stock_quant q
                     JOIN stock_location p ON p.id = q.location_id
                    WHERE q.lot_id = k.id AND q.company_id = %(company)s
                      AND p.usage IN ('internal', 'transit')), FALSE)
          FROM stock_lot k
         WHERE (k.company_id IS NULL OR k.company_id = %(company)s)
           AND k.product_id = ANY(%(products)s)
           AND EXISTS (SELECT 1 FROM stock_move_line m WHERE m.lot_id = k.id
                          AND m.company_id = %(company)s AND m.state = 'done')
        %(more)s
    ) AS known WHERE COALESCE(btrim(lot), '') <> '' GROUP BY 1
"""


class Known:
    """Answers about ``goods``; ``env`` is a superuser's."""

    def __init__(self, env, goods):
        self.env, self.goods, self.company = env, goods, goods.company

    @cached_property
    def all_lots(self):
        """{lot as recorded: whether it is here now} of the drug, whatever was asked."""
        self.env.flush_all()
        goods = self.goods
        more = self.env["dscsa.epc"]._dscsa_more_lots(goods)
        rows = self.env.execute_query(
            SQL(
                _LOTS,
                company=self.company.id,
                epcs=goods.sql("e"),
                lines=goods.sql("l", ndc=True),
                scans=goods.sql("s"),
                more=SQL(" ").join(SQL("UNION ALL %s", each) for each in more),
                products=goods.products.ids,
            )
        )
        return dict(rows)

    @cached_property
    def lots(self):
        """The lots asked about, as they are recorded here."""
        return [lot for lot in self.all_lots if lot in self.goods.lots]

    @property
    def other_lots(self):
        """{lot: whether it is here now} of the drug, that were not asked about."""
        return {
            lot: is_here
            for lot, is_here in self.all_lots.items()
            if lot not in self.goods.lots
        }

    def lots_sql(self, column):
        """Whether a column holds one of the lots asked about."""
        if not self.goods.has_lots:
            return SQL("TRUE")
        return SQL("%s = ANY(%s)", column, self.lots)

    def serials_sql(self, column):
        """Whether a column can hold a serial asked about."""
        serials = self.goods.serials
        if not serials:
            return SQL("TRUE")
        key = key_sql(column)
        hits = [SQL("%s = ANY(%s)", key, sorted(serials.keys))]
        # a range is looked through by its length, and by the caller exactly
        hits += [
            SQL("length(%s) BETWEEN %s AND %s", key, len(r.first), len(r.last))
            for r in serials.ranges
        ]
        return SQL("(%s)", SQL(" OR ").join(hits))

    def uses(self):
        """Uses by a bench of goods that are no package in stock by name: dicts with
        kind, product_id, gtin, lot, lot_id (of the stock move), count and days."""
        return self.env["dscsa.epc"]._dscsa_uses(self.goods, self.lots_sql)
