from odoo import api, fields, models

COLUMNS = 4
# about 100 pages; beyond, the original file is the readable record
MAX_SERIALS = 20_000


class ReportTransaction(models.AbstractModel):
    """TI/TS on paper: the items of FD&C Act 581(26) and (27), and what is missing."""

    _name = "report.dscsa_compliance.report_transaction"
    _description = "TI/TS on Paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        transactions = self.env["dscsa.transaction"].browse(docids)
        return {
            "doc_ids": docids,
            "doc_model": "dscsa.transaction",
            "docs": transactions,
            "papers": [self._paper(transaction) for transaction in transactions],
            "printed_at": fields.Datetime.now(),
        }

    @api.model
    def _paper(self, transaction):
        """Plain values of one TI/TS: parties, dates, lines with serials, gaps."""
        serials, is_cut = self._serials(transaction)
        counts = self._counts(transaction)
        return {
            "transaction": transaction,
            "company": transaction.company_id,
            "lines": [
                {
                    "line": line,
                    "quantity": quantity,
                    "rows": self._rows(serials.get(line.id, [])),
                }
                for line, quantity in counts.items()
            ],
            "other_rows": self._rows(serials.get(False, [])),
            "has_serials": any(serials.values()),
            "is_cut": is_cut,
            "containers": sum(counts.values()),
            "missing": transaction._missing_items(),
        }

    @api.model
    def _counts(self, transaction):
        """{line: packages under it}, without those a correction put elsewhere."""
        corrected = transaction.line_ids._corrected_counts()
        return {
            line: line.quantity - corrected.get(line.id, 0)
            for line in transaction.line_ids
            if line.quantity > corrected.get(line.id, 0) or line.id not in corrected
        }

    @api.model
    def _serials(self, transaction):
        """({line id: sorted serials}, whether there are more than are printed)."""
        current = self.env["dscsa.epc"].search_read(
            [("transaction_id", "=", transaction.id), ("kind", "=", "package")],
            ["serial", "line_id"],
            limit=MAX_SERIALS + 1,
            load=None,
        )
        earlier = self.env["dscsa.epc.transaction"].search(
            [("transaction_id", "=", transaction.id)], limit=MAX_SERIALS + 1
        )
        pairs = [(row["line_id"], row["serial"]) for row in current]
        pairs += [
            (row.line_id.id, row.epc_id.serial)
            for row in earlier
            if row.epc_id.kind == "package" and row.epc_id.transaction_id != transaction
        ]
        if len(pairs) > MAX_SERIALS:
            return {}, True
        serials = {}
        for line, serial in pairs:
            serials.setdefault(line, []).append(serial)
        return {line: sorted(found) for line, found in serials.items()}, False

    @api.model
    def _rows(self, serials):
        """Serials in rows of a table, the last one filled up."""
        filled = [*serials, *[""] * (-len(serials) % COLUMNS)]
        return [filled[i : i + COLUMNS] for i in range(0, len(filled), COLUMNS)]
