import json

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .doubting import DoubtCommon


@tagged("post_install", "-at_install")
class TestForm3911(DoubtCommon):
    """A sheet to copy from, filled in from the case, kept as it was given."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technician.partner_id.write(
            {"phone": "+1 802 555 0123", "email": "lee@maple.example"}
        )
        cls.product.write({"dscsa_strength": "10 mg", "dscsa_dosage_form": "Tablet"})

    def sheet(self, case, user=None):
        action = case.with_user(user or self.technician).action_form3911()
        form = self.env["dscsa.form3911"].with_user(user or self.technician)
        return form.browse(action["res_id"])

    def line(self, form, name):
        return next(each for each in form.lines if each["name"] == name)

    def test_filled_in_from_the_case(self):
        form = self.sheet(self.illegitimate(self.suspect()))
        values = {each["name"]: each["value"] for each in form.lines}
        for name, wanted in (
            ("report_type", "Initial Notification"),
            ("incident_number", ""),
            ("classification", "Counterfeit"),
            ("lots", "L1"),
            ("serials", "S0001"),
            ("quantity", "1 package"),
            ("strength", "10 mg"),
            ("ndc", self.product.dscsa_ndc),
        ):
            with self.subTest(name):
                self.assertEqual(values[name], wanted)
        self.assertEqual(self.line(form, "classification")["code"], "C121834")
        for words in ("The seal is broken", "Brook Drug Company", "Alder Pharma"):
            self.assertIn(words, values["event"])
        json.dumps(form.lines)

    def test_numbers_follow_the_version(self):
        form = self.sheet(self.illegitimate(self.suspect()))
        self.assertEqual(self.line(form, "event")["item"], 17)
        form.version = "2025"
        self.assertEqual(self.line(form, "event")["item"], 18)
        self.assertTrue(self.line(form, "incident_location"))

    def test_what_is_empty_is_said_and_filled_in_by_a_person(self):
        form = self.sheet(self.illegitimate(self.suspect()))
        form.contact_email = False
        self.assertIn("no mail address", form.problems_text)
        form.contact_email = "lee@maple.example"
        form.event = "Edited by hand"
        self.assertNotIn("no mail address", form.problems_text or "")
        self.assertEqual(self.line(form, "event")["value"], "Edited by hand")
        form.write({"other_other": True})
        self.assertTrue(self.line(form, "other_reports")["problem"])

    def test_several_products_of_one_incident(self):
        """A second product made ready by hand: the form shows “Multiple”."""
        other = self.receipt({self.other_product: 1}, self.packages(1, item=2, first=9))
        self.scan_all(other, 1, item=2, first=9)
        self.validate(other)
        epc = self.env["dscsa.epc"].search(
            [("product_id", "=", self.other_product.id), ("kind", "=", "package")]
        )
        cases = self.doubt(epc_ids=(self.epcs[0] | epc).ids)
        for case in cases:
            self.illegitimate(self.suspect(case=case))
        form = self.sheet(cases[0])
        self.assertEqual(len(form.product_ids), 2)
        self.assertEqual(self.line(form, "product_name")["value"], "Multiple")
        self.assertIn("S0009", self.line(form, "serials")["value"])
        self.assertEqual(self.sheet(cases[1]), form)
        form.action_sent()
        for case in cases:
            told = case._notices_of("illegitimate").filtered("is_fda")
            self.assertTrue(told.told_at)

    def test_sent_it_is_kept_as_it_was_given(self):
        case = self.illegitimate(self.suspect())
        form = self.sheet(case)
        self.assertFalse(case._notices_of("illegitimate").filtered("is_fda").told_at)
        form.action_sent()
        told = case._notices_of("illegitimate").filtered("is_fda")
        self.assertTrue(told.told_at)
        self.assertIn("3911", told.how)
        kept = form.evidence_ids
        self.assertTrue(kept.sha256)
        self.assertIn("3911", kept.name)
        for change in ({"event": "x"}, {"version": "2025"}, {"sent_at": False}):
            with self.subTest(change), self.assertRaises(UserError):
                form.write(change)
        with self.assertRaises(UserError):
            form.product_ids[0].lots = "L9"
        with self.assertRaises(UserError):
            form.product_ids = [Command.create({"name": "x"})]
        form.incident_number = "3911-77"
        self.assertEqual(case.incident_number, "3911-77")
        again = self.sheet(case)
        self.assertEqual((again.kind, again.incident_number), ("follow_up", "3911-77"))

    def test_the_request_to_end_it(self):
        case = self.told(self.illegitimate(self.suspect()))
        mine = case.with_user(self.pharmacist)
        self.env["dscsa.investigation.disposal"].with_user(self.pharmacist).create(
            {"investigation_id": case.id, "proof": "Certificate 9"}
        )
        mine.action_disposed()
        mine.write({"incident_number": "3911-77", "termination_why": "All destroyed"})
        mine.action_ask_fda()
        form = self.sheet(case)
        self.assertEqual(form.kind, "termination")
        self.assertEqual(
            self.line(form, "termination_reason")["value"], "All destroyed"
        )
        self.assertEqual(self.line(form, "incident_number")["value"], "3911-77")
        form.action_sent()
        mine.action_ask_fda()
        self.assertEqual(case.state, "termination_asked")

    def test_only_of_what_is_illegitimate_and_ones_own(self):
        case = self.suspect()
        with self.assertRaisesRegex(UserError, "illegitimate product only"):
            self.sheet(case)
        self.illegitimate(case)
        elsewhere = self._make_company("Oak Street Pharmacy", False)
        theirs = new_test_user(
            self.env,
            login="oak",
            groups="dscsa_compliance.group_dscsa_manager",
            company_id=elsewhere.id,
        )
        for user in (theirs, self.auditor, self.stock_user):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.sheet(case, user)
        with self.assertRaises(AccessError):
            self.env["dscsa.form3911"].with_user(theirs).create(
                {"investigation_id": case.id}
            )

    def test_illegitimate_at_17_40_all_is_ready_and_nothing_is_sent(self):
        """The sheet and each notice within one call a paper; no mail leaves."""
        mails = self.env["mail.mail"].search_count([])
        case = self.illegitimate(self.suspect())
        form = self.sheet(case)
        papers = [
            notice.with_user(self.technician).action_draft()
            for notice in case.notice_ids.filtered("partner_id")
        ]
        self.assertTrue(papers and form.lines)
        self.assertTrue(all(each["context"]["default_body"] for each in papers))
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        self.assertFalse(any(case.notice_ids.mapped("told_at")))
        self.assertFalse(form.sent_at)

    def test_printed(self):
        form = self.sheet(self.illegitimate(self.suspect()))
        for report, record in (
            ("report_form3911", form),
            ("report_call_sheet", form.investigation_id.verification_ids[:1]),
        ):
            name = f"dscsa_compliance_investigation.{report}"
            html = self.env["ir.actions.report"]._render_qweb_html(name, record.ids)[0]
            self.assertIn(b"S0001" if record == form else b"Never call", html)
