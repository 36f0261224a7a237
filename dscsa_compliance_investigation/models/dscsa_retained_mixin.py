from odoo import api, models

from ..services.kept import alert_scopes, case_scopes


class DscsaRetainedMixin(models.AbstractModel):
    """A case that is not concluded keeps the records of its goods."""

    _inherit = "dscsa.retained.mixin"

    @api.model
    def _retention_scopes(self, company):
        return super()._retention_scopes(company) | {
            "case": case_scopes(self.env, company),
            "warning": alert_scopes(self.env, company),
        }

    @api.model
    def _retention_block_words(self):
        words = {
            "case": self.env._("a suspect product case is open"),
            "warning": self.env._("a warning of suspect product is open"),
        }
        return super()._retention_block_words() | words
