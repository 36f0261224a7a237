from odoo import api, models
from odoo.fields import Domain

from odoo.addons.dscsa_compliance_ledger.services.archive.sections import (
    day,
    section,
)


class DscsaHandover(models.TransientModel):
    """Requests and recalls that somebody has to go on with."""

    _inherit = "dscsa.handover"

    @api.model
    def _handover_sections(self, company):
        here = Domain("company_id", "=", company.id)
        return [
            *super()._handover_sections(company),
            self._requests(here),
            self._recalls(here),
        ]

    @api.model
    def _requests(self, here):
        model = self.env["dscsa.information.request"]
        done = ("answered", "closed", "cancelled", "withdrawn")
        found = model.search(here & Domain("state", "not in", done))
        rows = [
            [each.name, each.agency or "", day(self.env, each.received_at), ""]
            for each in found
        ]
        return section(
            self.env._("Requests not answered yet"),
            self.env._("The clock goes on running. Agree who answers."),
            self.env._("No request is open."),
            [
                self.env._("Number"),
                self.env._("From"),
                self.env._("Received"),
                self.env._("Who answers"),
            ],
            rows,
        )

    @api.model
    def _recalls(self, here):
        found = self.env["dscsa.recall"].search(here & Domain("state", "=", "open"))
        rows = [
            [each.display_name, day(self.env, each.received_at), ""] for each in found
        ]
        return section(
            self.env._("Recalls not closed"),
            self.env._("Whoever goes on has to answer the maker."),
            self.env._("No recall is open."),
            [self.env._("Recall"), self.env._("Received"), self.env._("Who goes on")],
            rows,
        )
