from odoo import api, models


class DscsaSetupStep(models.Model):
    """A seller whose license is on file is a seller who was entered."""

    _inherit = "dscsa.setup.step"

    @api.model
    def _has_seller(self, env, here):
        return super()._has_seller(env, here) or env["dscsa.license"].search_count(
            [*here, ("is_own", "=", False)], limit=1
        )
