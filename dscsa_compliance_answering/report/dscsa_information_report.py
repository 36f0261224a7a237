from odoo import api, fields, models

from odoo.addons.dscsa_compliance.report.dscsa_transaction_report import (
    MAX_SERIALS,
)

from ..services.answering.found_packages import packages_domain


class ReportInformationTi(models.AbstractModel):
    """TI/TS as far as a request asks for it: other lines are left out."""

    _name = "report.dscsa_compliance_answering.report_information_ti"
    _description = "TI/TS for a Request, on Paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        items = self.env["dscsa.information.item"].browse(docids)
        return {
            "doc_ids": docids,
            "doc_model": items._name,
            "docs": items,
            "papers": [self._paper(item) for item in items],
            "printed_at": fields.Datetime.now(),
        }

    @api.model
    def _paper(self, item):
        """Values as the paper of a whole TI/TS has them, limited to what was asked."""
        whole = self.env["report.dscsa_compliance.report_transaction"]
        transaction, lines = item.transaction_id, item.line_ids
        serials, is_cut = self._serials(item)
        whole_counts = whole._counts(transaction)
        counts = {line: whole_counts[line] for line in lines if line in whole_counts}
        return {
            "transaction": transaction,
            "company": transaction.company_id,
            "lines": [
                {
                    "line": line,
                    "quantity": quantity,
                    "rows": whole._rows(serials.get(line.id, [])),
                }
                for line, quantity in counts.items()
            ],
            "other_rows": whole._rows(serials.get(False, [])),
            "has_serials": any(serials.values()),
            "is_cut": is_cut,
            "containers": sum(counts.values()),
            "missing": transaction._missing_items(),
            "request": item.request_id,
            "left_out": len(transaction.line_ids) - len(lines),
            "only_packages": len(item.epc_ids),
        }

    @api.model
    def _serials(self, item):
        """({line id: sorted serials}, whether there are more than are printed)."""
        rows = self.env["dscsa.epc"].search_read(
            packages_domain(item),
            ["serial", "line_id"],
            limit=MAX_SERIALS + 1,
            load=None,
        )
        if len(rows) > MAX_SERIALS:
            return {}, True
        serials = {}
        for row in rows:
            # bought again since: its line is that of the later purchase
            line = row["line_id"] if row["line_id"] in item.line_ids.ids else False
            serials.setdefault(line, []).append(row["serial"] or "")
        return {line: sorted(found) for line, found in serials.items()}, False
