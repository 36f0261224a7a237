from odoo import api, fields, models
from odoo.fields import Domain

MOST_ROWS = 300


class ReportRetention(models.AbstractModel):
    """The retention report on paper: policies, numbers, and what is near or held."""

    _name = "report.dscsa_compliance_retention.report_retention"
    _description = "Retention Report on Paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        papers = self.env["dscsa.retention.paper"].browse(docids)
        return {
            "doc_ids": docids,
            "doc_model": papers._name,
            "docs": papers,
            "papers": [self._paper(paper) for paper in papers],
            "printed_at": fields.Datetime.now(),
        }

    @api.model
    def _paper(self, paper):
        overview = paper.overview()
        soon = Domain("retention_flag", "in", ("past", "near", "held"))
        rows = list(overview.rows(MOST_ROWS, soon))
        marked = sum(overview.sums[flag] for flag in ("past", "near", "held"))
        most = max((row["total"] for row in overview.by_year), default=1)
        return {
            "company": paper.company_id,
            "overview": overview,
            "flags": overview.words("retention_flag"),
            "classes": overview.words("record_class"),
            "policies": paper._policies(),
            "most": most,
            "rows": rows,
            "left": marked - len(rows),
        }
