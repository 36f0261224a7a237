"""Recalled packages the register knows and Odoo's stock does not."""

from collections import defaultdict

from dscsa_core.recall.lots import name_key

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
    """Rows of one recalled drug; packages booked in stock are left to the stock.

    Where the notice names serials, stock knows no package of a lot: all are told here.
    """

    def __init__(self, known, lots):
        """``lots``: of the stock, which are told there."""
        self.known, self.env, self.goods = known, known.env, known.goods
        self.told = set(lots.ids)
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
        # announced as recalled and booked under the lot of its label: told here
        is_booked = row["lot_id"] in self.told and not self._by_serial(row)
        if is_booked and row["status"] != "dispensed":
            return None
        if row["status"] == "in_stock" and row["hold"]:
            return "held"
        # what is only missing was never here: no answer about it is wanted
        return _BUCKETS.get(row["status"])

    def _by_serial(self, row):
        return self.goods.serials and row["tracking"] != "serial"

    def _group(self, row, bucket):
        gone = bucket in ("sold", "returned")
        return (
            row["product_id"],
            row["gtin"] or "",
            row["lot"] or "",
            self._label(row),
            (row["partner_id"] or 0) if gone else 0,
            (row["picking"] or "") if gone else "",
        )

    @staticmethod
    def _label(row):
        """The lot on the label, where it is another than the announced one."""
        seen, lot = row["seen_lot"] or "", row["lot"] or ""
        return seen if seen and name_key(seen) != name_key(lot) else ""

    def _values(self, key, count):
        bucket, product_id, gtin, lot, label, partner_id, picking = key
        product = self.env["product.product"].browse(product_id or [])
        partner = self.env["res.partner"].browse(partner_id or [])
        return {
            "bucket": bucket,
            "product_id": product.id,
            "product_name": product.display_name or gtin,
            "lot": lot,
            "seen_lot": label,
            "quantity": count,
            "reference": picking,
            **whom(partner),
        }

    def _read(self):
        if self._found is None:
            self.env.flush_all()
            self.env.cr.execute(self._query())
            rows = self.env.cr.dictfetchall()
            serials = self.goods.serials
            self._found = [
                row for row in rows if not serials or (row["serial"] or "") in serials
            ]
        return self._found

    def _query(self):
        known = self.known
        serial = SQL("e.serial" if self.goods.serials else "NULL::varchar")
        return SQL(
            """
            SELECT e.status, e.hold, e.product_id, e.gtin,
                   COALESCE(e.lot, t.lot) AS lot, e.lot_id, left_by.name AS picking,
                   partner.commercial_partner_id AS partner_id, tmpl.tracking,
                   %(serial)s AS serial, e.seen_lot, count(*) AS count
              FROM dscsa_epc e
              LEFT JOIN dscsa_transaction_line t ON t.id = e.line_id
              LEFT JOIN stock_picking left_by ON left_by.id = e.left_picking_id
              LEFT JOIN res_partner partner ON partner.id = left_by.partner_id
              LEFT JOIN product_product pp ON pp.id = e.product_id
              LEFT JOIN product_template tmpl ON tmpl.id = pp.product_tmpl_id
             WHERE e.company_id = %(company)s AND e.kind = 'package'
               AND %(goods)s AND %(of_lots)s AND %(of_serials)s
             GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
            """,
            serial=serial,
            company=self.goods.company.id,
            goods=self.goods.sql("e"),
            # as announced or as printed: either names a recalled package
            of_lots=SQL(
                "(%s OR %s)",
                known.lots_sql(SQL("COALESCE(e.lot, t.lot)")),
                known.lots_sql(SQL("e.seen_lot")),
            ),
            of_serials=known.serials_sql(SQL("e.serial")),
        )
