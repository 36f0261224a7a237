from dscsa_core.investigation import states

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...services.facts import facts_of, moment, roles_of
from ...services.missing import text_of
from ...services.notices import prepare_notices
from ...services.opening import hold_again

_BACK = {
    "cleared": "suspect",
    "illegitimate": "suspect",
    "notified": "illegitimate",
    "disposed": "notified",
    "termination_asked": "disposed",
}


class DscsaInvestigation(models.Model):
    """Who decides what, on what evidence: FD&C Act 582(d)(4)(A) and (B).

    The core says who may and what is missing (``dscsa_core.investigation.states``).
    """

    _inherit = "dscsa.investigation"

    def action_suspect(self):
        """A question becomes a suspicion: the investigation begins."""
        for case in self:
            case._go(
                "suspect", suspect_at=fields.Datetime.now(), suspect_by_id=self.env.uid
            )
            # the lines are written by nobody: whoever finds out signs each
            case.sudo().check_ids._propose(case.sudo())
        return True

    def action_decide(self):
        """Open the form that clears it or calls it illegitimate."""
        self.ensure_one()
        self._check_step("cleared")
        return self._decision_form()

    def action_correct(self):
        """Open the form of a correcting entry."""
        self.ensure_one()
        back = _BACK.get(self.state) or (
            "cleared" if self.outcome == "cleared" else "termination_asked"
        )
        return self._decision_form(default_state_to=back)

    def _clear(self, conclusion):
        """Not illegitimate: what is ours may move again, by a release of its own."""
        self._go(
            "cleared",
            {"text": conclusion},
            outcome="cleared",
            conclusion=conclusion,
            concluded_at=fields.Datetime.now(),
            concluded_by_id=self.env.uid,
        )
        if self.fda_asked_on or self.fda_office:
            self._prepare("cleared")
        # what another case still holds goes when that one is cleared
        held = self._packages().filtered(
            lambda epc: epc.hold == "suspect" and epc._dscsa_may_be_stock()
        )
        if held:
            self.env["dscsa.release"]._release(
                held, "case_cleared", note=f"{self.name}: {conclusion}"
            )

    def _call_illegitimate(self, determined_at, classification, conclusion, no_maker):
        """Illegitimate, in coordination with the maker: 24 hours for the notices."""
        said = {
            "text": conclusion,
            "determined_at": moment(determined_at),
            "classification": classification or "",
            "maker_unreached": no_maker or "",
        }
        self._go(
            "illegitimate",
            said,
            outcome="illegitimate",
            determined_at=determined_at,
            classification=classification,
            conclusion=conclusion,
            no_maker_reason=no_maker,
            concluded_at=fields.Datetime.now(),
            concluded_by_id=self.env.uid,
        )
        # the list is computed from the whole register, whatever the owner may open
        prepare_notices(self.sudo())

    def _take_decision_back(self, reason, state_to="suspect"):
        """A correcting entry: the case goes back to an earlier state, and says why."""
        self.ensure_one()
        self.check_access("write")
        self._check_corrector()
        self.lock_for_update()
        codes = states.missing_to_correct(
            state_to, facts_of(self, correction=reason or "")
        )
        if codes:
            raise UserError(self._refusal(codes))
        self._write_correction(reason, state_to)

    def _write_correction(self, reason, state_to):
        # the core judged it; RPC may not write a state
        case = self.sudo()
        values = {"state": state_to}
        if state_to in ("question", "suspect"):
            values |= dict.fromkeys(
                (
                    *("outcome", "determined_at", "classification"),
                    *("concluded_at", "concluded_by_id"),
                ),
                False,
            )
            values["suspect_at"] = self.suspect_at or fields.Datetime.now()
            values["suspect_by_id"] = self.suspect_by_id.id or self.env.uid
            case.notice_ids.filtered(lambda each: not each.told_at).unlink()
        if state_to in ("illegitimate", "notified"):
            values["disposed_at"] = False
        values["closed_at"] = False
        case.write(values)
        if states.is_held(state_to, self.outcome or ""):
            hold_again(case)
        said = self.env._("%(who)s corrected the decision: %(why)s")
        self.message_post(body=said % {"who": self.env.user.name, "why": reason})

    def _may_return_to_stock(self):
        """Cleared, and of our own stock: a patient's bottle is never sold again."""
        return states.may_return_to_stock(
            self.state, self.outcome or "", self.whose or ""
        )

    # the core's judgment --------------------------------------------------------------
    def _go(self, end, said=None, **values):
        """Take a step, or say all that it lacks; two at once take turns."""
        self.ensure_one()
        self.check_access("write")
        self._check_step(end)
        self._check_may(end)
        self.lock_for_update()
        said = dict(said or {})
        text = said.pop("text", "-")
        codes = states.missing(end, facts_of(self, **said))
        if codes:
            raise UserError(self._refusal(codes, said.get("determined_at")))
        if not (text or "").strip():
            raise UserError(self.env._("Say in a sentence why."))
        # RPC may not write a state: role and evidence are checked above
        self.sudo().write({"state": end, **values})

    def _missing(self, end):
        """Codes of what a step lacks."""
        return states.missing(end, facts_of(self))

    def _refusal(self, codes, determined_at=None):
        return f"{self.name}: {text_of(self.env, codes, determined_at)}"

    def _check_step(self, end):
        if states.step_between(self.state, end):
            return
        words = dict(self._fields["state"]._description_selection(self.env))
        raise UserError(
            self.env._(
                "%(name)s is in the state “%(state)s”. %(why)s",
                name=self.name,
                state=words[self.state],
                why=text_of(self.env, ["doubt.no_step"]),
            )
        )

    def _check_may(self, end):
        """Whoever decides has the role, and may see the case: forms send any id."""
        if not states.may_take(self.state, end, roles_of(self.env.user)):
            self._refuse_role(states.step_between(self.state, end).roles)

    def _check_corrector(self):
        """What the owner signed only the owner takes back."""
        roles = states.corrector_roles(self.state)
        if not set(roles) & set(roles_of(self.env.user)):
            self._refuse_role(roles)

    def _refuse_role(self, roles):
        if states.PHARMACIST not in roles:
            raise AccessError(
                self.env._("The owner, or the compliance manager, signs this decision.")
            )
        raise AccessError(
            self.env._(
                "A pharmacist decides. You can put goods aside and note what you found."
            )
        )

    def _decision_form(self, **context):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance_investigation.dscsa_decision_wizard_action"
        )
        return action | {"context": {"default_investigation_id": self.id, **context}}
