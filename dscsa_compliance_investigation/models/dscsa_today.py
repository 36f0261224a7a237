from odoo import api, fields, models

from odoo.addons.dscsa_compliance.services.words.messages import date_text

_ACTION = "dscsa_compliance_investigation.dscsa_investigation_action"


class DscsaToday(models.AbstractModel):
    """Cases nobody decided, and notices with a clock, before anything clerical."""

    _inherit = "dscsa.today"

    @api.model
    def _cards(self):
        return (
            super()._cards()
            + self._case_cards()
            + self._loss_cards()
            + self._alert_cards()
        )

    @api.model
    def _loss_cards(self):
        """A card of its own, only while DEA is to be told."""
        losses = self.env["dscsa.loss"]
        if not losses.has_access("read"):
            return []
        here = [
            ("company_id", "in", self.env.companies.ids),
            ("dea_told_at", "=", False),
        ]
        found = losses.search(here)
        if not found:
            return []
        return [
            self._card(
                "losses",
                3,
                self.env._("Theft or loss"),
                count=len(found),
                sentence=self.env._(
                    "Tell DEA by %(day)s",
                    day=date_text(self.env, min(found.mapped("due_on"))),
                ),
                level="red",
                icon="fa-lock",
                action="dscsa_compliance_investigation.dscsa_loss_action",
                domain=here,
                of=("dscsa.loss",),
            )
        ]

    @api.model
    def _case_cards(self):
        cases = self.env["dscsa.investigation"]
        if not cases.has_access("read"):
            return []
        here = [
            ("company_id", "in", self.env.companies.ids),
            "|",
            ("state", "not in", ("cleared", "closed")),
            "&",
            ("state", "=", "cleared"),
            ("notice_ids", "any", [("told_at", "=", False)]),
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
        of = found.grouped("state")
        to_tell = of.get("illegitimate", found.browse()).filtered("is_owed")
        if to_tell:
            first = min(to_tell, key=lambda case: case.due_at)
            at = fields.Datetime.context_timestamp(first, first.due_at)
            return "red", self.env._(
                "%(case)s: FDA and partners are to be told until %(when)s",
                case=first.name,
                when=at.strftime("%a %H:%M"),
            )
        if suspect := of.get("suspect"):
            return "amber", self.env._(
                "%(count)s to find out and decide", count=len(suspect)
            )
        if cleared := of.get("cleared"):
            return "amber", self.env._(
                "%(case)s is cleared; FDA had asked and is to hear it",
                case=cleared[0].name,
            )
        if found and "question" not in of:
            return "amber", self.env._(
                "%(count)s illegitimate, not closed yet", count=len(found)
            )
        if found:
            return "amber", self.env._(
                "%(count)s for the pharmacist to look at", count=len(found)
            )
        return "green", self.env._("Nothing is in doubt")

    @api.model
    def _alert_cards(self):
        """Open warnings: those nobody looked at yet, and what is not certain."""
        alerts = self.env["dscsa.alert"]
        if not alerts.has_access("read"):
            return []
        here = [
            ("company_id", "in", self.env.companies.ids),
            ("state", "=", "open"),
        ]
        found = alerts.search(here)
        if not found:
            return []
        level, words, count = self._alert_words(found)
        return [
            self._card(
                "alerts",
                72 if level == "grey" else 3,
                self.env._("Warnings"),
                count=count,
                sentence=words,
                level=level,
                icon="fa-bullhorn",
                action="dscsa_compliance_investigation.dscsa_alert_action",
                domain=here,
                of=("dscsa.alert",),
            )
        ]

    @api.model
    def _alert_words(self, found):
        """(level, sentence, how many): the gravest of what is to be done."""
        waiting = found.filtered(lambda each: not each.run_at)
        if waiting:
            words = self.env._("%(count)s nobody looked for yet", count=len(waiting))
            return "red", words, len(waiting)
        unread = found.filtered(lambda each: each.asked and not each.asked_at)
        if unread:
            words = self.env._(
                "%(count)s could not be read for certain", count=len(unread)
            )
            return "amber", words, len(unread)
        # who may not open cases still counts what has none
        held = found._held_packages().filtered(
            lambda epc: not epc.sudo().investigation_item_ids
        )
        if held:
            words = self.env._("%(count)s on hold without a case", count=len(held))
            return "amber", words, len(held)
        words = self.env._("What they name is stopped when it comes")
        return "grey", words, len(found)
