from odoo import models


class DscsaLicense(models.Model):
    """Asking the look-up services from a licence."""

    _inherit = "dscsa.license"

    def action_look_up(self):
        """Ask the service for these licences' States now."""
        return self.env["dscsa.source"]._check_now(self)

    def action_view_proposals(self):
        """What lists and services say about these licences."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Lists and look-ups"),
            "res_model": "dscsa.license.proposal",
            "view_mode": "list,form",
            "domain": [("license_id", "in", self.ids)],
        }
