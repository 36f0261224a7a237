from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .doubting import DoubtCommon


@tagged("post_install", "-at_install")
class TestDeciding(DoubtCommon):
    """No suspect package becomes saleable without a named decision on evidence."""

    def test_nothing_is_decided_by_what_a_form_proposes(self):
        """Cleared or illegitimate is chosen by a person, never preselected."""
        case = self.suspect()
        self.answered(case)
        wizards = self.env["dscsa.decision.wizard"].with_user(self.pharmacist)
        form = wizards.create({"investigation_id": case.id, "conclusion": "Looked"})
        self.assertFalse(form.decision)
        with self.assertRaisesRegex(UserError, "Nothing is decided yet"):
            form.action_decide()
        self.assertEqual(case.state, "suspect")

    def test_what_fits_clears_and_lets_go(self):
        case, epc = self.suspect(), self.epcs[0]
        self.found(case)
        self.answered(case)
        self.decide(case)
        self.assertEqual(
            (case.state, case.concluded_by_id), ("cleared", self.pharmacist)
        )
        self.assertFalse(epc.hold)
        release = self.env["dscsa.release"].search([("epc_ids", "in", epc.ids)])
        self.assertEqual(release.reason, "case_cleared")
        self.assertIn(case.name, release.note)
        self.assertEqual(case.discrepancy_ids.state, "resolved")

    def test_a_question_is_answered_without_a_suspicion(self):
        case = self.open_case()
        self.found(case, kind="other", reference="Count 7", note="Opened to count")
        self.decide(case)
        self.assertEqual(case.state, "cleared")
        self.assertFalse(self.epcs[0].hold)

    def test_a_word_clears_nothing(self):
        case = self.open_case()
        with self.assertRaisesRegex(UserError, "Nothing found out can be shown"):
            self.decide(case)
        self.found(case, result="impossible", note="No paper is left")
        with self.assertRaisesRegex(UserError, "Nothing found out can be shown"):
            self.decide(case)
        self.found(case)
        self.found(case, result="against")
        with self.assertRaisesRegex(UserError, "speaks against"):
            self.decide(case)
        self.assertEqual(self.epcs[0].hold, "suspect")

    def test_every_line_of_a_suspicion_has_a_result(self):
        """Lot, identifier and TI/TS: 582(d)(4)(A)(ii)(I) to (III)."""
        case = self.suspect()
        self.found(case)
        with self.assertRaisesRegex(UserError, "(?s)lot number.*TI/TS with the pack"):
            self.decide(case)
        with self.assertRaisesRegex(UserError, "why it could not"):
            case.check_ids.filtered(lambda each: not each.result)[0].with_user(
                self.technician
            ).result = "impossible"
        self.answered(case)
        self.decide(case)
        self.assertEqual(case.state, "cleared")

    def test_what_did_not_fit_is_answered_by_a_new_line(self):
        case = self.open_case()
        item = case.item_ids.id
        self.found(case, result="against", item_id=item)
        self.found(case, kind="ti", item_id=item)
        with self.assertRaisesRegex(UserError, "speaks against"):
            self.decide(case)
        self.asked(case, answer="not_confirmed")
        self.found(case, item_id=item, note="The first label was another bottle's")
        with self.assertRaisesRegex(UserError, "speaks against"):
            self.decide(case)
        self.asked(case)
        self.decide(case)
        self.assertEqual((case.state, self.epcs[0].hold), ("cleared", False))

    def test_the_makers_word_counts(self):
        case = self.suspect()
        self.found(case)
        self.asked(case, answer="not_confirmed")
        with self.assertRaisesRegex(UserError, "speaks against"):
            self.decide(case)
        other = self.suspect(1)
        self.asked(other, answer="confirmed")
        self.answered(other)
        self.decide(other)
        self.assertEqual(other.state, "cleared")

    def test_no_release_goes_round_the_case(self):
        case = self.suspect()
        releases = self.env["dscsa.release"].with_user(self.pharmacist)
        reasons = dict(releases._fields["reason"].selection)
        for reason in reasons:
            with self.subTest(reason), self.assertRaises(UserError):
                releases._release(self.epcs[0], reason, note="It is fine")
        self.assertEqual((self.epcs[0].hold, case.state), ("suspect", "suspect"))

    def test_no_release_without_a_case(self):
        epc = self.epcs[2]
        epc._hold("suspect")
        releases = self.env["dscsa.release"].with_user(self.pharmacist)
        for reason in ("manufacturer_confirmed", "seller_confirmed", "case_cleared"):
            with self.subTest(reason), self.assertRaises(UserError):
                releases._release(epc, reason, note="They said so")
        self.assertEqual(epc.hold, "suspect")

    def test_who_decides(self):
        case = self.open_case()
        self.found(case)
        with self.assertRaisesRegex(AccessError, "pharmacist decides"):
            case.with_user(self.technician).action_suspect()
        with self.assertRaisesRegex(AccessError, "pharmacist decides"):
            self.decide(case, self.technician)
        case.with_user(self.pharmacist).action_suspect()
        with self.assertRaisesRegex(AccessError, "owner"):
            self.decide(
                case,
                self.pharmacist,
                decision="illegitimate",
                classification="stolen",
                no_maker_reason="closed",
            )
        elsewhere = self._make_company("Oak Street Pharmacy", False)
        theirs = new_test_user(
            self.env,
            login="oak",
            groups="dscsa_compliance.group_dscsa_manager",
            company_id=elsewhere.id,
        )
        with self.assertRaises(AccessError):
            self.decide(case, theirs)
        with self.assertRaisesRegex(UserError, "buttons"):
            case.with_user(self.manager).write({"state": "cleared"})
        self.assertEqual((case.state, self.epcs[0].hold), ("suspect", "suspect"))

    def test_illegitimate_needs_the_maker_a_kind_and_a_past_time(self):
        case, now = self.suspect(), fields.Datetime.now()
        told = {
            "decision": "illegitimate",
            "classification": "stolen",
            "no_maker_reason": "Nobody answers there",
        }
        for wrong, words in (
            ({"no_maker_reason": " "}, "maker was not asked"),
            ({"classification": False}, "in which way"),
            ({"determined_at": now + timedelta(minutes=5)}, "it is only"),
            ({"conclusion": "  "}, "in a sentence"),
        ):
            with self.subTest(wrong), self.assertRaisesRegex(UserError, words):
                self.decide(case, self.manager, **{**told, **wrong})
        self.decide(case, self.manager, **told)
        self.assertEqual(case.state, "illegitimate")
        self.assertEqual(case.due_at - case.determined_at, timedelta(hours=24))

    def test_decided_earlier_than_it_was_noted_is_late_and_not_refused(self):
        """The hours run from the determination, whenever somebody sits down to it."""
        case = self.suspect()
        at = fields.Datetime.now() - timedelta(hours=25)
        self.illegitimate(case, determined_at=at)
        self.assertEqual(case.due_at, at + timedelta(hours=24))
        self.assertTrue(all(case.notice_ids.mapped("is_late")))

    def test_a_question_is_not_illegitimate_at_once(self):
        with self.assertRaisesRegex(UserError, "Question"):
            self.illegitimate(self.open_case())

    def test_two_people_decide_at_once(self):
        case = self.suspect()
        self.found(case)
        self.answered(case)
        self.decide(case)
        with self.assertRaisesRegex(UserError, "decided meanwhile"):
            case.with_user(self.pharmacist)._clear("me too")

    def test_a_cleared_package_of_a_recalled_lot_stays_held(self):
        case = self.suspect()
        self.found(case)
        self.answered(case)
        self.env["dscsa.recall"].with_user(self.technician).create(
            {
                "reason": "Too much of the active part",
                "line_ids": [
                    Command.create({"code": self.product.dscsa_ndc, "lots": "L1"})
                ],
            }
        )
        self.decide(case)
        self.assertEqual((case.state, self.epcs[0].hold), ("cleared", "recall"))

    def test_a_correction_holds_again(self):
        case = self.suspect()
        self.found(case)
        self.answered(case)
        self.decide(case)
        self.assertFalse(self.epcs[0].hold)
        with self.assertRaisesRegex(AccessError, "pharmacist decides"):
            self.decide(case, self.technician, conclusion="The picture was another's")
        self.decide(case, conclusion="The picture was another's")
        self.assertEqual((case.state, self.epcs[0].hold), ("suspect", "suspect"))
        self.assertIn("another's", case.message_ids[0].body)

    def test_the_hold_outlasts_everything_else(self):
        """A late file, a scan elsewhere, a recall that ends: none of it frees."""
        self.suspect()
        self.deliver(self.packages(3), po=self.picking.origin, instance="again")
        self.env["dscsa.release"]._release_receipt(self.picking.id)
        self.assertEqual(self.epcs[0].hold, "suspect")
        with self.assertRaises(UserError):
            self.env["stock.quant"].search(
                [("product_id", "=", self.product.id)]
            ).with_user(self.manager).sudo(False).unlink()
        self.assertEqual(self.epcs[0].hold, "suspect")

    def test_kept_until_six_years_after_it_ended(self):
        case = self.suspect()
        self.assertEqual(case._retention_class, "investigation")
        self.found(case)
        self.answered(case)
        self.decide(case)
        self.env.flush_all()
        self.assertTrue(case.retention_text)
        with self.assertRaisesRegex(UserError, "is a DSCSA record"):
            case.unlink()
