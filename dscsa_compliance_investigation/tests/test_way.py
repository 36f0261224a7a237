from datetime import datetime, timedelta
from unittest.mock import patch

from dscsa_core.investigation import states

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.dscsa_compliance_retention.services.flags import Flags

from .doubting import DoubtCommon


@tagged("post_install", "-at_install")
class TestWay(DoubtCommon):
    """From suspect to closed, as the core says it: FD&C Act 582(d)(4)."""

    def ended(self):
        """A case FDA is asked to end."""
        case = self.told(self.illegitimate(self.suspect()))
        mine = case.with_user(self.pharmacist)
        self.gone(case)
        mine.action_disposed()
        mine.incident_number = "3911-77"
        mine.termination_why = "Destroyed; the seller was told"
        mine.action_ask_fda()
        self.told(case)
        mine.action_ask_fda()
        return case

    def gone(self, case, user=None, **values):
        values.setdefault("proof", "Certificate 9")
        table = self.env["dscsa.investigation.disposal"].with_user(
            user or self.pharmacist
        )
        return table.create({"investigation_id": case.id, **values})

    def request(self, case):
        return (
            case._notices_of("termination").sorted("id")[-1].with_user(self.pharmacist)
        )

    def test_states_and_words_are_the_cores(self):
        names = [
            key
            for key, _label in self.env["dscsa.investigation"]
            ._fields["state"]
            .selection
        ]
        self.assertEqual(tuple(names), states.STATES)

    def test_all_that_is_missing_is_said_at_once(self):
        case = self.suspect()
        with self.assertRaises(UserError) as caught:
            self.decide(case)
        said = str(caught.exception)
        for words in (
            "Nobody compared the lot number yet. Compare the lot on the pack",
            "Nobody compared the TI/TS",
            "Nothing found out can be shown yet",
        ):
            self.assertIn(words, said)
        self.assertIn("lot number", case.missing_text)

    def test_the_whole_way(self):
        case = self.ended()
        self.assertEqual(case.state, "termination_asked")
        mine = case.with_user(self.pharmacist)
        with self.assertRaisesRegex(UserError, "FDA's answer to the request"):
            mine.action_close()
        self.request(case).write({"answer_kind": "agreed", "answer": "By mail"})
        with self.assertRaisesRegex(UserError, "Not everybody who got the notice"):
            mine.action_close()
        self.told(case)
        mine.action_close()
        self.assertEqual((case.state, case.outcome), ("closed", "illegitimate"))

    def test_termination_goes_to_exactly_the_partners_of_the_notice(self):
        """One archived meanwhile too; one that joined the register later does not."""
        clinic = self._make_partner("Birch Clinic", False, "03435")
        self.sell(self.epcs[1], clinic)
        case = self.ended()
        clinic.active = False
        self.sell(self.epcs[2], self._make_partner("Oak Clinic", False, "03436"))
        self.request(case).answer_kind = "agreed"
        first = case._notices_of("illegitimate").filtered(lambda each: not each.is_fda)
        ended = case._notices_of("ended")
        self.assertEqual(ended.first_id, first)
        self.assertEqual(
            sorted(ended.mapped("recipient")), ["Birch Clinic", "Brook Drug Company"]
        )
        body = str(ended[0].action_draft()["context"]["default_body"])
        self.assertIn("no longer necessary", body)
        self.assertIn("3911-77", body)

    def test_fda_refuses_and_is_asked_again(self):
        case = self.ended()
        self.request(case).write({"answer_kind": "refused", "answer": "Not yet"})
        self.assertEqual(case.state, "disposed")
        self.assertIn("Not yet", case.message_ids[0].body)
        self.assertFalse(case._notices_of("ended"))
        mine = case.with_user(self.pharmacist)
        mine.action_ask_fda()
        self.assertEqual(case.state, "disposed")
        with self.assertRaisesRegex(UserError, "FDA is not marked as asked"):
            mine.action_ask_fda()
        self.told(case)
        mine.action_ask_fda()
        self.assertEqual(case.state, "termination_asked")

    def test_what_was_told_is_no_suspicion_again(self):
        case = self.told(self.illegitimate(self.suspect()))
        for state_to, words in (
            ("suspect", "only when FDA agrees"),
            ("closed", "decided meanwhile"),
            ("cleared", "decided meanwhile"),
        ):
            with self.subTest(state_to), self.assertRaisesRegex(UserError, words):
                self.decide(case, self.manager, state_to=state_to)
        with self.assertRaisesRegex(AccessError, "owner"):
            self.decide(case, self.pharmacist, state_to="illegitimate")
        self.decide(case, self.manager, state_to="illegitimate")
        self.assertEqual(case.state, "illegitimate")

    def test_what_fda_asked_about_and_is_cleared_is_told_to_fda(self):
        case = self.suspect()
        case.with_user(self.technician).write(
            {"fda_asked_on": "2026-11-30", "fda_office": "OPE", "fda_officer": "Ash"}
        )
        self.answered(case)
        self.decide(case)
        with self.assertRaisesRegex(UserError, "not marked as told that it is cleared"):
            case.with_user(self.pharmacist).action_close()
        notice = case._notices_of("cleared")
        action = notice.with_user(self.pharmacist).action_draft()
        body = str(action["context"]["default_body"])
        self.assertIn("Cleared Product", action["context"]["default_subject"])
        self.assertIn("OPE", body)
        to = self.env["res.partner"].browse(action["context"]["default_partner_ids"])
        self.assertEqual(to.email, "drugnotifications@fda.hhs.gov")
        self.told(case)
        case.with_user(self.pharmacist).action_close()
        self.assertEqual((case.state, case.outcome), ("closed", "cleared"))
        with self.assertRaisesRegex(UserError, "buttons"):
            case.with_user(self.technician).fda_asked_on = False

    def test_nobody_else_had_asked_then_nobody_is_told(self):
        case = self.suspect()
        self.answered(case)
        self.decide(case)
        self.assertFalse(case.notice_ids)

    def test_24_hours_run_through_nights_and_a_change_of_clocks(self):
        """Of a Saturday before the clocks go back, and of the eve of a holiday."""
        case = self.suspect()
        for at in (datetime(2026, 10, 31, 21, 40), datetime(2026, 11, 25, 22, 40)):
            case.sudo().write({"suspect_at": at - timedelta(hours=1)})
            with patch.object(fields.Datetime, "now", lambda at=at: at):
                self.env.cr.execute("SAVEPOINT clock")
                self.decide(
                    case,
                    self.manager,
                    decision="illegitimate",
                    classification="stolen",
                    determined_at=at,
                    no_maker_reason="closed",
                )
                self.assertEqual(case.due_at, at + timedelta(hours=24))
                self.env.cr.execute("ROLLBACK TO SAVEPOINT clock")
                self.env.invalidate_all()

    def test_one_person_may_be_all_and_it_is_said(self):
        case = self.doubt(self.manager, epc_ids=self.epcs[0].ids)
        mine = case.with_user(self.manager)
        mine.action_suspect()
        self.asked(case, answer="not_confirmed")
        self.decide(
            case, self.manager, decision="illegitimate", classification="counterfeit"
        )
        self.assertIn("one person", case.people_text)

    def test_small_dispensers_owe_no_sample_yet_and_may_look(self):
        self.company.dscsa_profile = "pharmacy_small"
        case = self.suspect()
        self.assertIn("not owed until", case.sample_text)
        for kind in ("lot", "ti"):
            check = case.check_ids.filtered(lambda each, kind=kind: each.kind == kind)
            check.with_user(self.technician).write({"result": "for"})
        self.decide(case)
        self.assertEqual(case.state, "cleared")
        self.company.dscsa_profile = "pharmacy"
        other = self.suspect(1)
        self.assertFalse(other.sample_text)
        for kind in ("lot", "ti"):
            check = other.check_ids.filtered(lambda each, kind=kind: each.kind == kind)
            check.with_user(self.technician).write({"result": "for"})
        with self.assertRaisesRegex(UserError, "Not all packages of the sample"):
            self.decide(other)
        self.answered(other)
        self.decide(other)

    def test_practitioners_owe_nothing_and_see_no_red(self):
        self.company.dscsa_profile = "practitioner"
        case = self.suspect()
        self.assertFalse(case.is_owed)
        self.found(case, kind="look", reference="Photo 1")
        self.decide(case)
        other = self.illegitimate(self.suspect(1))
        self.assertFalse(any(other.notice_ids.mapped("is_late")))
        self.assertFalse(any(other.notice_ids.mapped("due_at")))
        cards = self.env["dscsa.today"].with_user(self.pharmacist)._cards()
        level = next(card["level"] for card in cards if card["key"] == "cases")
        self.assertNotEqual(level, "red")
        other.with_user(self.pharmacist).action_notified()
        self.assertEqual(other.state, "notified")

    def test_no_state_by_rpc(self):
        case = self.suspect()
        for values in (
            {"state": "cleared"},
            {"outcome": "cleared"},
            {"disposed_at": fields.Datetime.now()},
            {"incident_number": "1"},
        ):
            with self.subTest(values), self.assertRaisesRegex(UserError, "buttons"):
                case.with_user(self.manager).write(values)

    def test_no_record_by_rpc_opens_a_door(self):
        """What only a step may write is refused, at the making too, by every right."""
        case = self.illegitimate(self.suspect())
        other = self.illegitimate(self.suspect(1))
        now = fields.Datetime.now()
        for model, values in (
            ("dscsa.investigation.notice", {"purpose": "termination"}),
            ("dscsa.investigation.notice", {"recipient": "FDA", "is_fda": True}),
            ("dscsa.investigation.notice", {"recipient": "FDA", "told_at": now}),
            ("dscsa.investigation.notice", {"recipient": "x", "answer_kind": "agreed"}),
            ("dscsa.form3911", {"sent_at": now}),
            ("dscsa.form3911", {"case_ids": [Command.set(other.ids)]}),
            ("dscsa.loss", {"drug": "x", "dea_told_at": now}),
        ):
            with self.subTest(model=model, values=values), self.assertRaises(UserError):
                self.env[model].with_user(self.manager).create(
                    {"investigation_id": case.id, "recipient": "x", **values}
                    if model == "dscsa.investigation.notice"
                    else {"investigation_id": case.id, **values}
                )

    def test_a_partner_is_added_by_hand_and_stays_who_it_is(self):
        case = self.illegitimate(self.suspect())
        now = fields.Datetime.now()
        clinic = self._make_partner("Birch Clinic", False, "03435")
        added = self.env["dscsa.investigation.notice"].with_user(self.technician)
        row = added.create(
            {
                "investigation_id": case.id,
                "partner_id": clinic.id,
                "recipient": clinic.name,
                "why": "Said so on the telephone",
            }
        )
        self.assertIn(row, case._notices_of("illegitimate"))
        row.write({"how": "Mail", "told_at": now})
        with self.assertRaises(UserError):
            row.partner_id = self.picking.partner_id

    def kept(self, case):
        """(the last day on which it has to be there, what holds it beyond that)."""
        until, blocks = Flags(self.env).preview(case)[case.id]
        return str(until or ""), blocks or ""

    def test_kept_from_the_conclusion_not_from_the_opening(self):
        """Six years after what is cleared was concluded, and not while it is open."""
        case = self.suspect()
        self.assertIn("open", self.kept(case)[1])
        self.answered(case)
        self.decide(case)
        case.sudo().concluded_at = "2026-06-10 15:00:00"
        self.env.cr.execute(
            "UPDATE dscsa_investigation SET create_date = '2020-01-02' WHERE id = %s",
            [case.id],
        )
        self.assertEqual(self.kept(case), ("2032-06-10", ""))

    def test_what_is_illegitimate_is_kept_from_the_end_of_its_disposition(self):
        case = self.ended()
        self.assertIn("open", self.kept(case)[1])
        self.request(case).answer_kind = "agreed"
        self.told(case)
        case.with_user(self.pharmacist).action_close()
        case.sudo().write(
            {
                "concluded_at": "2026-06-10 15:00:00",
                "disposed_at": "2026-09-11 15:00:00",
                "closed_at": "2027-03-01 15:00:00",
            }
        )
        self.assertEqual(self.kept(case), ("2032-09-11", ""))
