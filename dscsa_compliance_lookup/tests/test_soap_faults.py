"""SOAP services that are slow, gone, at fault or hostile change nothing."""

import base64

from dscsa_core.testing import effort

from odoo import fields
from odoo.tests import tagged

from .license_service import FIXTURES, WSDL, serving
from .soap import SoapCommon, answer_row


@tagged("post_install", "-at_install")
class TestSoapFaults(SoapCommon):
    def test_status_nobody_mapped_changes_nothing(self):
        before = self.proved()
        with self.service(answer_row(status="PENDING")):
            run = self.check()
        self.assertEqual(run.result, "unclear")
        self.assertIn("PENDING", run.message)
        self.assertIn("Meaning", run.next_step)
        self.assertEqual(self.row.check_ids[:1].result, "unreachable")
        self.unchanged(before)

    def unreachable(self, words, before):
        run = self.check()
        self.assertEqual(run.result, "unreachable")
        self.assertIn(words, run.message)
        self.assertTrue(run.next_step)
        self.assertEqual(self.row.check_ids[:1].result, "unreachable")
        self.unchanged(before)
        tomorrow = fields.Date.add(self.today, days=1)
        self.assertEqual(self.row.next_check, tomorrow)
        self.assertEqual(self.notified["type"], "warning")

    def test_fault_changes_nothing(self):
        before = self.proved()
        with self.service(mode="fault"):
            self.unreachable("Registry is closed", before)

    def test_slow_service_changes_nothing_and_is_left_in_time(self):
        before = self.proved()
        self.source.timeout = 1
        with self.service(mode="slow"), effort.answers():
            self.unreachable("within 1 seconds", before)

    def test_unreachable_service_changes_nothing(self):
        before = self.proved()
        with self.service():
            pass
        self.unreachable("could not be reached", before)

    def test_unreachable_wsdl_changes_nothing(self):
        before = self.proved()
        with self.service(by_url=True):
            pass
        self.unreachable("could not be reached", before)

    def test_answer_that_does_not_fit_changes_nothing(self):
        before = self.proved()
        bomb = (
            '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>'
            '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">'
            "<s:Body>&c;</s:Body></s:Envelope>"
        )
        for mode in ("invalid", "<html>no</html>", "not xml", bomb):
            with self.service(mode=mode):
                run = self.check()
                self.assertEqual(run.result, "unreachable", mode)
                self.unchanged(before)

    def test_wsdl_that_is_none(self):
        before = self.proved()
        cases = {
            b"<html/>": "WSDL",
            b"nothing": "WSDL",
            b"PK\x03\x04broken": "WSDL",
            b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>': "DTD",
        }
        with self.service():
            for content, words in cases.items():
                self.source.wsdl_file = base64.b64encode(content)
                self.unreachable(words, before)

    def test_wsdl_loads_nothing_from_elsewhere(self):
        before = self.proved()
        asked = []

        def spy(handler, _body):
            asked.append(handler.path)
            handler.send(b"<x/>")

        text = (FIXTURES / "license_split.wsdl").read_text(encoding="utf-8")
        with serving(spy) as other, self.service():
            for place in (f"{other.url}/x.xsd", "file:///etc/passwd", "/etc/passwd"):
                content = text.replace("license_types.xsd", place).encode()
                self.source.wsdl_file = base64.b64encode(content)
                self.unreachable("not allowed", before)
        self.assertEqual(asked, [])

    def test_wsdl_from_an_address_does_not_send_us_elsewhere(self):
        self.source.write(
            {"sign_in": "basic", "username": "elm", "secret": "s3cret-word"}
        )
        with self.service(answer_row(), by_url=True) as service:
            port = service.server.server_port
            service.server.answer = lambda handler, _body: handler.send(
                WSDL.read_bytes().replace(b"127.0.0.1:1", b"localhost:%d" % port)
            )
            run = self.check()
        self.assertEqual(run.result, "unreachable")
        self.assertIn("The WSDL sends the question to localhost", run.message)
        self.assertEqual([each[0] for each in service.server.asked], ["GET"])

    def test_unknown_operation_names_the_known_ones(self):
        before = self.proved()
        with self.service():
            self.source.operation = "Nothing"
            self.unreachable("It has: FindLicense", before)

    def test_question_that_does_not_fit_the_wsdl_is_not_sent(self):
        before = self.proved()
        with self.service() as service:
            self.source.request_line_ids[:1].path = "query.nothing"
            self.unreachable("cannot be put together", before)
        self.assertEqual(service.server.asked, [])
