"""Recalled packages the register knows and Odoo's stock does not."""

from collections import defaultdict

from odoo.tools import SQL

from .whom import whom

# status of a package that is not held → where it is
_BUCKETS = {
    "in_stock": "shelf",
    "announced": "announced",
    "shipped": "sold",
    "dispensed": "dispensed",
    "presumed_used": "unknown",
    "returned": "returned",
    "destroyed": "destroyed",
}


class Register:
    """Rows of one recalled drug; packages booked in stock are left to the stock."""

    def __init__(self, recall, line, products, lots):
        self.recall, self.env = recall, recall.env
        self.line, self.products, self.lots = line, products, lots
        self._found = None

    def rows(self):
        """Answers: one a place, product, lot, receiver and day."""
        groups = defaultdict(int)
        for row in self._read():
            bucket = self._bucket(row)
            if bucket:
                groups[bucket, *self._group(row, bucket)] += row["count"]
        return [self._values(key, count) for key, count in groups.items()]

    def dispensed(self):
        """{lot id: packages of stock that a bench noted as dispensed}."""
        found = defaultdict(int)
        for row in self._read():
            if row["lot_id"] and row["status"] == "dispensed":
                found[row["lot_id"]] += row["count"]
        return found

    def _bucket(self, row):
        if row["lot_id"] and row["status"] != "dispensed":
            return None
        if row["status"] == "in_stock" and row["hold"]:
            return "held"
        # what is only missing was never here: no answer about it is wanted
        return _BUCKETS.get(row["status"])

    def _group(self, row, bucket):
        gone = bucket in ("sold", "returned")
        return (
            row["product_id"],
            row["gtin"] or "",
            row["lot"] or "",
            (row["partner_id"] or 0) if gone else 0,
            (row["picking"] or "") if gone else "",
        )

    def _values(self, key, count):
        bucket, product_id, gtin, lot, partner_id, picking = key
        product = self.env["product.product"].browse(product_id or [])
        partner = self.env["res.partner"].browse(partner_id or [])
        return {
            "bucket": bucket,
            "product_id": product.id,
            "product_name": product.display_name or gtin,
            "lot": lot,
            "quantity": count,
            "reference": picking,
            **whom(partner),
        }

    def _read(self):
        if self._found is None:
            self.env.flush_all()
            self.env.cr.execute(self._query())
            self._found = self.env.cr.dictfetchall()
        return self._found

    def _query(self):
        of_lots = SQL("TRUE")
        if self.lots:
            # as announced or as printed: either names a recalled package
            of_lots = SQL(
                """(upper(btrim(COALESCE(e.lot, t.lot))) = ANY(%(lots)s)
                    OR upper(btrim(e.seen_lot)) = ANY(%(lots)s))""",
                lots=list(self.lots),
            )
        return SQL(
            """
            SELECT e.status, e.hold, e.product_id, e.gtin,
                   COALESCE(e.lot, t.lot) AS lot, e.lot_id, left_by.name AS picking,
                   partner.commercial_partner_id AS partner_id, count(*) AS count
              FROM dscsa_epc e
              LEFT JOIN dscsa_transaction_line t ON t.id = e.line_id
              LEFT JOIN stock_picking left_by ON left_by.id = e.left_picking_id
              LEFT JOIN res_partner partner ON partner.id = left_by.partner_id
             WHERE e.company_id = %(company)s AND e.kind = 'package'
               AND (e.product_id = ANY(%(products)s) OR e.gtin = ANY(%(gtins)s))
               AND %(of_lots)s
             GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
            """,
            company=self.recall.company_id.id,
            products=self.products.ids,
            gtins=self.line._gtins(),
            of_lots=of_lots,
        )
