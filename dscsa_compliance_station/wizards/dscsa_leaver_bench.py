from odoo import api, models

from odoo.addons.dscsa_compliance_ledger.services.archive.sections import (
    day,
    section,
)


class DscsaLeaver(models.TransientModel):
    """Stock-takes and lists of use that a person who goes left open."""

    _inherit = "dscsa.leaver"

    @api.model
    def _open_lists(self, company, user):
        found = self.env["dscsa.bench"].search(
            [
                ("company_id", "=", company.id),
                ("user_id", "=", user.id),
                ("state", "=", "open"),
            ]
        )
        rows = [[each.name, day(self.env, each.create_date), ""] for each in found]
        benches = section(
            self.env._("Stock-takes and lists not closed"),
            self.env._("Close them, or let somebody else go on."),
            self.env._("None is open."),
            [self.env._("What"), self.env._("Begun"), self.env._("Goes on")],
            rows,
        )
        return [*super()._open_lists(company, user), benches]
