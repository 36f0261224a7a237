"""A discrepancy and the seller: letter, call, clock, report, answer."""

import json
from dataclasses import replace
from datetime import timedelta

from dscsa_core.pdg.shapes import REPORT, faults
from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import gtin_of, sgtin_urn
from .receiving import ReceivingCommon


@tagged("post_install", "-at_install")
class TestNextSteps(ReceivingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.email = "desk@elm.example"
        cls.seller.email = "sales@brook.example"
        cls.seller.dscsa_desk_phone = "603 555 0199"
        cls.technician.email = "lee@elm.example"

    def wrong_lot(self, serials=("X1",), lot="ZZ9"):
        """A receipt with some packages of a lot that was not announced."""
        picking = self.receipt(
            {self.product: 3 + len(serials)}, self.packages(3), invoice="44871"
        )
        self.scan_all(picking, 3)
        for serial in serials:
            self.scan(picking, self.label(serial, lot=lot))
        self.validate(picking)
        row = self.discrepancies(picking)
        self.assertEqual(row.code, "LOT_NOT_ANNOUNCED")
        return row.with_user(self.technician)

    def compose(self, row, method="action_write_to_seller"):
        """The mail form as the client opens it."""
        action = getattr(row, method)()
        self.assertEqual(action["res_model"], "mail.compose.message")
        env = self.env(user=self.technician)
        return Form(env["mail.compose.message"].with_context(**action["context"]))

    def send(self, row, method="action_write_to_seller"):
        """Press Send; the message."""
        composer = self.compose(row, method).save()
        composer.action_send_mail()
        self.env.invalidate_all()
        return row.message_ids.filtered(lambda each: each.message_type == "comment")[:1]

    def reports(self, message):
        """PDG reports attached to a message."""
        return [json.loads(attachment.raw) for attachment in message.attachment_ids]

    def answer(self, report, kind="Accept", **changes):
        """Bytes of an answer to every item of a report."""
        items = report["exceptions"]["missing_product_data"]
        return json.dumps(
            {
                "message_uuid": "6c1ecf5d-8958-5e35-87bb-272b7db99dd3",
                "exception_case_uuid": report["exception_case_uuid"],
                "timestamp": 1795000000,
                "sender_information": {"email": "desk@brook.example"},
                "po_number": report["po_number"],
                "response_items": [
                    {
                        "exception_item_uuid": item["exception_item_uuid"],
                        "resolution_response": kind,
                        "comments": "New file tonight",
                    }
                    for item in items
                ],
                **changes,
            }
        ).encode()

    # letter ---------------------------------------------------------------------------
    def test_letter_is_filled_in_and_nothing_goes_out_by_itself(self):
        row = self.wrong_lot(("X1", "X2"))
        before = self.env["mail.mail"].search_count([])
        form = self.compose(row)
        body = str(form.body)
        for text in (
            "Brook Drug Company",
            "44871",
            row.picking_id.purchase_id.name,
            "Testamol 10 mg",
            "ZZ9",
            "X1, X2",
            "Please send the transaction data",
            "Elm Street Pharmacy",
        ):
            self.assertIn(text, body)
        for own in ("Yellow", "bin", "hold", "quarantine", "S0001", "LOT_NOT"):
            self.assertNotIn(own, body)
        self.assertEqual(form.partner_ids[:], self.seller)
        self.assertEqual(self.env["mail.mail"].search_count([]), before)
        self.assertFalse(row.asked_at)

    def test_sending_notes_the_day_and_keeps_the_report(self):
        row = self.wrong_lot()
        message = self.send(row)
        self.assertTrue(row.asked_at)
        self.assertEqual(row.state, "open")
        (report,) = self.reports(message)
        self.assertEqual(list(faults(report, REPORT)), [])
        (item,) = report["exceptions"]["missing_product_data"]
        self.assertEqual(item["product_gtin"], gtin_of(1))
        self.assertEqual(item["product_serial"], "X1")
        self.assertEqual(item["resolution_request"], "Send new data")
        self.assertEqual(report["po_number"], row.picking_id.purchase_id.name)
        self.assertEqual(report["exception_case_uuid"], row.case_uuid)
        (kept,) = row.case_message_ids
        self.assertEqual(kept.direction, "out")
        with kept.document_id._open() as stream:
            self.assertEqual(json.loads(stream.read()), report)

    def test_without_an_address_the_letter_goes_without_report(self):
        self.company.email = False
        self.technician.email = False
        row = self.wrong_lot()
        form = self.compose(row)
        self.assertFalse(form.attachment_ids[:])
        self.assertIn("ZZ9", str(form.body))

    def test_desk_address_becomes_a_contact_of_the_seller(self):
        self.seller.dscsa_desk_email = "dscsa@brook.example"
        row = self.wrong_lot()
        form = self.compose(row)
        self.assertEqual(form.partner_ids[:].email, "dscsa@brook.example")
        self.assertEqual(form.partner_ids[:].parent_id, self.seller)
        self.compose(row)
        self.assertEqual(len(self.seller.child_ids), 1)

    def test_one_letter_for_all_of_a_delivery(self):
        picking = self.receipt({self.product: 5}, self.packages(3))
        self.scan_all(picking, 3)
        self.scan(picking, self.label("X1", lot="ZZ9"))
        self.scan(picking, self.label("Y1", item=2, lot="L1"))
        self.validate(picking)
        rows = self.discrepancies(picking).with_user(self.technician)
        self.assertEqual(len(rows), 2)
        message = self.send(rows[0])
        self.assertEqual(len(set(rows.mapped("case_uuid"))), 1)
        self.assertTrue(all(rows.mapped("asked_at")))
        (report,) = self.reports(message)
        self.assertEqual(len(report["exceptions"]["missing_product_data"]), 2)
        self.assertIn("Asked together", str(rows[1].message_ids.mapped("body")))

    def test_letters_go_to_one_seller(self):
        row = self.wrong_lot()
        other = self.env["dscsa.discrepancy"].create(
            {
                "code": "NO_TI",
                "severity": "hold",
                "partner_id": self.stranger.id,
                "company_id": self.company.id,
            }
        )
        with self.assertRaises(UserError):
            (row | other.with_user(self.technician)).action_write_to_seller()

    def test_what_we_know_of_a_package_from_other_days_stays_here(self):
        row = (
            self.env["dscsa.discrepancy"]
            .create(
                {
                    "code": "SERIAL_DISPENSED_BEFORE",
                    "severity": "hold",
                    "facts": {"date": "2026-01-05"},
                    "partner_id": self.seller.id,
                    "company_id": self.company.id,
                    "product_id": self.product.id,
                }
            )
            .with_user(self.technician)
        )
        self.assertNotIn("dispensed", str(row.letter_html))
        self.assertNotIn("2026-01-05", row.phone_script)

    def test_auditor_reads_and_writes_to_nobody(self):
        row = self.wrong_lot().with_user(self.auditor)
        self.assertIn("603 555 0199", row.phone_script)
        with self.assertRaises(AccessError):
            row.action_write_to_seller()
        with self.assertRaises(AccessError):
            row.action_remedy_credit()

    def test_phone_script_names_desk_invoice_and_goods(self):
        script = self.wrong_lot().phone_script
        for text in ("603 555 0199", "44871", "Testamol", "X1", "99999-0000-1"):
            self.assertIn(text, script)

    # remedy ---------------------------------------------------------------------------
    def test_remedy_is_recorded_and_asked_for(self):
        row = self.wrong_lot()
        row.action_remedy_credit()
        self.assertEqual(row.remedy, "credit")
        self.assertEqual(row.remedy_by_id, self.technician)
        self.assertEqual(row.state, "open")
        (report,) = self.reports(self.send(row))
        (item,) = report["exceptions"]["missing_product_data"]
        self.assertEqual(item["resolution_request"], "Credit account")

    def test_suspect_goods_are_not_sent_back(self):
        row = self.wrong_lot()
        self.assertTrue(row.can_return)
        row.sudo().epc_ids._hold("suspect")
        row.invalidate_recordset(["can_return"])
        self.assertFalse(row.can_return)
        with self.assertRaises(UserError):
            row.action_remedy_return()

    def test_missing_goods_are_named_by_serial(self):
        picking = self.receipt({self.product: 3}, self.packages(3))
        self.scan_all(picking, 2)
        self.validate(picking, backorder=False)
        row = self.discrepancies(picking).with_user(self.technician)
        self.assertEqual(row.code, "SHORTAGE")
        self.assertEqual(row.usual_remedy, "send_product")
        (report,) = self.reports(self.send(row))
        (item,) = report["exceptions"]["missing_product"]
        self.assertEqual(item["product_serial"], "S0003")
        self.assertEqual(item["resolution_request"], "Send product")
        self.assertTrue(item["file_id"])

    def test_misalignment_carries_both_sides(self):
        picking = self.receipt({self.product: 1}, self.packages(1))
        self.scan(picking, self.label("S0001", lot="OTHER"))
        self.validate(picking)
        row = self.discrepancies(picking).filtered(lambda r: r.code == "LOT_MISMATCH")
        (report,) = self.reports(self.send(row.with_user(self.technician)))
        (item,) = report["exceptions"]["data_misalignment"]
        self.assertEqual(item["received_product_lot"], "OTHER")
        self.assertEqual(item["product_data_lot"], "L1")
        self.assertEqual(
            item["received_product_expiry"], self.expiry.strftime("%m%d%Y")
        )

    # clock ----------------------------------------------------------------------------
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

    # answers --------------------------------------------------------------------------
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

    # the end --------------------------------------------------------------------------
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

    def test_users_of_the_screen_may_open_every_part(self):
        row = self.wrong_lot()
        for user in (self.technician, self.pharmacist, self.manager):
            form = Form(row.with_user(user))
            self.assertTrue(form.phone_script)
        self.send(row)
        messages = row.with_user(self.auditor).case_message_ids
        self.assertEqual(messages.mapped("direction"), ["out"])
        with self.assertRaises(AccessError):
            messages.write({"notes": "x"})
