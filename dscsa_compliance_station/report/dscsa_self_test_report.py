from odoo import api, models


class ReportSelfTest(models.AbstractModel):
    """The sheet of test symbols."""

    _name = "report.dscsa_compliance_station.report_self_test"
    _description = "Scanner Test Sheet"

    @api.model
    def _get_report_values(self, docids, data=None):
        return {"symbols": self.env["dscsa.labels"].dscsa_symbols()}
