from odoo import api, models
from odoo.tools import SQL


class DscsaRetainedMixin(models.AbstractModel):
    """A legal hold keeps what its rule reaches and what was picked for it."""

    _inherit = "dscsa.retained.mixin"

    @api.model
    def _retention_scopes(self, company):
        hold = self.env["dscsa.legal.hold"]._retention_scopes(company)
        return super()._retention_scopes(company) | {"hold": hold}

    @api.model
    def _retention_picked_sqls(self, low, high):
        picked = SQL(
            """r.id IN (SELECT p.res_id FROM dscsa_legal_hold_record p
                          JOIN dscsa_legal_hold h ON h.id = p.hold_id
                         WHERE h.state = 'open' AND p.model = %s
                           AND p.res_id BETWEEN %s AND %s)""",
            self._name,
            low,
            high,
        )
        return super()._retention_picked_sqls(low, high) | {"hold": [picked]}

    @api.model
    def _retention_block_words(self):
        words = {"hold": self.env._("under legal hold")}
        return words | super()._retention_block_words()

    def action_dscsa_legal_hold(self):
        """Open a new legal hold with these records picked."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance_ledger.dscsa_legal_hold_action_new"
        )
        action["context"] = {
            "default_kind": "hand",
            "dscsa_hold_model": self._name,
            "dscsa_hold_ids": self.ids,
        }
        return action
