from odoo import api, models

# the code that shows whether separators arrive
_SYMBOL = "datamatrix"


class ReportScannerSetup(models.AbstractModel):
    """One sheet a scanner family, with a code to try it."""

    _name = "report.dscsa_compliance_station.report_scanner_setup"
    _description = "Scanner Set-up Sheet"

    @api.model
    def _get_report_values(self, docids, data=None):
        symbols = self.env["dscsa.labels"].dscsa_symbols()
        return {
            "docs": self.env["dscsa.scanner.family"].browse(docids),
            "test_symbols": [each for each in symbols if each["kind"] == _SYMBOL],
        }
