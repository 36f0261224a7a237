from odoo import api, fields, models

_ACTION = "dscsa_compliance_investigation.dscsa_investigation_action"


class DscsaToday(models.AbstractModel):
    """Cases nobody decided, and notices with a clock, before anything clerical."""

    _inherit = "dscsa.today"

    @api.model
    def _cards(self):
        return super()._cards() + self._case_cards()

    @api.model
    def _case_cards(self):
        cases = self.env["dscsa.investigation"]
        if not cases.has_access("read"):
            return []
        here = [
            ("company_id", "in", self.env.companies.ids),
            ("state", "in", ("question", "suspect", "illegitimate")),
        ]
        found = cases.search(here)
        level, words = self._case_words(found)
        return [
            self._card(
                "cases",
                2 if found else 71,
                self.env._("Doubts"),
                count=len(found),
                sentence=words,
                level=level,
                icon="fa-hand-paper-o",
                action=_ACTION,
                domain=here,
                of=("dscsa.investigation",),
            )
        ]

    @api.model
    def _case_words(self, found):
        to_tell = found.filtered(
            lambda case: case.state == "illegitimate" and case.is_owed
        )
        if to_tell:
            first = min(to_tell, key=lambda case: case.due_at)
            at = fields.Datetime.context_timestamp(first, first.due_at)
            return "red", self.env._(
                "%(case)s: FDA and partners are to be told until %(when)s",
                case=first.name,
                when=at.strftime("%a %H:%M"),
            )
        suspect = found.filtered(lambda case: case.state == "suspect")
        if suspect:
            return "amber", self.env._(
                "%(count)s to find out and decide", count=len(suspect)
            )
        if found:
            return "amber", self.env._(
                "%(count)s for the pharmacist to look at", count=len(found)
            )
        return "green", self.env._("Nothing is in doubt")
