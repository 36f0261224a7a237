from odoo import api, fields, models

_ACTION = "dscsa_compliance.dscsa_information_request_action"
_LEVELS = {"over": "red", "last": "red", "half": "amber"}


class DscsaToday(models.AbstractModel):
    """Requests of authorities and partners on the first page, the most urgent first."""

    _inherit = "dscsa.today"

    @api.model
    def _cards(self):
        return super()._cards() + self._request_cards()

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
                # silent until half of the time is over
                level=_LEVELS.get(first.clock_state, "grey" if count else "green"),
                icon="fa-gavel",
                action=_ACTION,
                domain=still,
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
