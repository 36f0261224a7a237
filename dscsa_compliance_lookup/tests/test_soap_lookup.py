"""Look-ups by SOAP through zeep, against a server built from a real WSDL."""

import base64
import zipfile
from io import BytesIO

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models import dscsa_source_lookup_mixin
from .license_service import FIXTURES
from .soap import LATER, SoapCommon, answer_row


@tagged("post_install", "-at_install")
class TestSoapLookup(SoapCommon):
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
        self.assertEqual(self.row.valid_to, LATER)
        self.assertEqual(self.row.status, "valid")
        evidence = check.evidence_ids.attachment_id.raw.decode()
        self.assertIn("FindLicenseResponse", evidence)
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
            for name in ("license_split.wsdl", "license_types.xsd"):
                archive.writestr(f"service/{name}", (FIXTURES / name).read_bytes())
        self.source.write(
            {"wsdl_file": base64.b64encode(out.getvalue()), "wsdl_name": "all.zip"}
        )
        with self.service(answer_row()):
            self.assertEqual(self.check().result, "done")

    def test_wsdl_whose_schema_lies_beside_it(self):
        with self.service(answer_row(), by_url=True) as service:
            self.source.url = f"{service.server.url}/license_split.wsdl"
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
                job = self.env.ref("dscsa_compliance_lookup.ir_cron_look_up_licenses")
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
                job = self.env.ref("dscsa_compliance_lookup.ir_cron_look_up_licenses")
                job.method_direct_trigger()
        self.assertEqual(self.row.valid_to, LATER)
        self.assertGreater(self.row.next_check, self.today)

    def test_not_found_changes_nothing(self):
        before = self.proved()
        with self.service(answer_row("OTHER")):
            self.assertEqual(self.check().result, "done")
        self.assertEqual(self.row.check_ids[:1].result, "not_found")
        self.unchanged(before)

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

    def test_federal_papers_are_not_asked_of_a_state(self):
        registration = self.registration
        self.row = self.license("F-1", type_id=registration.id, state_id=False)
        with self.service(answer_row("F-1", state="")) as service:
            with self.assertRaises(UserError):
                self.check()
            self.assertEqual(service.server.asked, [])
            self.source.type_ids = registration
            self.assertEqual(self.check().result, "done")

    def test_job_notes_a_service_that_is_gone_once(self):
        with self.service():
            self.source.mode = "job"
        for _day in range(3):
            self.env["dscsa.source"]._look_up(self.row, by_person=False)
        self.assertEqual(self.row.check_ids.mapped("result"), ["unreachable"])
        runs = self.env["dscsa.source.run"].search([("source_id", "=", self.source.id)])
        self.assertEqual(runs.mapped("result"), ["unreachable"] * 3)

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
        second = self.license("WH-002")
        (self.row | second).next_check = self.today
        with self.service(answer_row("WH-002")):
            self.source.mode = "job"
            from unittest.mock import patch

            from ..services.license_lookup import LicenseLookup

            real = LicenseLookup.check

            def check(lookup, license, **options):
                if license.number == "WH-001":
                    raise ZeroDivisionError
                return real(lookup, license, **options)

            logger = dscsa_source_lookup_mixin.__name__
            with (
                patch.object(LicenseLookup, "check", check),
                mute_logger(logger),
                self.enter_registry_test_mode(),
            ):
                job = self.env.ref("dscsa_compliance_lookup.ir_cron_look_up_licenses")
                job.method_direct_trigger()
        self.assertEqual(second.status, "valid")
        self.assertFalse(self.row.check_ids)
