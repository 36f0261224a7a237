from odoo import api, fields, models

from ..services.parts_records import readiness
from ..services.readiness import Readiness


class ReportReadiness(models.AbstractModel):
    """Duty, evidence, gap of a company on paper."""

    _name = "report.dscsa_compliance_binder.report_readiness"
    _description = "Readiness on Paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        companies = self.env["res.company"].browse(docids) & self.env.companies
        papers = []
        for company in companies:
            facts = Readiness(self.env, company)
            papers.append((company, list(readiness(facts, facts.rows()))))
        return {
            "doc_ids": docids,
            "doc_model": "res.company",
            "docs": companies,
            "papers": papers,
            "printed_at": fields.Datetime.now(),
        }
