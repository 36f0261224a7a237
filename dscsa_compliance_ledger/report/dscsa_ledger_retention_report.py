from odoo import api, models


class ReportRetention(models.AbstractModel):
    """Legal holds and the seal of the ledger stand on the retention report."""

    _inherit = "report.dscsa_compliance_retention.report_retention"

    @api.model
    def _paper(self, paper):
        company = paper.company_id
        return super()._paper(paper) | {
            "holds": self.env["dscsa.legal.hold"].search(
                [("company_id", "=", company.id), ("state", "=", "open")]
            ),
            # the seal is printed for whoever may print the report
            "head": self.env["dscsa.ledger"].sudo()._head(company),
        }
