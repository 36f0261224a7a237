from odoo import api, models
from odoo.fields import Domain

from odoo.addons.dscsa_compliance_ledger.services.archive.sections import (
    day,
    section,
)


class DscsaLeaver(models.TransientModel):
    """What somebody was trained in stays, also when he goes."""

    _inherit = "dscsa.leaver"

    @api.model
    def _leaver_sections(self, company, user):
        sections = super()._leaver_sections(company, user)
        return [*sections, self._training(company, user)]

    @api.model
    def _training(self, company, user):
        found = self.env["dscsa.training"].search(
            Domain("company_id", "=", company.id) & Domain("user_id", "=", user.id)
        )
        rows = [
            [
                each.display_name or "",
                day(self.env, each.date),
                day(self.env, each.signed_at),
            ]
            for each in found
        ]
        return section(
            self.env._("Training on record"),
            self.env._(
                "Stays for six years, with everything this person did. Nothing to do."
            ),
            self.env._("No training is on record."),
            [self.env._("What"), self.env._("Day"), self.env._("Signed")],
            rows,
        )
