from dscsa_core.investigation import states

from odoo import api, models

from odoo.addons.dscsa_compliance.services.words.messages import date_text

from ...services.facts import is_owed, sample_not_owed_until
from ...services.missing import text_of
from .selections import UNDECIDED

# the step whose wants the form shows
NEXT = {
    "question": "cleared",
    "suspect": "cleared",
    "illegitimate": "notified",
    "notified": "disposed",
    "disposed": "termination_asked",
    "termination_asked": "closed",
}


class DscsaInvestigation(models.Model):
    """What a case shows: where it stands, what is missing, whom to ask."""

    _inherit = "dscsa.investigation"

    @api.depends("state", "outcome")
    def _compute_is_held(self):
        for case in self:
            case.is_held = states.is_held(case.state, case.outcome or "")

    @api.depends("company_id.dscsa_profile")
    @api.depends_context("lang")
    def _compute_is_owed(self):
        for case in self:
            case.is_owed = is_owed(case.company_id)
            day = sample_not_owed_until(case.company_id)
            case.sample_text = bool(day) and self.env._(
                "Looking at a sample of packages is not owed until %(day)s; it can be "
                "done.",
                day=date_text(self.env, day),
            )

    @api.depends("suspect_by_id", "concluded_by_id", "create_uid")
    @api.depends_context("lang")
    def _compute_people_text(self):
        for case in self:
            people = case.create_uid | case.suspect_by_id | case.concluded_by_id
            is_alone = bool(case.concluded_by_id) and len(people) == 1
            case.people_text = is_alone and self.env._(
                "Opened, judged and signed by one person: %(who)s", who=people.name
            )

    @api.depends(
        *("state", "check_ids.result", "check_ids.note", "verification_ids.answer"),
        *("notice_ids.told_at", "notice_ids.answer_kind", "disposal_ids.item_ids"),
        *("incident_number", "termination_why", "no_partners_reason"),
    )
    @api.depends_context("lang", "uid")
    def _compute_next_step(self):
        for case in self:
            end = NEXT.get(case.state) or (
                "closed" if case.outcome == "cleared" and not case.closed_at else ""
            )
            codes = case._missing(end) if end and case.id else ()
            case.next_step = self._step_words(case)
            case.missing_text = text_of(self.env, codes) if codes else False

    @api.model
    def _step_words(self, case):
        steps = {
            "question": self.env._(
                "The pharmacist looks at it: is it suspect, or is there a reason?"
            ),
            "suspect": self.env._(
                "Find out: does the lot correspond, does the TI/TS fit, does the maker "
                "know it? Then decide."
            ),
            "cleared": self.env._("It was cleared. Close it when nothing is left."),
            "illegitimate": self.env._(
                "Tell FDA and everybody below before the time is over, and note when."
            ),
            "notified": self.env._(
                "Everybody was told. Record what becomes of each package; the goods "
                "stay in quarantine until then."
            ),
            "disposed": self.env._(
                "Every package is accounted for. Ask FDA to end the notification."
            ),
            "termination_asked": self.env._(
                "Note FDA's answer. When FDA agrees, tell those who got the notice."
            ),
        }
        return steps.get(case.state) or self.env._("It is closed.")

    def action_view_packages(self):
        """The packages of the register it is about."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance.dscsa_epc_hold_action"
        )
        return action | {"domain": [("id", "in", self._packages().ids)], "context": {}}

    def action_view_verifications(self):
        """The questions to the maker, and the place to note another."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance_investigation.dscsa_verification_action"
        )
        context = {
            "default_investigation_id": self.id,
            "default_company_id": self.company_id.id,
            "default_maker": self.product_id.dscsa_manufacturer or False,
        }
        return action | {
            "domain": [("investigation_id", "=", self.id)],
            "context": context,
        }

    def action_call_sheet(self):
        """The sheet to call the maker with, ready for the answer."""
        self.ensure_one()
        self.check_access("write")
        asked = self.verification_ids.filtered(lambda each: not each.answer)[:1]
        if not asked and self.state in UNDECIDED:
            maker = self.product_id.dscsa_manufacturer
            asked = self.env["dscsa.verification"].create(
                {
                    "company_id": self.company_id.id,
                    "investigation_id": self.id,
                    "item_id": self.item_ids[:1].id,
                    "maker": maker or self.env._("The maker"),
                }
            )
        return (asked or self.verification_ids[:1])._get_records_action(
            name=self.env._("Call sheet")
        )

    def action_loss(self):
        """The card of a theft or loss; what DEA is told is no part of the case."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance_investigation.dscsa_loss_action"
        )
        goods = self.product_id.display_name or self.product_name or self.gtin
        return action | {
            "domain": [("investigation_id", "=", self.id)],
            "context": {
                "default_investigation_id": self.id,
                "default_company_id": self.company_id.id,
                "default_drug": goods or False,
            },
        }
