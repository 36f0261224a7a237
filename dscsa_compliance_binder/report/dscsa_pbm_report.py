from odoo import api, fields, models

from ..services.pbm_sheets import sheets


class ReportPbm(models.AbstractModel):
    """The PBM pack on paper: the same tables as in the workbook."""

    _name = "report.dscsa_compliance_binder.report_pbm"
    _description = "PBM Pack on Paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        wizards = self.env["dscsa.pbm.wizard"].browse(docids)
        wizards.check_access("read")
        return {
            "doc_ids": docids,
            "doc_model": "dscsa.pbm.wizard",
            "docs": wizards,
            "papers": [(each, sheets(each._pack())) for each in wizards],
            "printed_at": fields.Datetime.now(),
        }
