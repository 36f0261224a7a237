from datetime import timedelta

from dscsa_core.investigation.sample import sample_size

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .doubting import DoubtCommon


@tagged("post_install", "-at_install")
class TestFoundOut(DoubtCommon):
    """What the law asks to find out, and that it stays: 582(d)(4)(A)(ii)."""

    def test_three_or_one_in_ten(self):
        table = {0: 0, 1: 1, 2: 2, 3: 3, 7: 3, 28: 3, 30: 3, 32: 4, 50: 5, 101: 11}
        self.assertEqual({n: sample_size(n) for n in table}, table)

    def test_what_is_looked_at_is_proposed_with_what_is_on_record(self):
        case = self.doubt(epc_ids=self.epcs.ids)
        case.with_user(self.pharmacist).action_suspect()
        kinds = case.check_ids.mapped("kind")
        self.assertEqual(kinds.count("lot"), 1)
        self.assertEqual(kinds.count("sample"), 3)
        self.assertEqual(kinds.count("ti"), 1)
        papers = case.check_ids.filtered(lambda check: check.kind == "ti")
        self.assertIn("Brook Drug Company", papers.recorded)
        self.assertFalse(any(case.check_ids.mapped("result")))

    def test_of_what_is_not_ours_nothing_is_on_record(self):
        case = self.doubt(whose="found", product_name="A white bottle")
        case.with_user(self.pharmacist).action_suspect()
        lot = case.check_ids.filtered(lambda check: check.kind == "lot")
        self.assertIn("not of our stock", lot.recorded)

    def test_what_was_noted_stays(self):
        check = self.found(self.open_case(), result="against")
        self.assertEqual(check.user_id, self.technician)
        for values in ({"result": "for"}, {"note": "no"}, {"kind": "ti"}):
            with self.subTest(values), self.assertRaisesRegex(UserError, "stays"):
                check.write(values)

    def test_of_a_decided_case_nothing_is_added(self):
        case = self.open_case()
        self.found(case)
        self.decide(case)
        with self.assertRaisesRegex(UserError, "is decided"):
            self.found(case, result="against")

    def test_nobody_adds_to_the_case_of_another_company(self):
        case = self.open_case()
        elsewhere = self._make_company("Oak Street Pharmacy", False)
        theirs = new_test_user(
            self.env,
            login="oak",
            groups="dscsa_compliance.group_dscsa_technician",
            company_id=elsewhere.id,
        )
        with self.assertRaises(UserError):
            self.found(case, user=theirs)
        calls = self.env["dscsa.verification"].with_user(theirs)
        for company in (self.company, elsewhere):
            values = {
                "company_id": company.id,
                "investigation_id": case.id,
                "maker": "Alder Pharma",
                "answer": "confirmed",
                "answered_by": "Nobody",
            }
            with (
                self.subTest(company.name),
                self.assertRaises(UserError),
            ):
                calls.create(values)
                self.env.flush_all()
        other = self.open_case(1)
        check = self.found(case)
        with self.assertRaises(UserError):
            check.sudo().investigation_id = other

    def test_an_answer_has_a_name_a_reason_and_a_time(self):
        case, now = self.open_case(), fields.Datetime.now()
        for wrong, words in (
            ({"answered_by": False}, "Nobody at the maker"),
            ({"answer": "not_confirmed", "reason": False}, "Nothing says why"),
            ({"answer": "not_checked", "reason": False}, "Nothing says why"),
            ({"answered_at": now + timedelta(hours=1)}, "yet to come"),
            ({"answered_at": now - timedelta(days=1)}, "before anybody asked"),
        ):
            with self.subTest(wrong), self.assertRaisesRegex(UserError, words):
                self.asked(case, **wrong)
        call = self.asked(case)
        self.assertEqual(call.due_at - call.asked_at, timedelta(hours=24))
        with self.assertRaisesRegex(UserError, "on record"):
            call.answer = "not_confirmed"

    def test_who_found_it_and_what_is_on_record_is_not_typed(self):
        case, other = self.open_case(), self.open_case(1)
        forged = {"user_id": self.manager.id, "recorded": "The seller told lot L1"}
        check = self.found(case, result=False, **forged)
        self.assertFalse(check.user_id or check.recorded)
        for values in ({"user_id": self.manager.id}, {"recorded": "Fits"}):
            with self.subTest(values), self.assertRaises(UserError):
                check.with_user(self.technician).write(values)
        asked = self.asked(case, answer=False).with_user(self.technician)
        later = fields.Datetime.now() + timedelta(hours=1)
        for values in ({"asked_by_id": self.manager.id}, {"asked_at": later}):
            with self.subTest(values), self.assertRaises(UserError):
                asked.write(values)
        for row in (check.with_user(self.technician), asked):
            with self.assertRaisesRegex(UserError, "of this case"):
                row.item_id = other.item_ids
