"""The days of the law: what comes, what has come, what a letter wants counted.

A day announced is announced early: 90, 30 and 7 days before. When it has come the card
is red until somebody says that the company works by it, so that no severity ever
changes in silence.
"""

from ..words.messages import date_text

SOON, NEAR, AT_HAND = 90, 30, 7


class Deadlines:
    """Cards about the duties of the user's companies on one day."""

    def __init__(self, env, today):
        self.env, self.today = env, today
        self.table = env["dscsa.deadline"]

    def cards(self):
        """At most one card of ``dscsa.today``."""
        return self._days(self.env.companies)

    def coming(self, company):
        """Rows of a company whose day is within 90 days, the next one first."""
        if not company.sudo().dscsa_live_date:
            return self.table
        rows = self.table._of_company(company)
        return rows.filtered(
            lambda row: 0 < (row.effective_date - self.today).days <= SOON
        ).sorted("effective_date")

    def changes(self, rows, company):
        """How many findings mean more from the day of these rows on."""
        table = self.env["dscsa.severity"]
        return len(table._following(rows.mapped("code"), company))

    def _days(self, companies):
        come, coming = self.table, self.table
        changed = 0
        for company in companies:
            waiting, soon = self.table._waiting_of(company), self.coming(company)
            changed += self.changes(waiting or soon[:1], company)
            come |= waiting
            coming |= soon
        if come:
            return [self._card(come, "red", self._has_come(come[0], changed))]
        if coming:
            first = coming.sorted("effective_date")[0]
            left = (first.effective_date - self.today).days
            level = "amber" if left <= NEAR else "grey"
            return [self._card(coming, level, self._comes(first, left, changed))]
        return []

    def _has_come(self, row, changed):
        words = self.env._(
            "Since %(day)s: %(duty)s. Confirm that you work by it, or set the day FDA "
            "gave instead.",
            day=date_text(self.env, row.effective_date),
            duty=row.duty,
        )
        return self._with_changes(words, changed)

    def _comes(self, row, left, changed):
        text = self.env._(
            "In %(left)s days, on %(day)s: %(duty)s.",
            left=left,
            day=date_text(self.env, row.effective_date),
            duty=row.duty,
        )
        if left == 1:
            text = self.env._("Tomorrow: %(duty)s.", duty=row.duty)
        elif left <= AT_HAND:
            text = self.env._(
                "This week, on %(day)s: %(duty)s.",
                day=date_text(self.env, row.effective_date),
                duty=row.duty,
            )
        return self._with_changes(text, changed)

    def _with_changes(self, words, changed):
        if not changed:
            return words
        return self.env._(
            "%(words)s Findings that weigh more from that day on: %(count)s.",
            words=words,
            count=changed,
        )

    def _card(self, rows, level, sentence):
        return self.env["dscsa.today"]._card(
            "deadlines",
            65,
            self.env._("Days of the law"),
            count=len(rows),
            sentence=sentence,
            level=level,
            icon="fa-calendar",
            action="dscsa_compliance.dscsa_deadline_action",
            domain=[("id", "in", rows.ids)],
        )
