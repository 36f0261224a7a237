from odoo import api, models


class DscsaToday(models.AbstractModel):
    """What may be disposed of, and what is near: said where people look anyway."""

    _inherit = "dscsa.today"

    @api.model
    def _cards(self):
        return super()._cards() + self._retention_card()

    @api.model
    def _retention_card(self):
        """From last night's look: counting a million records takes too long here."""
        runs = self.env["dscsa.retention.run"]
        if not runs.has_access("read"):
            return []
        near = past = held = 0
        seen = False
        for company in self.env.companies:
            run = runs.search(
                [("company_id", "=", company.id), ("done", "=", True)], limit=1
            )
            seen = seen or bool(run)
            near, past = near + run.near_count, past + run.past_count
            held += run.held_count
        sentence, level = self._retention_said(seen, near, past, held)
        return [
            self._card(
                "retention",
                80,
                self.env._("Keeping records"),
                count=past or near,
                sentence=sentence,
                level=level,
                icon="fa-archive",
                of=("dscsa.document", "dscsa.transaction", "dscsa.epc"),
                action="dscsa_compliance_retention.dscsa_retention_report_action",
                context={"search_default_soon": 1, "search_default_group_class": 1},
            )
        ]

    @api.model
    def _retention_said(self, seen, near, past, held):
        """(sentence, level) of the card."""
        if not seen:
            return self.env._("Looked at tonight for the first time."), "grey"
        if past:
            return self.env._("May be disposed of. Nothing happens by itself."), "grey"
        if near:
            return self.env._("Come near the end of their years."), "grey"
        if held:
            return (
                self.env._("On hold: %(count)s. Nothing is near its date.", count=held),
                "green",
            )
        return self.env._("Nothing is near the end of its years."), "green"
