from odoo import api, fields, models

from odoo.addons.dscsa_compliance.services.words.page_words import Words


class ReportInformationCover(models.AbstractModel):
    """First page of an answer: asked, answered, to fetch, not found, digests."""

    _name = "report.dscsa_compliance_answering.report_information_cover"
    _description = "Answer to a Request, First Page"

    @api.model
    def _get_report_values(self, docids, data=None):
        requests = self.env["dscsa.information.request"].browse(docids)
        data = data or {}
        return {
            "doc_ids": docids,
            "doc_model": requests._name,
            "docs": requests,
            "files": data.get("files") or [],
            "problems": data.get("problems") or [],
            "printed_at": fields.Datetime.now(),
            # days that mean the same whoever reads them
            "words": Words(self.env, requests.company_id[:1]),
        }
