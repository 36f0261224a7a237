"""Recalled goods known only from lists: TI lines by lot, and deliveries without lots.

A portal or a paper may list lots without serials, NDCs without lots, or nothing at
all; what was sold under it can then only be found outside.
"""

from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.knowledge.unlisted import unlisted

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
           AND t.superseded_by_id IS NULL AND (t.withdrawn_by_id IS NULL OR EXISTS (
               SELECT 1 FROM stock_picking pick
                 JOIN dscsa_transaction_picking_rel r ON r.stock_picking_id = pick.id
                WHERE r.dscsa_transaction_id = t.id AND pick.state = 'done'))
           AND COALESCE(t.transaction_date, t.create_date::date) >= %(since)s
           AND %(goods)s AND %(of_lots)s
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


class Told:
    """What lists say of one recalled drug."""

    def __init__(self, recall, known):
        self.recall, self.env = recall, recall.env
        self.known, self.goods = known, known.goods

    def rows(self, uses):
        """Answers from TI lines of the lots, lines without lots, and bare proofs.

        ``uses``: packages noted as used, which are not unknown any more.
        """
        rows = [self._by_lot(row, uses) for row in self._lines(self._of_lots())]
        if self.goods.has_lots:
            # of a recall of every lot, lines without a lot are lines like others
            rows += [self._without_lot(row) for row in self._lines(self._no_lot())]
        return [*filter(None, rows), *self._bare()]

    def _of_lots(self):
        return self.known.lots_sql(SQL("l.lot"))

    def _no_lot(self):
        return SQL("COALESCE(btrim(l.lot), '') = ''")

    def _lines(self, of_lots):
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                _LINES,
                company=self.recall.company_id.id,
                since=self.recall.since,
                goods=self.goods.sql("l", ndc=True),
                of_lots=of_lots,
            )
        )
        return self.env.cr.dictfetchall()

    def _by_lot(self, row, uses):
        """Goods listed by lot: in stock they are counted there."""
        if row["told"]:
            return None
        rest = (row["quantity"] or 0) - row["seen"]
        if self.goods.serials:
            # which of the lot came nobody listed
            return self._unlisted(row, rest) if row["is_here"] else None
        if row["in_stock"] and row["is_here"]:
            return None
        if row["is_here"]:
            rest -= uses.take(row["product_id"], row["gtin"], row["lot"], rest)
        if rest <= 0:
            return None
        bucket = "unknown" if row["is_here"] else "announced"
        return self._values(row, bucket, rest)

    def _unlisted(self, row, rest):
        if rest <= 0:
            return None
        return {**self._values(row, "no_lots", rest), "deliveries": 1}

    def _without_lot(self, row):
        """Goods listed without a lot: those whose lot a scan told are known."""
        known = row["seen"] + row["told"]
        if row["in_stock"]:
            known = max(known, round(row["booked"]))
        rest = (row["quantity"] or 0) - known
        return self._unlisted(row, rest) if row["is_here"] else None

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
        """Proofs that do not list all, whose receipt does not tell what came."""
        bare = unlisted(self.env, self._deliveries(), self.goods)
        places = bare.grouped(
            lambda each: (each.seller_id, each.portal or each.document_id.name)
        )
        rows = []
        for (seller, place), found in places.items():
            days = [each.transaction_date or each.create_date.date() for each in found]
            rows.append(
                {
                    "bucket": "no_lots",
                    "product_id": False,
                    "product_name": self.env._("not listed"),
                    "lot": "",
                    "quantity": 0,
                    "deliveries": len(found),
                    "place": place or "",
                    "first_day": min(days),
                    "last_day": max(days),
                    **self._seller({"seller_id": seller.id}),
                }
            )
        return rows

    def _deliveries(self):
        since, undated = self.recall.since, Domain("transaction_date", "=", False)
        return (
            Domain("company_id", "=", self.goods.company.id)
            & Domain("direction", "=", "in")
            & self.env["dscsa.transaction"]._told_domain()
            & (
                Domain("transaction_date", ">=", since)
                | undated & Domain("create_date", ">=", since)
            )
        )
