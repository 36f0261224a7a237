from dscsa_core.investigation import states

from odoo import fields, models


class DscsaInvestigation(models.Model):
    """From told to closed: disposition, FDA's consent that a notification ends, the
    word to those who were told. FD&C Act 582(d)(4)(B)(i), (iv)."""

    _inherit = "dscsa.investigation"

    def action_disposed(self):
        """Every package is accounted for."""
        for case in self:
            case._go("disposed", disposed_at=fields.Datetime.now())
        return True

    def action_ask_fda(self):
        """First press: a row for the request. Once it was sent: FDA is asked."""
        self.ensure_one()
        self.check_access("write")
        self._check_step("termination_asked")
        self._check_may("termination_asked")
        last = self._notices_of("termination").sorted("id")[-1:]
        if not last or last.answer_kind:
            self._prepare("termination")
        else:
            self._go("termination_asked")
        return True

    def _note_fda_answer(self, notice):
        """Agreed: those who were told hear that it is over. Refused: as it was before
        the request, which may be made again."""
        self.ensure_one()
        self._check_step("closed")
        self._check_may("closed")
        if notice.answer_kind == "agreed":
            self._prepare_ended()
            return
        why = self.env._("FDA did not agree: %(why)s", why=notice.answer or "—")
        self._write_correction(why, "disposed")

    def _prepare_ended(self):
        """Exactly those who got the first notice, archived meanwhile or not."""
        # rows are made by the steps of a case, and by no hand
        rows = self.env["dscsa.investigation.notice"].sudo()
        done = self._notices_of("ended").first_id
        first = self._notices_of("illegitimate").filtered(lambda each: not each.is_fda)
        rows.create(
            [
                {
                    "investigation_id": self.id,
                    "purpose": "ended",
                    "first_id": each.id,
                    "partner_id": each.partner_id.id,
                    "recipient": each.recipient,
                    "why": self.env._("it was told at first"),
                }
                for each in first - done
            ]
        )

    def action_close(self):
        """The end: cleared and filed, or terminated with FDA."""
        for case in self:
            case._go("closed", closed_at=fields.Datetime.now())
        return True

    def _may_leave(self):
        """Whether goods may be destroyed, returned or handed over."""
        return all(states.may_leave(case.state) for case in self)
