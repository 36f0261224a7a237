from dscsa_core.investigation import states

from odoo import models

from ...services.facts import roles_of
from ...services.notices import prepare_notices


class DscsaInvestigation(models.Model):
    """Who is told: within 24 hours, of a cleared product FDA had asked about, and that
    a notification is over. FD&C Act 582(d)(4)(A)(iii), (B)(ii), (B)(iv)."""

    _inherit = "dscsa.investigation"

    def _notices_of(self, purpose):
        return self.notice_ids.filtered(lambda each: each.purpose == purpose)

    def _prepare(self, purpose):
        """A row for FDA."""
        # rows are made by the steps of a case, and by no hand
        return (
            self.env["dscsa.investigation.notice"]
            .sudo()
            .create(
                {
                    "investigation_id": self.id,
                    "purpose": purpose,
                    "is_fda": True,
                    "recipient": self.env._("FDA"),
                    "why": self._fda_words(purpose),
                }
            )
        )

    def _fda_words(self, purpose):
        if purpose == "cleared":
            return self.env._("FDA had asked about it")
        return self.env._("it was told at first")

    def _note_all_told(self):
        """When nobody is left to tell, the case says so, if who told the last may."""
        for case in self.filtered(lambda each: each.state == "illegitimate"):
            first = case._notices_of("illegitimate")
            if not all(first.mapped("told_at")) or prepare_notices(case.sudo()):
                continue
            if case._missing("notified"):
                continue
            if states.may_take(case.state, "notified", roles_of(self.env.user)):
                case.write({"state": "notified"})

    def action_notified(self):
        """Everybody was told: said by who leads, where a technician told the last."""
        self.ensure_one()
        self.check_access("write")
        self._check_step("notified")
        self._check_may("notified")
        # what was sold or merged meanwhile has to be told too
        if prepare_notices(self.sudo()):
            return self._joined()
        self._go("notified")
        return True

    def _joined(self):
        """Said and kept: an error would take the new rows off the list again."""
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "message": self.env._(
                    "Somebody joined the list meanwhile, who is not told yet."
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_look_again(self):
        """Compute the list once more: what was sold or merged meanwhile joins it."""
        self.ensure_one()
        self.check_access("write")
        self._check_step("notified")
        # the list is computed from the whole register
        prepare_notices(self.sudo())
        return True

    def action_form3911(self):
        """The sheet that is due: the first, the request to end, else a follow-up."""
        self.ensure_one()
        self.check_access("write")
        first = self._notices_of("illegitimate").filtered("is_fda")
        if not first.told_at:
            kind = "initial"
        elif self.state == "disposed":
            kind = "termination"
        else:
            kind = "follow_up"
        form = self.env["dscsa.form3911"]._open_for(self, kind)
        return form._get_records_action(name=self.env._("Form FDA 3911"))

    def action_view_forms(self):
        """All sheets of the case, as they were given."""
        self.ensure_one()
        return self.form_ids._get_records_action(name=self.env._("Form FDA 3911"))
