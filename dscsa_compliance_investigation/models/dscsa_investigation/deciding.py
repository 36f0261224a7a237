from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...services.notices import prepare_notices
from ...services.opening import hold_again
from .dscsa_investigation import UNDECIDED


class DscsaInvestigation(models.Model):
    """Who decides what, on what evidence: FD&C Act 582(d)(4)(A) and (B)."""

    _inherit = "dscsa.investigation"

    def action_suspect(self):
        """A question becomes a suspicion: the investigation begins."""
        self._check_role("pharmacist")
        for case in self:
            case._check_state("question")
            case._step(
                "suspect", suspect_at=fields.Datetime.now(), suspect_by_id=self.env.uid
            )
            case.sudo().check_ids._propose(case.sudo())
        return True

    def action_decide(self):
        """Open the form that clears it or calls it illegitimate."""
        self.ensure_one()
        self._check_state(*UNDECIDED)
        return self._decision_form()

    def action_correct(self):
        """Open the form of a correcting entry."""
        self.ensure_one()
        self._check_state("cleared", "illegitimate")
        return self._decision_form()

    def _clear(self, conclusion):
        """Not illegitimate: what is ours may move again, by a release of its own."""
        self.ensure_one()
        self._check_role("pharmacist")
        self._check_state(*UNDECIDED)
        self._check_found_out()
        self._check_text(conclusion)
        self._step(
            "cleared",
            conclusion=conclusion,
            concluded_at=fields.Datetime.now(),
            concluded_by_id=self.env.uid,
        )
        held = self._packages().filtered(lambda epc: epc.hold == "suspect")
        if held:
            self.env["dscsa.release"]._release(
                held, "case_cleared", note=f"{self.name}: {conclusion}"
            )

    def _call_illegitimate(self, determined_at, classification, conclusion, no_maker):
        """Illegitimate, in coordination with the maker: 24 hours for the notices."""
        self.ensure_one()
        self._check_role("manager")
        self._check_state("suspect")
        self._check_text(conclusion)
        self._check_determination(determined_at, classification, no_maker)
        self._step(
            "illegitimate",
            determined_at=determined_at,
            classification=classification,
            conclusion=conclusion,
            no_maker_reason=no_maker,
            concluded_by_id=self.env.uid,
        )
        prepare_notices(self.sudo())

    def _check_determination(self, determined_at, classification, no_maker):
        """A past time, a kind, and the maker: 582(d)(4)(B)(i)."""
        if determined_at > fields.Datetime.now():
            raise UserError(
                self.env._(
                    "The determination lies in the future. Enter when it was made."
                )
            )
        if determined_at < self.suspect_at:
            raise UserError(
                self.env._("It became suspect after that. Enter when it was decided.")
            )
        if not classification:
            raise UserError(
                self.env._("Choose what kind of illegitimate product it is.")
            )
        if not self._maker_answered() and not (no_maker or "").strip():
            raise UserError(
                self.env._(
                    "The law wants this decided together with the maker. Note the call "
                    "or mail under Maker, or say why the maker was not reached."
                )
            )

    def _take_decision_back(self, reason):
        """A correcting entry: what was decided wrongly is suspect again, and held."""
        self.ensure_one()
        self._check_role("pharmacist" if self.state == "cleared" else "manager")
        self._check_state("cleared", "illegitimate")
        self._check_text(reason)
        if self.notice_ids.filtered("told_at"):
            raise UserError(
                self.env._(
                    "%(name)s: somebody was told already. A notice is ended with FDA, "
                    "not taken back.",
                    name=self.name,
                )
            )
        self.sudo().notice_ids.unlink()
        self._step(
            "suspect",
            suspect_at=self.suspect_at or fields.Datetime.now(),
            suspect_by_id=self.suspect_by_id.id or self.env.uid,
            determined_at=False,
            classification=False,
            concluded_at=False,
            concluded_by_id=False,
        )
        hold_again(self.sudo())
        said = self.env._("%(who)s corrected the decision: %(why)s")
        self.message_post(body=said % {"who": self.env.user.name, "why": reason})

    def _note_all_told(self):
        """When nobody is left to tell, the case says so."""
        for case in self.filtered(lambda each: each.state == "illegitimate"):
            if case.notice_ids and all(case.notice_ids.mapped("told_at")):
                case.write({"state": "notified"})

    def _decision_form(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance_investigation.dscsa_decision_wizard_action"
        )
        return action | {"context": {"default_investigation_id": self.id}}

    def _maker_answered(self):
        return bool(self.verification_ids.filtered("answered_at"))

    def _check_found_out(self):
        """Clearing needs what was found out, never a word alone.

        Of what was looked at or asked twice the last counts; what is suspect is
        cleared only when every line the law asks for has a result.
        """
        said = _last(self.check_ids.filtered("result"), "kind")
        asked = _last(self.verification_ids.filtered("answer"))
        self._check_against(said, asked)
        waiting = self.check_ids.filtered(lambda check: not check.result)
        if self.state == "suspect" and waiting:
            raise UserError(
                self.env._(
                    "%(name)s: %(count)s lines have no result yet. Note for each if "
                    "it fits, or that it could not be found out and why.",
                    name=self.name,
                    count=len(waiting),
                )
            )
        confirmed = any(each.answer == "confirmed" for each in asked)
        if not confirmed and not any(check.result == "fits" for check in said):
            raise UserError(
                self.env._(
                    "%(name)s: nothing was found out yet. Note what fits (lot, TI/TS, "
                    "package) or what the maker said, then decide.",
                    name=self.name,
                )
            )

    def _check_against(self, said, asked):
        """What speaks against the product, and was not answered since."""
        if any(check.result == "differs" for check in said):
            raise UserError(
                self.env._(
                    "%(name)s: something does not fit. Find out why and note it in a "
                    "new line for the same package, or call it illegitimate.",
                    name=self.name,
                )
            )
        if any(each.answer == "not_confirmed" for each in asked):
            raise UserError(
                self.env._(
                    "%(name)s: the maker did not confirm it. Note what the maker says "
                    "now, or call it illegitimate.",
                    name=self.name,
                )
            )

    def _check_text(self, text):
        if not (text or "").strip():
            raise UserError(self.env._("Say in a sentence why."))

    def _check_state(self, *states):
        if self.state not in states:
            words = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(name)s is in the state “%(state)s”: somebody went on with it. "
                    "Look at it again.",
                    name=self.name,
                    state=words[self.state],
                )
            )

    def _step(self, state, **values):
        """Write a decision; who took it was checked before, two at once take turns."""
        self.lock_for_update()
        # RPC may not write a state: the methods above check role and evidence first
        self.sudo().write({"state": state, **values})

    def _check_role(self, role):
        """Whoever decides has the role, and may see the case: forms send any id."""
        self.check_access("write")
        if self.env.user.has_group(f"dscsa_compliance.group_dscsa_{role}"):
            return
        if role == "manager":
            raise AccessError(
                self.env._("The owner, or the compliance manager, signs this decision.")
            )
        raise AccessError(
            self.env._(
                "A pharmacist decides. You can put goods aside and note what you found."
            )
        )


def _last(records, *names):
    """The last of these about each package, and each thing looked at."""
    found = {}
    for record in records.sorted("id"):
        found[(record.item_id, *(record[name] for name in names))] = record
    return found.values()
