"""Sources: off by default, bounded, logged; what goes out, and who may send it."""

import threading
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

import requests
from dscsa_core.testing import effort
from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.modules.neutralize import get_neutralization_queries
from odoo.tests import tagged
from odoo.tools import file_open, mute_logger

from .license_service import serving
from .sources import SourceCommon, samples

ADDON = __package__.split(".")[2]


@tagged("post_install", "-at_install")
class TestSources(SourceCommon):
    @contextmanager
    def site(self, content=None, source=None, answer=None, **send):
        """A server with a file; the source points there and is switched on."""
        source = source or self.wdd
        answer = answer or (lambda handler, _body: handler.send(content, **send))
        with serving(answer) as server:
            source.write(
                {
                    "url": f"{server.url}/cder/list.txt",
                    "mode": "button",
                    "timeout": 60,
                    "retries": 0,
                }
            )
            yield server

    def download(self, source=None):
        """Download as a pharmacist does; the line of the log."""
        source = source or self.wdd
        source.with_user(self.pharmacist).action_download()
        return self.env["dscsa.source.run"].search(
            [("source_id", "=", source.id)], limit=1
        )

    def unreachable(self, words):
        run = self.download()
        self.assertEqual(run.result, "unreachable")
        self.assertIn(words, run.message)
        self.assertTrue(run.next_step)
        self.assertFalse(self.wdd.snapshot_id)
        return run

    def test_everything_is_off_after_installing(self):
        fresh = self.env["dscsa.source"].search([])
        self.assertEqual(set(fresh.mapped("mode")), {"off"})
        self.assertEqual(
            self.env["dscsa.source"].create({"name": "x", "kind": "json"}).mode, "off"
        )

    def test_nothing_goes_out_while_off(self):
        sent = []
        with patch.object(
            requests.Session, "send", lambda *args, **_kw: sent.append(args)
        ):
            for source in (self.wdd, self.decrs, self.ndc):
                with self.assertRaisesRegex(UserError, "switched off"):
                    source.with_user(self.pharmacist).action_download()
            with self.enter_registry_test_mode():
                for cron in ("ir_cron_fetch_lists", "ir_cron_look_up_licenses"):
                    self.env.ref(f"{ADDON}.{cron}").method_direct_trigger()
        self.assertEqual(sent, [])

    def test_download(self):
        with self.site(samples.wdd_file()):
            run = self.download()
        self.assertEqual((run.result, run.row_count), ("done", 3))
        self.assertEqual(run.user_id, self.pharmacist)
        self.assertEqual(run.snapshot_id.name, "list.txt")
        self.assertTrue(self.wdd.last_run_at)

    def test_page_instead_of_the_list(self):
        with self.site(b"<html><h1>We are sorry</h1></html>"):
            run = self.download()
        self.assertEqual(run.result, "refused")
        self.assertIn("We are sorry", run.message)

    def test_server_says_no(self):
        for status, words in ((404, "404"), (500, "500"), (403, "password")):
            with self.site(b"no", status=status):
                self.unreachable(words)

    def test_nobody_there(self):
        with self.site(b"") as server:
            url = server.url
        self.wdd.url = f"{url}/list.txt"
        self.unreachable("could not be reached")

    def test_cut_off_by_the_server(self):
        with self.site(samples.wdd_file(), Content_Length="100000"):
            self.unreachable("could not be reached")

    def test_slow_server_is_left_in_time(self):
        with self.site(answer=lambda handler, _body: handler.drip()), effort.answers():
            self.wdd.timeout = 1
            self.unreachable("within 1 seconds")

    def test_silent_server_is_left_in_time(self):
        over = threading.Event()
        self.addCleanup(over.set)
        with self.site(answer=lambda handler, _body: over.wait()), effort.answers():
            self.wdd.timeout = 1
            self.unreachable("within 1 seconds")

    def test_too_large(self):
        self.wdd.max_megabytes = 1
        with self.site(b"x" * (3 << 20)):
            self.unreachable("larger than 1 MB")

    def test_busy_server_is_tried_again_but_not_for_ever(self):
        states = [503, 503, 200]

        def answer(handler, _body):
            handler.send(samples.wdd_file(), status=states.pop(0))

        with (
            self.site(answer=answer) as server,
            patch(
                "odoo.addons.dscsa_compliance_lookup.connectors.http_client.time.sleep"
            ),
        ):
            self.wdd.write({"retries": 2, "timeout": 30})
            self.assertEqual(self.download().result, "done")
            states[:] = [503] * 9
            self.assertEqual(self.download().result, "unreachable")
            self.assertEqual(len(server.asked), 6)

    def test_a_few_redirects_but_no_other_protocol(self):
        def answer(handler, _body):
            if handler.path == "/moved":
                handler.send(samples.wdd_file())
            else:
                handler.send(b"", status=302, Location="/moved")

        with self.site(answer=answer):
            self.assertEqual(self.download().result, "done")
        for target in ("file:///etc/passwd", "ftp://127.0.0.1/x"):
            with self.site(b"", status=302, Location=target):
                self.assertEqual(self.download().result, "unreachable")
        with self.site(b"", status=302, Location="/cder/list.txt"):
            self.assertEqual(self.download().result, "unreachable")

    def test_addresses_are_of_the_web_only(self):
        for url in ("file:///etc/passwd", "ftp://x/y", "//x", "http://", "list.txt"):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.wdd.url = url
        with self.assertRaisesRegex(ValidationError, "user name or password"):
            self.wdd.url = "https://elm:s3cret@example.com/list.txt"

    def test_password_goes_to_its_host_only_and_into_no_log(self):
        elsewhere = []

        def take(handler, _body):
            elsewhere.append(dict(handler.headers))
            handler.send(samples.wdd_file())

        with serving(take) as other:
            target = other.url.replace("127.0.0.1", "localhost")
            self.wdd.write(
                {"sign_in": "basic", "username": "elm", "secret": "s3cret-word"}
            )
            with self.site(b"", status=302, Location=target) as server:
                self.download()
                self.assertIn("Authorization", server.asked[0][2])
        self.assertEqual(len(elsewhere), 1)
        self.assertNotIn("Authorization", elsewhere[0])
        with self.site(b"", status=401):
            with self.assertLogs("", "DEBUG") as logs:
                run = self.download()
        written = "\n".join([*logs.output, run.message, run.next_step])
        self.assertNotIn("s3cret-word", written)

    def test_credentials_are_for_the_administrator(self):
        self.wdd.write({"sign_in": "basic", "username": "elm", "secret": "s3cret"})
        for user in (self.pharmacist, self.manager, self.auditor):
            source = self.wdd.with_user(user)
            for name in ("username", "secret", "sign_in", "wsdl_file"):
                with self.assertRaises(AccessError):
                    source.read([name])
            self.assertNotIn("secret", source.fields_get())
        self.assertFalse(self.wdd.copy().secret)

    def test_the_manager_switches_but_does_not_steer(self):
        source = self.wdd.with_user(self.manager)
        source.mode = "button"
        for values in (
            {"url": "http://elsewhere.example/"},
            {"endpoint": "http://elsewhere.example/"},
            {"kind": "json"},
            {"timeout": 5},
            {"snapshot_id": False},
        ):
            with self.assertRaises(AccessError):
                source.write(values)
        with self.assertRaises(AccessError):
            source.create({"name": "x", "kind": "json"})
        with self.assertRaises(AccessError):
            self.env["dscsa.source.line"].with_user(self.manager).create(
                {"source_id": self.wdd.id, "role": "response", "told": "number"}
            )

    def test_users_without_rights(self):
        with self.site(samples.wdd_file()) as server:
            with self.assertRaises(UserError):
                self.wdd.with_user(self.technician).action_download()
            with self.assertRaises(AccessError):
                self.wdd.with_user(self.stock_user).action_download()
            with self.assertRaises(AccessError):
                self.wdd.with_user(self.pharmacist).write({"mode": "job"})
            self.assertEqual(server.asked, [])

    def test_limits_are_limits(self):
        for values in ({"timeout": 0}, {"retries": 99}, {"shrink_percent": 100}):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.wdd.write(values)
                self.wdd.flush_recordset()

    def test_switching_on_needs_an_address(self):
        with self.assertRaises(ValidationError):
            self.env["dscsa.source"].create(
                {"name": "x", "kind": "json", "mode": "button"}
            )
        site = self.env.ref("dscsa_compliance_lookup.source_wdd_site")
        with self.assertRaises(ValidationError):
            site.mode = "job"
        self.assertEqual(site.action_open_site()["url"], site.url)

    def test_job_downloads_what_is_due_and_goes_on_after_a_failure(self):
        def answer(handler, _body):
            content = {"/wdd": samples.wdd_file(), "/ndc": samples.ndc_file()}
            handler.send(content.get(handler.path, b"<html>sorry</html>"))

        with serving(answer) as server:
            for source, path in (
                (self.decrs, "decrs"),
                (self.wdd, "wdd"),
                (self.ndc, "ndc"),
            ):
                source.write({"mode": "job", "url": f"{server.url}/{path}"})
            self.ndc.last_run_at = fields.Datetime.now()
            with self.enter_registry_test_mode():
                job = self.env.ref("dscsa_compliance_lookup.ir_cron_fetch_lists")
                job.method_direct_trigger()
            asked = sorted(path for _method, path, _headers, _body in server.asked)
        self.assertEqual(asked, ["/decrs", "/wdd"])
        self.assertEqual(self.wdd.snapshot_id.row_count, 3)
        self.assertFalse(self.decrs.snapshot_id)
        self.assertIn("web page", self.decrs.last_result)
        self.assertFalse(self.env["dscsa.source"]._due())
        now = fields.Datetime.now()
        for days, due in ((1, self.decrs), (7, self.wdd | self.decrs)):
            with freeze_time(now + timedelta(days=days)):
                self.assertEqual(self.env["dscsa.source"]._due() - self.ndc, due)

    def test_job_survives_an_unexpected_error(self):
        self.wdd.mode = self.decrs.mode = "job"
        Source = type(self.env["dscsa.source"])
        seen = []

        def fail(source):
            seen.append(source.kind)
            raise ZeroDivisionError("boom")

        with (
            patch.object(Source, "_download", fail),
            mute_logger(
                "odoo.addons.dscsa_compliance_lookup.models.dscsa_source_list_mixin"
            ),
            self.enter_registry_test_mode(),
        ):
            job = self.env.ref("dscsa_compliance_lookup.ir_cron_fetch_lists")
            job.method_direct_trigger()
        self.assertEqual(sorted(seen), ["decrs", "wdd"])
        self.assertIn("ZeroDivisionError", self.wdd.last_result)

    def test_copies_for_tests_are_silent(self):
        self.wdd.write({"mode": "job", "secret": "s", "username": "u"})
        self.env.flush_all()
        with file_open(f"{ADDON}/data/neutralize.sql") as file:
            self.env.cr.execute(file.read())
        self.env.invalidate_all()
        self.assertEqual(self.wdd.mode, "off")
        self.assertFalse(self.wdd.secret or self.wdd.username)
        queries = "\n".join(get_neutralization_queries([ADDON]))
        self.assertIn("dscsa_source", queries)
