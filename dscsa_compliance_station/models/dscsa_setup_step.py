from odoo import fields, models


class DscsaSetupStep(models.Model):
    """The scanner is a step of the first hour: does it send what is printed?"""

    _inherit = "dscsa.setup.step"

    code = fields.Selection(
        selection_add=[("scanner", "Your scanner"), ("tote",)],
        ondelete={"scanner": "cascade"},
    )

    def _checks(self):
        company = self.company_id.sudo()
        scans = company.env["dscsa.scan"]
        return super()._checks() | {
            "scanner": lambda: (
                company.dscsa_scanner_tested_at
                or scans.search_count([("company_id", "=", company.id)], limit=1)
            )
        }

    def _hints(self):
        return super()._hints() | {
            "scanner": self.env._("Scan a test symbol: does it arrive as printed?")
        }

    def _doors(self):
        return super()._doors() | {
            "scanner": "dscsa_compliance_station.dscsa_scanner_self_test_action"
        }
