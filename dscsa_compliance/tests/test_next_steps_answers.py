import json
from dataclasses import replace
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from .common import gtin_of, sgtin_urn
from .writing_to_sellers import WritingCommon


@tagged("post_install", "-at_install")
class TestNextStepsAnswers(WritingCommon):
    """A clock reminds and closes nothing; an answer is shown, and data alone settle."""

    def test_clock_is_silent_until_half_time_and_closes_nothing(self):
        row = self.wrong_lot()
        start = fields.Date.to_date(row.create_date)
        self.assertGreater(row.due_date, start + timedelta(days=2))
        self.assertLessEqual(row.remind_date, row.due_date)
        self.assertFalse(row.clock_text)
        for day, clock in (
            (row.remind_date, "half"),
            (row.due_date, "due"),
            (row.due_date + timedelta(days=20), "over"),
        ):
            with freeze_time(f"{day} 18:00:00"):
                row.invalidate_recordset(["clock", "clock_text"])
                self.assertEqual(row.clock, clock)
                self.assertTrue(row.clock_text)
        self.assertEqual(row.state, "open")

    def test_days_run_around_holidays(self):
        row = self.wrong_lot().sudo()
        self.company.partner_id.tz = "America/New_York"
        self.env.cr.execute(
            "UPDATE dscsa_discrepancy SET create_date = %s WHERE id = %s",
            ["2026-11-25 15:00:00", row.id],
        )
        row.invalidate_recordset()
        self.company.dscsa_answer_days = 2
        self.assertEqual(str(row.due_date), "2026-11-30")
        self.company.dscsa_answer_days = 0
        self.assertFalse(row.due_date)

    def test_owner_is_reminded_once(self):
        row = self.wrong_lot()
        row.user_id = self.technician
        job = self.env.ref("dscsa_compliance.ir_cron_remind_discrepancies")
        for expected in (0, 1, 1):
            day = row.remind_date if expected else fields.Date.today()
            with freeze_time(f"{day} 23:00:00"), self.enter_registry_test_mode():
                job.method_direct_trigger()
            self.env.invalidate_all()
            self.assertEqual(len(row.activity_ids), expected)
        self.assertEqual(row.activity_ids.user_id, self.technician)
        self.assertEqual(row.state, "open")

    def test_answer_dropped_like_a_file_is_shown_and_changes_nothing(self):
        row = self.wrong_lot()
        (report,) = self.reports(self.send(row))
        document = self.process(self.answer(report), name="answer.json")
        self.assertEqual(document.state, "processed")
        self.assertEqual(row.answer, "accepted")
        self.assertIn("New file tonight", row.answer_text)
        self.assertEqual(row.state, "open")
        self.assertEqual(len(row.case_message_ids), 2)
        document._process()
        self.assertEqual(len(row.case_message_ids), 2)

    def test_answer_by_mail_is_read_from_the_attachment(self):
        row = self.wrong_lot()
        (report,) = self.reports(self.send(row))
        content = self.answer(
            report,
            response_items=[
                {
                    **item,
                    "resolution_response": "Reject",
                    "alternative_resolution": {
                        "alternative_resolution": "Return product",
                        "follow_up": "Phone",
                    },
                }
                for item in json.loads(self.answer(report))["response_items"]
            ],
        )
        row.sudo().message_post(
            message_type="email",
            author_id=self.seller.id,
            body="See attachment",
            attachments=[("answer.json", content)],
        )
        self.assertEqual(row.answer, "other")
        self.assertIn("Return product", row.answer_text)

    def test_answer_to_a_case_of_somebody_else_says_so(self):
        row = self.wrong_lot()
        (report,) = self.reports(self.send(row))
        stranger = {**report, "exception_case_uuid": report["message_uuid"]}
        document = self.process(self.answer(stranger), name="answer.json")
        self.assertEqual(document.state, "failed")
        self.assertEqual(document.failure_code, "pdg.case")
        self.assertFalse(row.answer)

    def test_answers_do_not_cross_companies(self):
        row = self.wrong_lot()
        (report,) = self.reports(self.send(row))
        other = self._make_company("Oak Pharmacy", "0399000000000")
        self.env.user.company_ids |= other
        documents = self.env["dscsa.document"].with_company(other)
        document, _new = documents._take_in("a.json", self.answer(report))
        document._process()
        self.assertEqual(document.failure_code, "pdg.case")

    def test_data_close_it_and_the_thread_says_so(self):
        row = self.wrong_lot()
        order = row.picking_id.purchase_id.name
        self.send(row)
        (node,) = self.packages(1, lot="ZZ9")
        node = replace(node, epc=sgtin_urn(gtin_of(1), "X1"))
        self.deliver([node], po=order, invoice="44872")
        self.run_release()
        self.assertEqual(row.state, "resolved")
        self.assertIn("Settled by", str(row.message_ids.mapped("body")))
        message = self.send(row, "action_tell_settled")
        (report,) = self.reports(message)
        self.assertTrue(report["case_resolved"])
        self.assertEqual(report["exceptions"], {})
