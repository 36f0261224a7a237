from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...services.scorecard import score_of, sentence_of

ONBOARDING = [
    ("none", "No file yet"),
    ("test", "First files"),
    ("proven", "Proven"),
    ("live", "Live"),
]


class ResPartner(models.Model):
    """How far a seller's data are, and how it does.

    The first three steps follow from its deliveries; that it is live a person says.
    """

    _inherit = "res.partner"

    dscsa_live_since = fields.Date(
        string="Data live since", company_dependent=True, copy=False
    )
    dscsa_onboarding = fields.Selection(
        ONBOARDING,
        string="Data Exchange",
        compute="_compute_dscsa_score",
        help="First files: something could be read. Proven: at least three deliveries, "
        "nine of ten of the last clean. Live: confirmed by the manager.",
    )
    dscsa_score_sentence = fields.Char(
        string="How It Does", compute="_compute_dscsa_score"
    )
    dscsa_delivery_count = fields.Integer(
        string="Deliveries", compute="_compute_dscsa_score"
    )

    @api.depends("dscsa_live_since")
    @api.depends_context("company", "lang")
    def _compute_dscsa_score(self):
        for partner in self:
            if not partner._origin.id:
                partner.dscsa_onboarding = "none"
                partner.dscsa_score_sentence = False
                partner.dscsa_delivery_count = 0
                continue
            score = score_of(partner._origin, self.env.company)
            live = partner.commercial_partner_id.dscsa_live_since
            partner.dscsa_onboarding = "live" if live else score.state
            partner.dscsa_score_sentence = sentence_of(self.env, score) or False
            partner.dscsa_delivery_count = score.deliveries

    def action_dscsa_confirm_live(self):
        """Say that this seller's data can be relied on from today."""
        return self._dscsa_set_live(fields.Date.context_today(self))

    def action_dscsa_not_live(self):
        """Take that back; the state follows from the deliveries again."""
        return self._dscsa_set_live(False)

    def _dscsa_set_live(self, day):
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_manager"):
            raise AccessError(
                self.env._("Only the compliance manager confirms a seller as live.")
            )
        for partner in self.commercial_partner_id:
            # a manager need not be allowed to edit contacts
            partner.sudo().dscsa_live_since = day
            partner.sudo().message_post(
                body=self.env._("Data exchange confirmed as live.")
                if day
                else self.env._("Data exchange is not live any more.")
            )
        return True

    def action_dscsa_view_score(self):
        """The scorecard of this seller."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance.dscsa_supplier_score_action"
        )
        seller = self.commercial_partner_id
        return action | {"domain": [("partner_id", "in", seller.ids)]}
