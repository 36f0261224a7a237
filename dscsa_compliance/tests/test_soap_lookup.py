"""Look-ups by SOAP through zeep, against a server built from a real WSDL."""

import base64
import time
import zipfile
from contextlib import contextmanager
from datetime import date, timedelta
from io import BytesIO

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .licence_service import FIXTURES, WSDL, SoapService, serving
from .sources import SourceCommon

_LATER = date.today() + timedelta(days=400)
LINES = [
    {"role": "request", "path": "query.number", "asked": "number"},
    {"role": "request", "path": "query.state", "asked": "state"},
    {"role": "request", "path": "caller", "asked": "constant", "value": "Elm"},
    {"role": "response", "path": "", "told": "items"},
    {"role": "response", "path": "number", "told": "number"},
    {"role": "response", "path": "state", "told": "state"},
    {"role": "response", "path": "status", "told": "status"},
    {"role": "response", "path": "expires", "told": "expires"},
    {"role": "response", "path": "holder", "told": "name"},
    {"role": "result", "value": "active", "outcome": "confirmed"},
    {"role": "result", "value": "SUSPENDED", "outcome": "suspended"},
    {"role": "result", "value": "REVOKED", "outcome": "revoked"},
]


def answer_row(number="WH-001", status="ACTIVE", state="MN", expires=_LATER):
    """A licence as the service has it."""
    return {
        "number": number,
        "state": state,
        "status": status,
        "expires": expires,
        "holder": "Harrow",
    }


class SoapCommon(SourceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source = cls.env["dscsa.source"].create(
            {
                "name": "Board of Pharmacy",
                "kind": "soap",
                "operation": "FindLicence",
                "wsdl_file": base64.b64encode(WSDL.read_bytes()),
                "wsdl_name": "licence.wsdl",
                "timeout": 1,
                "retries": 0,
                "line_ids": [Command.create(line) for line in LINES],
            }
        )
        cls.row = cls.licence("WH-001")

    @contextmanager
    def service(self, *licences, mode="", by_url=False):
        """The service, and the source pointed there and switched on."""
        service = SoapService(list(licences))
        service.mode = mode
        with serving(service.answer) as server:
            if by_url:
                values = {"url": f"{server.url}/licence.wsdl", "wsdl_file": False}
            else:
                values = {"endpoint": f"{server.url}/soap"}
            self.source.write({**values, "mode": "button"})
            service.server = server
            yield service

    def check(self, user=None):
        """Press «check now»; the new line of the log."""
        row = self.row.with_user(user or self.pharmacist)
        self.notified = row.action_look_up()["params"]
        self.row.invalidate_recordset()
        return self.env["dscsa.source.run"].search(
            [("source_id", "=", self.source.id)], limit=1
        )


@tagged("post_install", "-at_install")
class TestSoapLookup(SoapCommon):
    def proved(self):
        """Give the licence a proof, so that a change would show."""
        self.row.with_user(self.pharmacist)._record_check(
            "confirmed", "copy", valid_to=self.today + timedelta(days=60)
        )
        return {"standing": self.row.standing, "valid_to": self.row.valid_to}

    def unchanged(self, before):
        self.row.invalidate_recordset()
        self.assertEqual({name: self.row[name] for name in before}, before)

    def test_confirmed(self):
        with self.service(answer_row("WH-1"), answer_row()) as service:
            run = self.check()
        self.assertEqual(run.result, "done")
        self.assertEqual(service.read, [("WH-001", "MN")])
        check = self.row.check_ids
        self.assertEqual(
            (check.method, check.result, check.checked_by_id),
            ("soap", "confirmed", self.pharmacist),
        )
        self.assertEqual(self.row.valid_to, _LATER)
        self.assertEqual(self.row.status, "valid")
        evidence = check.evidence_ids.attachment_id.raw.decode()
        self.assertIn("FindLicenceResponse", evidence)
        self.assertEqual(self.notified["type"], "success")

    def test_wsdl_from_its_address(self):
        with self.service(answer_row(), by_url=True) as service:
            self.assertEqual(self.check().result, "done")
        kinds = [method for method, *_rest in service.server.asked]
        self.assertEqual(kinds, ["GET", "POST"])
        self.assertEqual(self.row.status, "valid")

    def test_wsdl_with_its_schema_in_a_zip(self):
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in ("licence_split.wsdl", "licence_types.xsd"):
                archive.writestr(f"service/{name}", (FIXTURES / name).read_bytes())
        self.source.write(
            {"wsdl_file": base64.b64encode(out.getvalue()), "wsdl_name": "all.zip"}
        )
        with self.service(answer_row()):
            self.assertEqual(self.check().result, "done")

    def test_wsdl_whose_schema_lies_beside_it(self):
        with self.service(answer_row(), by_url=True) as service:
            self.source.url = f"{service.server.url}/licence_split.wsdl"
            self.assertEqual(self.check().result, "done")

    def test_suspended_counts_when_a_person_asked(self):
        self.proved()
        with self.service(answer_row(status="SUSPENDED")):
            self.check()
        self.assertEqual(self.row.status, "suspended")

    def test_job_only_proposes_what_makes_things_worse(self):
        before = self.proved()
        self.row.next_check = self.today
        with self.service(answer_row(status="REVOKED")):
            self.source.mode = "job"
            with self.enter_registry_test_mode():
                job = self.env.ref("dscsa_compliance.ir_cron_look_up_licenses")
                job.method_direct_trigger()
                self.row.sudo().next_check = self.today
                job.method_direct_trigger()
        self.unchanged(before)
        proposal = self.proposals.search([("source_id", "=", self.source.id)])
        self.assertEqual((len(proposal), proposal.result), (1, "revoked"))
        self.assertIn("REVOKED", proposal.answer)
        proposal.with_user(self.pharmacist).action_accept()
        self.assertEqual(self.row.status, "revoked")
        self.assertEqual(self.row.check_ids[:1].method, "soap")

    def test_job_renews_what_is_confirmed(self):
        self.proved()
        self.row.next_check = self.today
        with self.service(answer_row()):
            self.source.mode = "job"
            with self.enter_registry_test_mode():
                job = self.env.ref("dscsa_compliance.ir_cron_look_up_licenses")
                job.method_direct_trigger()
        self.assertEqual(self.row.valid_to, _LATER)
        self.assertGreater(self.row.next_check, self.today)

    def test_not_found_changes_nothing(self):
        before = self.proved()
        with self.service(answer_row("OTHER")):
            self.assertEqual(self.check().result, "done")
        self.assertEqual(self.row.check_ids[:1].result, "not_found")
        self.unchanged(before)

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
        with self.service(mode="slow"):
            began = time.monotonic()
            self.unreachable("within 1 seconds", before)
            self.assertLess(time.monotonic() - began, 4)

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

        text = (FIXTURES / "licence_split.wsdl").read_text(encoding="utf-8")
        with serving(spy) as other, self.service():
            for place in (f"{other.url}/x.xsd", "file:///etc/passwd", "/etc/passwd"):
                content = text.replace("licence_types.xsd", place).encode()
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
            self.unreachable("It has: FindLicence", before)

    def test_question_that_does_not_fit_the_wsdl_is_not_sent(self):
        before = self.proved()
        with self.service() as service:
            self.source.request_line_ids[:1].path = "query.nothing"
            self.unreachable("cannot be put together", before)
        self.assertEqual(service.server.asked, [])

    def test_sign_in_is_sent_but_shown_nowhere(self):
        for kind, expected in (
            ("basic", "Authorization"),
            ("header", "X-Api-Key"),
            ("wsse", None),
        ):
            self.source.write(
                {"sign_in": kind, "username": "X-Api-Key", "secret": "s3cret-word"}
            )
            with (
                self.service(answer_row()) as service,
                self.assertLogs("", "DEBUG") as logs,
            ):
                run = self.check()
            self.assertEqual(run.result, "done", run.message)
            _method, _path, headers, body = service.server.asked[0]
            if expected:
                self.assertIn(expected, headers)
                self.assertNotIn(b"s3cret-word", body)
            else:
                self.assertIn(b"s3cret-word", body)
            evidence = self.row.check_ids[:1].evidence_ids.attachment_id.raw.decode()
            written = "\n".join([*logs.output, run.message, evidence])
            self.assertNotIn("s3cret-word", written, kind)

    def test_dry_run_shows_question_and_answer_and_records_nothing(self):
        with self.service(answer_row()) as service:
            wizard = (
                self.env["dscsa.source.dry.run"]
                .with_user(self.manager)
                .create({"source_id": self.source.id, "license_id": self.row.id})
            )
            wizard.action_show()
            self.assertIn("WH-001", wizard.request)
            self.assertFalse(wizard.answer)
            self.assertEqual(service.server.asked, [])
            wizard.action_ask()
        self.assertIn("ACTIVE", wizard.answer)
        self.assertIn("Confirmed", wizard.meaning)
        self.assertFalse(self.row.check_ids)
        run = self.env["dscsa.source.run"].search(
            [("source_id", "=", self.source.id)], limit=1
        )
        self.assertEqual(run.action, "dry_run")

    def test_dry_run_sends_nothing_while_off(self):
        with self.service(answer_row()) as service:
            self.source.mode = "off"
            wizard = self.env["dscsa.source.dry.run"].create(
                {"source_id": self.source.id, "license_id": self.row.id}
            )
            wizard.action_show()
            with self.assertRaises(UserError):
                wizard.action_ask()
            self.source.write({"url": service.server.url, "wsdl_file": False})
            with self.assertRaises(UserError):
                wizard.action_show()
        self.assertEqual(service.server.asked, [])

    def test_dry_run_words_for_what_goes_wrong(self):
        wizard = self.env["dscsa.source.dry.run"].create(
            {"source_id": self.source.id, "license_id": self.row.id}
        )
        with self.service(mode="fault"):
            wizard.action_ask()
            self.assertIn("Registry is closed", wizard.meaning)
        with self.service(answer_row(status="PENDING")):
            wizard.action_ask()
            self.assertIn("not in the table", wizard.meaning)

    def test_who_may_ask(self):
        with self.service(answer_row()) as service:
            for user in (self.technician, self.auditor):
                with self.assertRaises(UserError):
                    self.check(user)
            values = {"source_id": self.source.id, "license_id": self.row.id}
            with self.assertRaises(AccessError):
                self.env["dscsa.source.dry.run"].with_user(self.pharmacist).create(
                    values
                )
        self.assertEqual(service.server.asked, [])

    def test_nothing_is_asked_while_off_or_for_another_state(self):
        with self.service(answer_row()) as service:
            self.source.mode = "off"
            with self.assertRaisesRegex(UserError, "State's site"):
                self.check()
            self.source.write({"mode": "button", "state_ids": self.wisconsin.ids})
            with self.assertRaisesRegex(UserError, "State's site"):
                self.check()
        self.assertEqual(service.server.asked, [])

    def test_source_of_another_company_is_not_asked(self):
        other = self.env["res.company"].create({"name": "Oak Street Pharmacy"})
        with self.service(answer_row()) as service:
            self.source.company_id = other
            with self.assertRaises(UserError):
                self.check()
        self.assertEqual(service.server.asked, [])

    def test_confirming_an_order_asks_nobody(self):
        self.proved()
        self.company.dscsa_gate = "stop"
        self.company.partner_id.state_id = self.minnesota
        with self.service(mode="slow") as service:
            self.source.mode = "job"
            order = self.order({self.product: 1}, partner=self.harrow)
        self.assertEqual(order.state, "purchase")
        self.assertEqual(service.server.asked, [])

    def test_job_goes_on_after_an_unexpected_error(self):
        second = self.licence("WH-002")
        (self.row | second).next_check = self.today
        with self.service(answer_row("WH-002")):
            self.source.mode = "job"
            from unittest.mock import patch

            Lookup = (
                "odoo.addons.dscsa_compliance.services.license_lookup.LicenseLookup"
            )
            from ..services.license_lookup import LicenseLookup

            real = LicenseLookup.check

            def check(lookup, licence, **options):
                if licence.number == "WH-001":
                    raise ZeroDivisionError
                return real(lookup, licence, **options)

            logger = "odoo.addons.dscsa_compliance.models.dscsa_source_lookup"
            with (
                patch(f"{Lookup}.check", check),
                mute_logger(logger),
                self.enter_registry_test_mode(),
            ):
                job = self.env.ref("dscsa_compliance.ir_cron_look_up_licenses")
                job.method_direct_trigger()
        self.assertEqual(second.status, "valid")
        self.assertFalse(self.row.check_ids)
