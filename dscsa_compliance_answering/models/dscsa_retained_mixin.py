from odoo import api, models

from ..services.answering.kept import recall_scopes, request_scopes


class DscsaRetainedMixin(models.AbstractModel):
    """Open requests and recalls keep the records they ask about."""

    _inherit = "dscsa.retained.mixin"

    @api.model
    def _retention_scopes(self, company):
        return super()._retention_scopes(company) | {
            "request": request_scopes(self.env, company),
            "recall": recall_scopes(self.env, company),
        }

    @api.model
    def _retention_block_words(self):
        return super()._retention_block_words() | {
            "request": self.env._("an open information request asks for it"),
            "recall": self.env._("a recall is running on its goods"),
        }
