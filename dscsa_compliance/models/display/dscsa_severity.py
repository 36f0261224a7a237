from dscsa_core.catalogue import rule

from odoo import api, fields, models

from ...services.words.messages import message_of
from ..selections import SEVERITY_PROFILE


class DscsaSeverity(models.Model):
    _inherit = "dscsa.severity"

    sentence = fields.Char(
        string="Finding",
        compute="_compute_sentence",
        help="Number and words of the finding, with … for what differs each time.",
    )

    @api.model
    def _action_of_company(self):
        """The table, at the column that holds for the user's company."""
        profile = self.env.company.dscsa_profile
        column = SEVERITY_PROFILE.get(profile, profile)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance.dscsa_severity_action"
        )
        return action | {"context": {f"search_default_{column}": 1}}

    @api.depends("code")
    @api.depends_context("lang")
    def _compute_sentence(self):
        for row in self:
            found = rule(row.code or "")
            blanks = dict.fromkeys(found.facts, "…")
            words = message_of(self.env, row.code or "", blanks)
            row.sentence = f"{found.number} {words}"
