from odoo import api, fields, models

MOST_ROWS = 2000


class ReportDisposal(models.AbstractModel):
    """Certificate of a disposal: what, how much, by whom, and what was left."""

    _name = "report.dscsa_compliance_ledger.report_disposal"
    _description = "Certificate of Disposal"

    @api.model
    def _get_report_values(self, docids, data=None):
        disposals = self.env["dscsa.disposal"].browse(docids)
        return {
            "doc_ids": docids,
            "doc_model": disposals._name,
            "docs": disposals,
            "papers": [self._paper(disposal) for disposal in disposals],
            "printed_at": fields.Datetime.now(),
        }

    @api.model
    def _paper(self, disposal):
        stones, lines = self.env["dscsa.tombstone"], self.env["dscsa.disposal.line"]
        mine = [("disposal_id", "=", disposal.id)]
        words = dict(stones._fields["record_class"]._description_selection(self.env))
        groups = stones._read_group(
            mine,
            ["record_class"],
            ["__count", "retain_until:min", "retain_until:max"],
        )
        left = lines._read_group(
            [*mine, ("state", "=", "kept")], ["reason"], ["__count", "id:max"]
        )
        listed = stones.search(mine, limit=MOST_ROWS, order="record_class, name, id")
        return {
            "disposal": disposal,
            "company": disposal.company_id,
            "groups": [
                {"words": words.get(name, name), "count": n, "first": a, "last": b}
                for name, n, a, b in groups
            ],
            "left": [
                {"why": lines.browse(last).reason_text, "count": count}
                for _reason, count, last in left
            ],
            "stones": listed,
            "words": words,
            "more": disposal.disposed_count - len(listed),
            "head": self.env["dscsa.ledger"].sudo()._head(disposal.company_id),
        }
