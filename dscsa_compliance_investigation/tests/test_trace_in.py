"""Tracing messages that come in: checked, answered item by item, or refused."""

from dataclasses import replace
from datetime import timedelta

from dscsa_core.investigation.trace.answers import answers
from dscsa_core.investigation.trace.message import (
    AnswerTo,
    Authority,
    Contact,
    Item,
    License,
    Request,
    Requester,
)
from dscsa_core.investigation.trace.wire import bytes_of, read_response

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .tracing import NOW, TraceCommon

WHO = "Lakeside Clinic"


@tagged("post_install", "-at_install")
class TestTraceIn(TraceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.asker = cls.env["res.partner"].create(
            {
                "name": WHO,
                "is_company": True,
                "email": "rx@lakeside.example",
                "state_id": cls.env.ref("base.state_us_30").id,
            }
        )
        wholesale = cls.env.ref("dscsa_compliance_license.license_type_wholesale")
        cls.license = cls.env["dscsa.license"].create(
            {
                "partner_id": cls.asker.id,
                "company_id": cls.company.id,
                "type_id": wholesale.id,
                "state_id": cls.asker.state_id.id,
                "number": "P-7",
            }
        )

    def message(self, *serials, days=200, **values):
        """A request of the clinic about these serials."""
        day = fields.Date.today() + timedelta(days=days)
        gtin = self.epcs[0].gtin
        return Request(
            request_id="5b2ce8c4-2f0e-4f55-9a3b-7e0d2f5c9a10",
            sent_at=NOW,
            requester=Requester(
                WHO,
                Contact("R. Rowan", "mail", "rx@lakeside.example", "+1 555 0100"),
                licenses=(License("NH", "P-7", day.isoformat()),),
            ),
            answer_to=AnswerTo("rx@lakeside.example"),
            reason="suspect",
            items=tuple(Item(serial, gtin) for serial in serials),
            **values,
        )

    def taken_in(self, message):
        mail = self.mail(bytes_of(message), sender="rx@lakeside.example")
        return self.deliver_mail(mail)

    def allow(self):
        """The license of the clinic was looked up."""
        day = fields.Date.today() + timedelta(days=200)
        self.license._record_check("confirmed", "board_site", valid_to=day)

    def answered(self, request, message):
        request = request.with_user(self.pharmacist)
        request.write({"callback_result": "yes", "phone_found": "+1 555 0200"})
        request.action_checked()
        _name, content = request._trace_message()
        return read_response(content), answers(message, read_response(content))

    def test_forty_items_are_answered_forty_times(self):
        serials = [self.serial(n) for n in range(3)] + [f"Z{n}" for n in range(37)]
        message = self.message(*serials)
        request = self.taken_in(message)
        self.assertEqual(len(request.scope_ids), 40)
        self.assertEqual((request.asker, request.partner_id), ("partner", self.asker))
        self.allow()
        response, found = self.answered(request, message)
        self.assertEqual(len(found), 40)
        self.assertEqual([x.result for x in found[:3]], ["found"] * 3)
        self.assertNotIn("unanswered", {x.result for x in found})
        self.assertEqual(response.status, "partial")
        told = found[0].transactions[0]
        self.assertEqual(told.buyer.name, self.epcs[0].transaction_id.buyer_name)

    @classmethod
    def serial(cls, number):
        return cls.epcs[number].serial

    def test_a_license_that_ended_yesterday(self):
        message = self.message("S0001", days=-1)
        request = self.taken_in(message)
        self.allow()
        response, found = self.answered(request, message)
        self.assertEqual((response.status, response.items), ("refused", ()))
        self.assertIn("valid until", response.refusal)
        self.assertEqual(found[0].result, "unanswered")

    def test_an_unknown_requester_is_neither_answered_nor_refused(self):
        message = self.message("S0001")
        request = self.taken_in(message)
        with self.assertRaisesRegex(UserError, "license"):
            self.answered(request, message)

    def test_an_authority_is_called_back(self):
        authority = Authority("Idaho Board of Pharmacy", "L. Moss", "+1 208 555 0177")
        message = self.message("S0001", authority=authority)
        request = self.taken_in(message)
        self.assertEqual((request.asker, request.agency), ("state", authority.agency))
        self.assertFalse(request.phone_found)
        mine = request.with_user(self.pharmacist)
        with self.assertRaisesRegex(UserError, "call back|Check first"):
            mine._trace_message()
        theirs = {"callback_number": authority.call_back, "phone_found": "+1 555 0200"}
        mine.write({"callback_result": "yes", **theirs})
        with self.assertRaisesRegex(UserError, "number they gave"):
            mine.action_checked()
        mine.callback_number = False
        response, _found = self.answered(request, message)
        self.assertEqual(response.status, "complete")

    def test_the_same_message_twice_is_one_request(self):
        message = self.message("S0001")
        self.assertEqual(self.taken_in(message), self.taken_in(message))

    def test_odd_bytes_are_a_request_in_words(self):
        bad = bytes_of(self.message("S0001")).replace(b'"items"', b'"itemz"')
        request = self.deliver_mail(self.mail(bad))
        self.assertIn("lacks or misuses", request.subject)
        self.assertFalse(request.trace_uuid)

    def test_a_mail_without_a_message(self):
        request = self.deliver_mail(self.mail(b'{"form": "other"}'))
        self.assertEqual(request.subject, "Tracing")

    def test_a_drill_is_answered_as_a_drill(self):
        message = replace(self.message("S0001"), is_test=True)
        request = self.taken_in(message)
        self.assertTrue(request.is_test)
        self.allow()
        response, _found = self.answered(request, message)
        self.assertTrue(response.is_test)
        action = request.with_user(self.pharmacist).action_trace_answer()
        self.assertIn("DRILL", action["context"]["default_subject"])

    def test_what_came_by_message_is_not_typed(self):
        request = self.taken_in(self.message("S0001"))
        with self.assertRaises(UserError):
            request.with_user(self.pharmacist).write({"is_test": True})
