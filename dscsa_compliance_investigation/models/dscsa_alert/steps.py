from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.dscsa_compliance.services.scanning.signing import check_signed

from ...services.alert.answering import mail_of
from ...services.alert.holding import AlertHold
from ...services.alert.numbers import numbers_of
from ...services.opening import Doubt, Opening


class DscsaAlert(models.Model):
    """What people do with a warning, and who may."""

    _inherit = "dscsa.alert"

    def action_look(self):
        """Read what was pasted, hold what is here or announced, and count."""
        self._check_role("technician")
        for alert in self:
            alert._check_open()
            alert._read_pasted()
            if not alert.line_ids:
                raise UserError(
                    self.env._("Paste the warning, or upload its table, then look.")
                )
            # a technician may hold, and not write the register by hand
            ours = alert.sudo()
            held = AlertHold(ours).run()
            ours.write(
                {
                    **numbers_of(ours),
                    "run_at": fields.Datetime.now(),
                    "run_by_id": self.env.uid,
                }
            )
            if held:
                alert._tell_held(held)
        return True

    def _tell_held(self, held):
        self.message_post(
            body=self.env._(
                "%(user)s looked: %(count)s packages are on hold now.",
                user=self.env.user.name,
                count=len(held),
            )
        )

    def _told_of(self, document, packages, lines):
        """A later file names goods of this warning."""
        self.message_post(
            body=self.env._(
                "%(file)s names goods of this warning: %(packages)s packages, "
                "%(lines)s lines. They are on hold before they come.",
                file=document.name,
                packages=packages,
                lines=lines,
            )
        )

    def action_compared(self):
        """The pharmacist compared every question with the warning."""
        self._check_role("pharmacist")
        # who compared is kept by the button alone
        self.sudo().write(
            {"asked_at": fields.Datetime.now(), "asked_by_id": self.env.uid}
        )
        return True

    def action_case(self):
        """One case a product for all that was hit and nobody has in a case."""
        self.ensure_one()
        self._check_role("technician")
        epcs = self._held_packages()
        if not epcs:
            raise UserError(self.env._("Nothing is on hold for this warning."))
        opening = Opening(self.env, self.company_id)
        cases = opening.open(Doubt(why=self._why(), epcs=epcs))
        return cases._get_records_action(name=self.env._("Cases"))

    def action_view_held(self):
        """The packages held for this warning."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance.dscsa_epc_hold_action"
        )
        return action | {"domain": [("id", "in", self._held_packages().ids)]}

    def action_answer(self):
        """The mail form with the draft of an answer; a person sends it."""
        self.ensure_one()
        self._check_role("technician")
        return mail_of(self)

    def action_end(self):
        """It is over: nothing new is stopped, and what is on hold stays so."""
        self._check_role("pharmacist")
        for alert in self:
            alert._check_open()
            if alert.asked and not alert.asked_at:
                raise UserError(
                    self.env._(
                        "%(name)s: compare the open questions with the warning first.",
                        name=alert.name,
                    )
                )
            if not (alert.conclusion or "").strip():
                raise UserError(
                    self.env._("%(name)s: write how it ended first.", name=alert.name)
                )
        # the state is for this button alone
        self.sudo().write(
            {
                "state": "ended",
                "ended_at": fields.Datetime.now(),
                "ended_by_id": self.env.uid,
            }
        )
        return True

    def action_reopen(self):
        """It was ended too early."""
        self._check_role("pharmacist")
        # the state is for this button alone
        self.sudo().write({"state": "open", "ended_at": False, "ended_by_id": False})
        return self.action_look()

    def _held_packages(self):
        # packages of the warning, whatever else holds them
        epcs = self.sudo().discrepancy_ids.epc_ids
        return epcs.filtered(lambda epc: epc.hold).with_env(self.env)

    def _check_open(self):
        if self.state != "open":
            raise UserError(self.env._("%(name)s has ended.", name=self.name))

    def _check_role(self, role):
        """AccessError in plain words for people without the role."""
        self.check_access("read")
        group = f"dscsa_compliance.group_dscsa_{role}"
        check_signed(self.env, self.company_id[:1], group)
        if self.env.user.has_group(group):
            return
        if role == "pharmacist":
            raise AccessError(
                self.env._(
                    "Only a pharmacist ends a warning, or says what was misread in it."
                )
            )
        raise AccessError(
            self.env._("Only DSCSA users work on warnings. Ask a technician.")
        )
