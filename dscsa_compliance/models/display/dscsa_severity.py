from odoo import api, fields, models

from ...core.catalogue import rule
from ..messages import message_of


class DscsaSeverity(models.Model):
    _inherit = "dscsa.severity"

    sentence = fields.Char(
        string="Finding",
        compute="_compute_sentence",
        help="Number and words of the finding, with … for what differs each time.",
    )

    @api.depends("code")
    @api.depends_context("lang")
    def _compute_sentence(self):
        for row in self:
            found = rule(row.code or "")
            blanks = dict.fromkeys(found.facts, "…")
            words = message_of(self.env, row.code or "", blanks)
            row.sentence = f"{found.number} {words}"
