from odoo import models

_DRAWN = "dscsa_compliance.drawn_"


class IrActionsReport(models.Model):
    """Reports drawn to the millimetre instead of printed from a web page.

    Browsers' print engines scale a page by themselves: good for letters, useless for
    labels and codes. A report named ``dscsa_compliance.drawn_…`` asks its model's
    ``_dscsa_draw(name)`` for the PDF.
    """

    _inherit = "ir.actions.report"

    def _render_qweb_pdf(self, report_ref, res_ids=None, data=None):
        report = self._get_report(report_ref)
        if not report.report_name.startswith(_DRAWN):
            return super()._render_qweb_pdf(report_ref, res_ids=res_ids, data=data)
        ids = [res_ids] if isinstance(res_ids, int) else res_ids
        records = self.env[report.model].browse(ids)
        records.check_access("read")
        return records._dscsa_draw(report.report_name), "pdf"
