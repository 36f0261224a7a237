import base64

from odoo import fields, models


class DscsaUseWizard(models.TransientModel):
    """Take in what the pharmacy system says was used."""

    _name = "dscsa.use.wizard"
    _description = "Report Use"

    file = fields.Binary(required=True)
    file_name = fields.Char()

    def action_take_in(self):
        """Count the file; opens its report."""
        self.ensure_one()
        report = self.env["dscsa.use.report"]._take_in(
            self.file_name, base64.b64decode(self.file)
        )
        return report._get_records_action(name=self.env._("Reported use"))
