"""Recalled goods known only from lists: TI lines by lot, and deliveries without lots.

A portal or a paper may list lots without serials, NDCs without lots, or nothing at
all; what was sold under it can then only be found outside.
"""

from odoo.tools import SQL

from .whom import whom

# receipts of a TI/TS and, of one line, what the register knows of its packages
_LINES = """
    WITH line AS (
        SELECT l.id, l.product_id, l.name, l.ndc, l.gtin, l.lot, l.quantity,
               t.id AS transaction_id, t.name AS papers, t.portal, t.proof,
               t.transaction_date, t.seller_id, t.seller_name,
               COALESCE(p.tracking, 'none') <> 'none' AND COALESCE(p.is_storable, FALSE)
                   AND NOT COALESCE(c.dscsa_records_only, FALSE) AS in_stock
          FROM dscsa_transaction_line l
          JOIN dscsa_transaction t ON t.id = l.transaction_id
          JOIN res_company c ON c.id = t.company_id
          LEFT JOIN product_product pp ON pp.id = l.product_id
          LEFT JOIN product_template p ON p.id = pp.product_tmpl_id
         WHERE t.company_id = %(company)s AND t.direction = 'in'
           AND t.superseded_by_id IS NULL AND t.withdrawn_by_id IS NULL
           AND COALESCE(t.transaction_date, t.create_date::date) >= %(since)s
           AND (l.product_id = ANY(%(products)s) OR l.gtin = ANY(%(gtins)s)
                OR l.ndc = ANY(%(ndcs)s))
           AND %(of_lots)s
    )
    SELECT line.*,
           (SELECT count(*) FROM dscsa_epc e WHERE e.line_id = line.id) AS told,
           (SELECT count(*) FROM dscsa_epc e
              JOIN dscsa_transaction_picking_rel r ON r.stock_picking_id = e.picking_id
             WHERE r.dscsa_transaction_id = line.transaction_id
               AND e.kind = 'package' AND e.line_id IS NULL
               AND (e.product_id = line.product_id OR e.gtin = line.gtin)
               AND e.lot IS NOT NULL
               AND (line.lot IS NULL OR line.lot = '' OR e.lot = line.lot)) AS seen,
           (SELECT bool_or(pick.state = 'done') FROM stock_picking pick
              JOIN dscsa_transaction_picking_rel r ON r.stock_picking_id = pick.id
             WHERE r.dscsa_transaction_id = line.transaction_id) AS is_here,
           (SELECT COALESCE(sum(ml.quantity_product_uom), 0) FROM stock_move_line ml
              JOIN dscsa_transaction_picking_rel r ON r.stock_picking_id = ml.picking_id
             WHERE r.dscsa_transaction_id = line.transaction_id AND ml.state = 'done'
               AND ml.product_id = line.product_id AND ml.lot_id IS NOT NULL) AS booked
      FROM line ORDER BY line.id
"""
# proofs that list nothing, by seller: only where the receipt could hold the goods
_BARE = """
    SELECT t.seller_id, t.portal, t.proof, count(DISTINCT t.id) AS deliveries,
           min(COALESCE(t.transaction_date, t.create_date::date)) AS first_day,
           max(COALESCE(t.transaction_date, t.create_date::date)) AS last_day
      FROM dscsa_transaction t
     WHERE t.company_id = %(company)s AND t.direction = 'in' AND t.proof <> 'file'
       AND t.superseded_by_id IS NULL AND t.withdrawn_by_id IS NULL
       AND COALESCE(t.transaction_date, t.create_date::date) >= %(since)s
       AND NOT EXISTS (SELECT 1 FROM dscsa_transaction_line l
                        WHERE l.transaction_id = t.id)
       AND NOT EXISTS (
           SELECT 1 FROM stock_move m
             JOIN dscsa_transaction_picking_rel r ON r.stock_picking_id = m.picking_id
            WHERE r.dscsa_transaction_id = t.id AND m.state = 'done')
     GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""


class Told:
    """What lists say of one recalled drug."""

    def __init__(self, recall, line, products, lots):
        self.recall, self.env = recall, recall.env
        self.line, self.products, self.lots = line, products, lots

    def rows(self):
        """Answers from TI lines of the lots, lines without lots, and bare proofs."""
        rows = [self._by_lot(row) for row in self._lines(self._of_lots())]
        if self.lots:
            # of a recall of every lot, lines without a lot are lines like others
            rows += [self._without_lot(row) for row in self._lines(self._no_lot())]
        return [*filter(None, rows), *self._bare()]

    def _of_lots(self):
        if not self.lots:
            return SQL("TRUE")
        return SQL("upper(btrim(l.lot)) = ANY(%s)", list(self.lots))

    def _no_lot(self):
        return SQL("COALESCE(btrim(l.lot), '') = ''")

    def _lines(self, of_lots):
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                _LINES,
                company=self.recall.company_id.id,
                since=self.recall.since,
                products=self.products.ids,
                gtins=self.line._gtins(),
                ndcs=self._ndcs(),
                of_lots=of_lots,
            )
        )
        return self.env.cr.dictfetchall()

    def _ndcs(self):
        """The code as typed, for lines of drugs that have no product here."""
        return [
            self.line.code.strip(),
            *filter(None, self.products.mapped("dscsa_ndc")),
        ]

    def _by_lot(self, row):
        """Goods listed by lot: in stock they are counted there."""
        if row["told"]:
            return None
        rest = (row["quantity"] or 0) - row["seen"]
        if row["in_stock"] and row["is_here"]:
            return None
        if rest <= 0:
            return None
        bucket = "unknown" if row["is_here"] else "announced"
        return self._values(row, bucket, rest)

    def _without_lot(self, row):
        """Goods listed without a lot: those whose lot a scan told are known."""
        known = row["seen"] + row["told"]
        if row["in_stock"]:
            known = max(known, round(row["booked"]))
        rest = (row["quantity"] or 0) - known
        if not row["is_here"] or rest <= 0:
            return None
        return {**self._values(row, "no_lots", rest), "deliveries": 1}

    def _values(self, row, bucket, quantity):
        product = self.env["product.product"].browse(row["product_id"] or [])
        day = row["transaction_date"]
        return {
            "bucket": bucket,
            "product_id": product.id,
            "product_name": product.display_name or row["name"] or row["ndc"] or "",
            "lot": row["lot"] or "",
            "quantity": quantity,
            "reference": row["papers"] or "",
            "place": row["portal"] or "",
            "first_day": day,
            "last_day": day,
            **self._seller(row),
        }

    def _seller(self, row):
        seller = self.env["res.partner"].browse(row["seller_id"] or [])
        if seller:
            return whom(seller)
        return {"partner_name": row.get("seller_name") or ""}

    def _bare(self):
        """Proofs that list nothing at all, where no stock move says what came."""
        self.env.cr.execute(
            SQL(
                _BARE,
                company=self.recall.company_id.id,
                since=self.recall.since,
            )
        )
        return [
            {
                "bucket": "no_lots",
                "product_id": False,
                "product_name": self.env._("not listed"),
                "lot": "",
                "quantity": 0,
                "deliveries": row["deliveries"],
                "place": row["portal"] or "",
                "first_day": row["first_day"],
                "last_day": row["last_day"],
                **self._seller(row),
            }
            for row in self.env.cr.dictfetchall()
        ]
