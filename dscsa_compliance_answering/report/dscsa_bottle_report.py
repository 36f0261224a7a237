from odoo import api, fields, models

from odoo.addons.dscsa_compliance.services.words.page_words import Words


class ReportBottle(models.AbstractModel):
    """One bottle on one page, as it is shown on the screen."""

    _name = "report.dscsa_compliance_answering.report_bottle"
    _description = "Take this Bottle, on Paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        looks = self.env["dscsa.bottle"].browse(docids).exists()
        pages = [look._page() for look in looks]
        for look, page in zip(looks, pages, strict=True):
            look._note(page, self.env._("printed"))
        return {
            "doc_ids": docids,
            "doc_model": "dscsa.bottle",
            "docs": looks,
            "pages": pages,
            "printed": Words(self.env, self.env.company).moment(fields.Datetime.now()),
        }
