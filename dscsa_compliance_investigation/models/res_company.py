from odoo import models


class ResCompany(models.Model):
    _inherit = "res.company"

    def _dscsa_case_counts(self):
        self.ensure_one()
        table = self.env["dscsa.investigation"]
        cases = table.search([("company_id", "=", self.id)])
        ended = cases.filtered(lambda case: case.state in ("cleared", "closed"))
        held = self.env["dscsa.epc"].search(
            [
                ("company_id", "=", self.id),
                ("hold", "=", "suspect"),
                ("investigation_item_ids", "!=", False),
            ]
        )
        settled = held.filtered(
            lambda epc: epc.investigation_item_ids.investigation_id._may_leave()
        )
        fda = cases.notice_ids.filtered(
            lambda each: each.is_fda and each.purpose == "illegitimate"
        )
        told = fda.filtered("told_at")
        return {
            "open": len(cases - ended),
            "concluded": len(ended),
            "settled": len(settled),
            "told": len(told),
            "untold": len(fda - told),
            "late": len(fda.filtered("is_late")),
        }
