from odoo import api, models

_FIRST, _LAST = 1, 70
# what may still stand on a shelf, though no record says so
_DOUBTFUL = ("unknown", "no_lots", "no_serials", "alike")


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
        """Before everything else while goods are here, or nobody can say that none are:
        no other card is about what the next patient gets."""
        here = [("company_id", "in", self.env.companies.ids), ("state", "=", "open")]
        found = recalls.search(here)
        level, words = self._recall_words(found)
        waits = level == "red" or bool(sum(found.mapped("held_count")))
        return self._card(
            "recalls",
            _FIRST if waits or self._recall_doubts(found) else _LAST,
            self.env._("Recalls"),
            count=len(found),
            sentence=words,
            level=level,
            icon="fa-bullhorn",
            action="dscsa_compliance.dscsa_recall_action",
            domain=here,
        )

    @api.model
    def _recall_words(self, found):
        """(level, sentence) of open recalls."""
        shelf, held = (sum(found.mapped(f"{name}_count")) for name in ("shelf", "held"))
        if shelf:
            return "red", self.env._("%(count)s still on the shelf", count=shelf)
        if doubts := self._recall_doubts(found):
            return "amber", self.env._(
                "%(count)s to look through by hand: not everything is on record",
                count=doubts,
            )
        if held:
            return "amber", self.env._(
                "%(count)s on hold; answer and close", count=held
            )
        if found:
            return "amber", self.env._("Nothing on the shelf; answer and close")
        return "green", self.env._("None open")

    @api.model
    def _recall_doubts(self, found):
        """How many of the recalls leave something to look for."""
        rows = self.env["dscsa.recall.result"].search(
            [("recall_id", "in", found.ids), ("bucket", "in", _DOUBTFUL)]
        )
        return len(rows.recall_id | found.filtered("asked"))
