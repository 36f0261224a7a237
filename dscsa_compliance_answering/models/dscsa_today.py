from odoo import api, fields, models

_FIRST, _LAST = 1, 70
# what may still stand on a shelf, though no record says so
_DOUBTFUL = ("unknown", "no_lots", "no_serials", "alike")
_ACTION = "dscsa_compliance_answering.dscsa_information_request_action"
_LEVELS = {"over": "red", "last": "red"}


class DscsaToday(models.AbstractModel):
    """Requests, the most urgent first, and recalls with what is still on the shelf."""

    _inherit = "dscsa.today"

    @api.model
    def _cards(self):
        return super()._cards() + self._request_cards() + self._recall_cards()

    @api.model
    def _buttons(self):
        return [
            *super()._buttons(),
            self._button(
                "bottle",
                self.env._("Take this bottle"),
                "fa-search",
                "dscsa_compliance_answering.dscsa_bottle_action",
            ),
        ]

    @api.model
    def _request_cards(self):
        requests = self.env["dscsa.information.request"]
        if not requests.has_access("read"):
            return []
        still = [
            ("company_id", "in", self.env.companies.ids),
            ("state", "not in", ("answered", "closed")),
        ]
        first = requests.search(still, order="due_at, received_at", limit=1)
        count = requests.search_count(still, limit=1000)
        return [
            self._card(
                "requests",
                60,
                self.env._("Requests"),
                count=count,
                sentence=self._request_sentence(first, count),
                # somebody waits for the answer from the first day
                level=_LEVELS.get(first.clock_state, "amber" if count else "green"),
                icon="fa-gavel",
                action=_ACTION,
                domain=still,
                of=("dscsa.information.request",),
            )
        ]

    @api.model
    def _request_sentence(self, first, count):
        if not count:
            return self.env._("No authority or partner waits for an answer.")
        said = self.env._(
            "%(agency)s. %(clock)s", agency=first.agency, clock=first.clock_sentence
        )
        if first.due_at and first.due_at < fields.Datetime.now():
            said = self.env._("Overdue. %(said)s", said=said)
        return said

    @api.model
    def _recall_cards(self):
        recalls = self.env["dscsa.recall"]
        return [self._recall_card(recalls)] if recalls.has_access("read") else []

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
            action="dscsa_compliance_answering.dscsa_recall_action",
            domain=here,
            of=("dscsa.recall",),
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
