"""Tracing outward: hop by hop to the maker, by mails as bytes."""

import time

from dscsa_core.investigation.trace.message import Party

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .tracing import MAKER, TraceCommon


@tagged("post_install", "-at_install")
class TestTrace(TraceCommon):
    def test_the_chain_to_the_maker_by_mail_one_tap_a_hop(self):
        begun = time.monotonic()
        trace = self.trace()
        self.assertEqual(len(trace.hop_ids), 1)
        first = trace.hop_ids
        self.assertEqual(first.partner_id, self.seller)
        request, _content, asked = self.ask(first)
        self.assertEqual([i.serial for i in request.items], ["S0001", "S0002"])
        hops = (
            self.sale(MAKER, self.seller_party),
            self.sale(self.seller_party, self.us, 5),
        )
        answer = self.response(request, *hops, responder=self.seller_party)
        self.deliver_mail(self.mail(answer, to=asked))
        self.assertEqual(first.state, "answered")
        second = trace.hop_ids - first
        self.assertEqual(second.party_name, MAKER.name)
        self.assertFalse(trace.completed_at)
        second.email = "trace@alder.example"
        request, _content, asked = self.ask(second)
        answer = self.response(request, hops[0])
        self.deliver_mail(self.mail(answer, to=asked))
        self.assertTrue(trace.completed_at)
        self.assertEqual(len(trace.hop_ids), 2)
        self.assertFalse(trace.gap_count)
        self.assertIn(MAKER.name, trace.chain_html)
        self.assertIn("Complete to the maker", trace.sentence)
        self.assertLess(time.monotonic() - begun, 10)

    def test_a_gap_is_shown(self):
        trace = self.trace()
        request, _content, asked = self.ask(trace.hop_ids)
        stranger = Party("Somebody Else")
        answer = self.response(request, self.sale(MAKER, stranger))
        self.deliver_mail(self.mail(answer, to=asked))
        self.assertEqual(trace.gap_count, 2)
        self.assertIn("nobody told", trace.chain_html)
        self.assertFalse(trace.completed_at)

    def test_a_fresh_mail_finds_its_tracing(self):
        trace = self.trace()
        request, _content, _asked = self.ask(trace.hop_ids)
        answer = self.response(request, self.sale(MAKER, self.seller_party))
        self.deliver_mail(self.mail(answer))
        self.assertEqual(trace.hop_ids[0].state, "answered")

    def test_two_answers_that_differ(self):
        trace = self.trace()
        hop = trace.hop_ids
        request, _content, asked = self.ask(hop)
        one = self.response(request, self.sale(MAKER, self.seller_party))
        other = self.response(request, self.sale(Party("Forger"), self.seller_party))
        for answer in (one, one, other):
            self.deliver_mail(self.mail(answer, to=asked))
        self.assertEqual(hop.state, "unclear")
        self.assertEqual(hop.response.encode(), one)
        self.assertEqual(len(trace.evidence_ids), 2)
        self.assertNotIn("Forger", trace.chain_html)

    def test_answers_that_are_none(self):
        trace = self.trace()
        other = self.trace(self.epcs[2])
        request, _content, _asked = self.ask(other.hop_ids)
        drill = self.response(request, is_test=True)
        for content, wanted in (
            (b'{"form": "trace-response/1", "items": 7}', "lacks or misuses"),
            (b"[1, 2", "no tracing message"),
            (b'{"form": "trace-response/1", "form": "x"}', "no tracing message"),
            (self.response(request), "another request"),
        ):
            with self.subTest(wanted), self.assertRaisesRegex(UserError, wanted):
                trace._take("answer.json", content)
        with self.assertRaisesRegex(UserError, "drill"):
            other._take("answer.json", drill)
        self.assertEqual(other.hop_ids.state, "asked")

    def test_refused(self):
        trace = self.trace()
        request, _content, asked = self.ask(trace.hop_ids)
        answer = self.response(request, status="refused", refusal="We know you not.")
        self.deliver_mail(self.mail(answer, to=asked))
        self.assertEqual(trace.hop_ids.state, "refused")
        self.assertEqual(trace.hop_ids.remarks, "We know you not.")

    def test_answered_in_part(self):
        trace = self.trace()
        request, _content, asked = self.ask(trace.hop_ids)
        answer = self.response(request, self.sale(MAKER, self.seller_party))
        text = answer.decode().replace("S0002", "S9999")
        self.deliver_mail(self.mail(text.encode(), to=asked))
        self.assertEqual(trace.hop_ids[0].state, "partial")
        self.assertEqual(trace.hop_ids[0].unanswered_count, 1)

    def test_from_a_case(self):
        case = self.open_case()
        action = case.with_user(self.technician).action_trace()
        trace = self.env["dscsa.trace"].browse(action["res_id"])
        self.assertEqual(trace.item_ids.epc_id, self.epcs[0])
        again = case.with_user(self.technician).action_trace()
        self.assertEqual(again["res_id"], trace.id)

    def test_a_drill_has_a_certificate(self):
        action = self.epcs[0].with_user(self.technician).action_trace_drill()
        trace = self.env["dscsa.trace"].browse(action["res_id"])
        request, _content, asked = self.ask(trace.hop_ids)
        self.assertTrue(request.is_test)
        self.assertIn("DRILL", asked.subject)
        answer = self.response(request, self.sale(MAKER, self.seller_party))
        self.deliver_mail(self.mail(answer, to=asked))
        report = self.env["ir.actions.report"].with_user(self.auditor)
        html, _kind = report._render_qweb_html(
            "dscsa_compliance_investigation.report_trace", trace.ids
        )
        self.assertIn("Drill", html.decode())
        self.assertIn(trace.hop_ids[0].party_name, html.decode())

    def test_what_is_not_typed(self):
        trace = self.trace()
        mine = trace.with_user(self.technician)
        self.ask(trace.hop_ids)
        for record, values in (
            (mine.hop_ids, {"state": "answered"}),
            (mine.hop_ids, {"party_name": "Other"}),
            (mine.item_ids[0], {"serial": "X"}),
            (mine, {"state": "closed"}),
        ):
            with self.subTest(values), self.assertRaises(UserError):
                record.write(values)

    def test_who_may(self):
        trace = self.trace()
        with self.assertRaises(AccessError):
            trace.with_user(self.auditor).hop_ids.action_ask()
        trace.conclusion = "To the maker"
        with self.assertRaises(AccessError):
            trace.with_user(self.technician).action_close()
        trace.with_user(self.pharmacist).action_close()
        self.assertEqual(trace.state, "closed")
        with self.assertRaises(UserError):
            trace.with_user(self.technician).hop_ids.action_ask()
