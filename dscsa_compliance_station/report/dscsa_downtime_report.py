from odoo import api, models


class ReportDowntime(models.AbstractModel):
    """The sheet to write on while nothing works."""

    _name = "report.dscsa_compliance_station.report_downtime"
    _description = "Downtime Sheet"

    @api.model
    def _get_report_values(self, docids, data=None):
        return {"company": self.env.company}
