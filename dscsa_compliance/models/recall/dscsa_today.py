from odoo import api, models


class DscsaToday(models.AbstractModel):
    """Open recalls, with what still stands on the shelf."""

    _inherit = "dscsa.today"

    @api.model
    def _cards(self):
        cards = super()._cards()
        recalls = self.env["dscsa.recall"]
        if recalls.has_access("read"):
            cards.append(self._recall_card(recalls))
        return cards

    @api.model
    def _recall_card(self, recalls):
        here = [("company_id", "in", self.env.companies.ids), ("state", "=", "open")]
        found = recalls.search(here, limit=50)
        shelf = sum(found.mapped("shelf_count"))
        if shelf:
            level, words = (
                "red",
                self.env._("%(count)s still on the shelf", count=shelf),
            )
        elif found:
            level = "amber"
            words = self.env._("Nothing on the shelf; answer and close")
        else:
            level, words = "green", self.env._("None open")
        return self._card(
            "recalls",
            70,
            self.env._("Recalls"),
            count=len(found),
            sentence=words,
            level=level,
            icon="fa-bullhorn",
            action="dscsa_compliance.dscsa_recall_action",
            domain=here,
        )
