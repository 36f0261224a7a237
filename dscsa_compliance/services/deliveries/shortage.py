"""What of an announced delivery did not come, asked when the delivery is closed."""

from dscsa_core.catalogue import finding

from odoo.tools import SQL

from ..receiving.facts import units_of


class Shortage:
    """Announced against received over every receipt of one TI/TS."""

    def __init__(self, transaction):
        self.transaction = transaction.sudo()
        self.env = self.transaction.env
        self.company = self.transaction.company_id
        self.receipts = self.transaction.picking_ids.filtered(
            lambda each: each.state == "done"
        )

    def close(self):
        """Report what is missing and mark its packages; closing twice is once."""
        if not self.transaction.delivery_closed_at:
            self.report()
            self._mark_missing()
            self.transaction.delivery_closed_at = self.env.cr.now()

    def report(self):
        """Bring the work list up to date: what came after all settles itself."""
        first = self.receipts.sorted("id")[:1]
        return self.env["dscsa.discrepancy"]._report(
            self.findings(),
            company=self.company,
            transaction=self.transaction,
            picking=first,
            partner=first.partner_id.commercial_partner_id,
            about=frozenset({"SHORTAGE", "SHORTAGE_CONTROLLED"}),
        )

    def end_taken_back(self, document):
        """What was missing and was taken back since is missing no more."""
        rows = self.env["dscsa.discrepancy"].search(
            [
                ("transaction_id", "=", self.transaction.id),
                ("code", "in", ("SHORTAGE", "SHORTAGE_CONTROLLED")),
                ("state", "=", "open"),
            ]
        )
        if not rows:
            return
        left = {(each.facts["gtin"], each.facts["lot"]) for each in self.findings()}
        facts = {
            "file": document.name or "",
            "seller": self.transaction.seller_id.name
            or self.transaction.seller_name
            or "",
        }
        words = self.env._("%(file)s: %(seller)s took back what was missing.", **facts)
        rows.filtered(lambda row: (row.gtin or "", row.lot or "") not in left)._resolve(
            "data", note=words, document=document
        )
        self.report()

    def findings(self):
        """One finding a product and lot of which less came than was announced."""
        for line, missing in self._missing().items():
            safe = line.product_id.dscsa_storage == "safe"
            yield finding(
                "SHORTAGE_CONTROLLED" if safe else "SHORTAGE",
                f"{line.gtin or line.ndc or line.name or ''}/{line.lot or ''}",
                product=line.product_id.display_name or line.name or line.gtin or "",
                lot=line.lot or "",
                gtin=line.gtin or "",
                found=self._told(line) - missing,
                expected=self._told(line),
            )

    def _missing(self):
        """{TI line: packages that did not come}."""
        waiting, serials = self._serial_counts()
        missing = {}
        for line in self.transaction.line_ids:
            told = self._told(line)
            waits = waiting.get(line.id, 0) if line.id in serials else told
            if not waits:
                continue
            # goods typed by lot came too, whichever serials they have
            count = min(waits, told - self._received(line))
            if count > 0:
                missing[line] = count
        return missing

    def _told(self, line):
        """Containers of a line that the seller neither took back nor told elsewhere."""
        ((gone,),) = self.env.execute_query(
            SQL(
                """
                SELECT count(*) FROM dscsa_epc_transaction h
                  JOIN dscsa_epc e ON e.id = h.epc_id
                 WHERE h.line_id = %s AND e.kind = 'package'
                   AND e.line_id IS DISTINCT FROM h.line_id
                   AND (e.status IN ('announced', 'missing')
                        OR e.transaction_id = h.transaction_id)
                """,
                line.id,
            )
        )
        return line.quantity - line.taken_back - gone

    def _serial_counts(self):
        """{line id: packages not here} and the ids of lines that name serials."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT line_id,
                       count(*) FILTER (WHERE status IN ('announced', 'missing'))
                  FROM dscsa_epc
                 WHERE transaction_id = %s AND kind = 'package'
                   AND line_id IS NOT NULL
                 GROUP BY line_id
                """,
                self.transaction.id,
            )
        )
        return dict(rows), {row[0] for row in rows}

    def _received(self, line):
        """Packages of a lot that came, by scans or bookings, with a serial or not."""
        goods = ["|", ("product_id", "=", line.product_id.id or -1)]
        goods.append(("gtin", "=", line.gtin or "?"))
        scans = self.env["dscsa.scan"].search(
            [
                ("picking_id", "in", self.receipts.ids),
                ("undone_at", "=", False),
                ("kind", "=", "package"),
                *goods,
            ]
        )
        scans = scans.filtered(lambda each: self._counts_under(line, each.lot))
        booked = self.receipts.move_line_ids.filtered(
            lambda each: (
                each.state == "done"
                and each.product_id == line.product_id
                and self._counts_under(line, each.lot_id.dscsa_lot or each.lot_id.name)
            )
        )
        units = units_of(line.product_id) if line.product_id else 1
        quantity = sum(booked.mapped("quantity_product_uom")) / units
        return max(sum(scans.mapped("quantity")), round(quantity))

    def _counts_under(self, line, lot):
        """A line without lot takes every lot that no other line of the goods names."""
        if line.lot:
            return lot == line.lot
        others = self.transaction.line_ids.filtered(
            lambda each: each.product_id == line.product_id and each.gtin == line.gtin
        )
        return not lot or lot not in others.mapped("lot")

    def _mark_missing(self):
        missing = [line.id for line in self._missing()]
        self.env.execute_query(
            SQL(
                """
                UPDATE dscsa_epc SET status = 'missing'
                 WHERE transaction_id = %s AND status = 'announced'
                   AND (line_id IS NULL OR line_id = ANY(%s)) RETURNING id
                """,
                self.transaction.id,
                missing,
            )
        )
        self.env["dscsa.epc"].invalidate_model(["status"])
