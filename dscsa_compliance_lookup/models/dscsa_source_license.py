from odoo import models
from odoo.exceptions import UserError


class DscsaLicense(models.Model):
    """Asking the look-up services from a license."""

    _inherit = "dscsa.license"

    def action_look_up(self):
        """Ask the service for these licenses' States now."""
        return self.env["dscsa.source"]._check_now(self)

    def action_view_proposals(self):
        """What lists and services say about these licenses."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Lists and look-ups"),
            "res_model": "dscsa.license.proposal",
            "view_mode": "list,form",
            "domain": [("license_id", "in", self.ids)],
        }

    def action_open_site(self):
        """The site where people look this State's licenses up."""
        self.ensure_one()
        sites = self.env["dscsa.source"].search(
            [("kind", "=", "manual"), ("url", "!=", False)]
        )
        fitting = sites.filtered(lambda site: site._serves(self))
        # a site of this State before one that serves all of them
        site = fitting.sorted(lambda site: not site.state_ids)[:1]
        if not site:
            raise UserError(
                self.env._(
                    "No site is on file for this State. Add one of kind «By hand» "
                    "under Configuration, Lists and look-ups."
                )
            )
        return site.action_open_site()
