from datetime import timedelta

from odoo import api, fields, models

# a night may fail; three in a row are noticed
_OLD = timedelta(days=3)
_LIMIT = 1000
_ACTION = "dscsa_compliance_ledger.dscsa_ledger_check_action"


class DscsaToday(models.AbstractModel):
    _inherit = "dscsa.today"

    @api.model
    def _cards(self):
        return super()._cards() + self._ledger_cards() + self._backup_cards()

    @api.model
    def _ledger_cards(self):
        """Whether the records are still what was noted."""
        checks = self.env["dscsa.ledger.check"]
        if not checks.has_access("read"):
            return []
        last = self._ledger_last()
        level, sentence = self._ledger_words(last)
        return [
            {
                "key": "ledger",
                "sequence": 90,
                "title": self.env._("Records unaltered"),
                "count": last.finding_count if last.state == "bad" else False,
                "sentence": sentence,
                "level": level,
                "icon": "fa-link",
                "action": _ACTION,
            }
        ]

    @api.model
    def _ledger_last(self):
        """The last check of each company shown: a bad one of them, else the oldest."""
        checks = self.env["dscsa.ledger.check"]
        found = [
            checks.search(
                [("company_id", "=", company.id), ("state", "!=", "running")], limit=1
            )
            for company in self.env.companies
        ]
        return min(
            filter(None, found),
            key=lambda check: (check.state != "bad", check.ended_at),
            default=checks,
        )

    @api.model
    def _ledger_words(self, last):
        if not last:
            return "grey", self.env._("Not checked yet; the first check runs tonight.")
        ended = fields.Datetime.context_timestamp(last, last.ended_at)
        when = ended.strftime("%d %b %H:%M").lstrip("0")
        if last.state == "bad":
            return "red", self.env._(
                "Something was altered outside the application (checked %(when)s).",
                when=when,
            )
        if fields.Datetime.now() - last.ended_at > _OLD:
            return "amber", self.env._(
                "Last checked %(when)s. The nightly check does not run.", when=when
            )
        return "green", self.env._(
            "Entries as they were noted: %(count)s, and so are the files (%(when)s).",
            count=last.fact_count,
            when=when,
        )

    @api.model
    def _retention_card(self):
        """A proposed disposal comes before what may be disposed of."""
        cards, disposals = super()._retention_card(), self.env["dscsa.disposal"]
        if not cards or not disposals.has_access("read"):
            return cards
        waiting = disposals.search_count(
            [
                ("company_id", "in", self.env.companies.ids),
                ("state", "=", "proposed"),
            ],
            limit=_LIMIT,
        )
        if waiting:
            cards[0] |= {
                "count": waiting,
                "sentence": self.env._("A disposal waits for approval."),
                "level": "amber",
                "action": "dscsa_compliance_ledger.dscsa_disposal_action",
                "context": {},
            }
        return cards

    @api.model
    def _backup_cards(self):
        """How old the last good backup is; red after three days."""
        backups = self.env["dscsa.backup"]
        if not backups.has_access("read"):
            return []
        level, sentence = backups._status()
        return [
            self._card(
                "backup",
                100,
                self.env._("Backup"),
                count=False,
                sentence=sentence,
                level=level,
                icon="fa-hdd-o",
                action="dscsa_compliance_ledger.dscsa_backup_action",
            )
        ]
