from odoo import api, fields, models

from ..services.parts import PARTS, printed


class ReportBinder(models.AbstractModel):
    """The binder on paper: a contents page, then its parts; or one part alone."""

    _name = "report.dscsa_compliance_binder.report_binder"
    _description = "Binder on Paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        rows = self.env["dscsa.binder.part"].browse(docids)
        rows.check_access("read")
        return {
            "doc_ids": docids,
            "doc_model": "dscsa.binder.part",
            "docs": rows,
            "binders": [
                self._binder(binder, parts)
                for binder, parts in rows.grouped("binder_id").items()
            ],
            "printed_at": fields.Datetime.now(),
        }

    @api.model
    def _binder(self, binder, rows):
        parts = printed(self.env, binder.company_id, set(rows.mapped("code")))
        return {
            "company": binder.company_id.sudo(),
            "parts": parts,
            "is_whole": len(parts) == len(PARTS),
        }
